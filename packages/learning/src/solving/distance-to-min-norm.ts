import type { Measures } from '@rote/domain';
import { RoteError } from '@rote/domain';
import { minNormWeights } from './min-norm.js';
import type { Problem } from './problem.js';
import { normOf } from './problem.js';

/**
 * Measures the distance of a linear model's weights from the minimum-norm interpolant, ‖w − w*‖ (Frobenius), and ‖w*‖
 * (paper, section 5: gradient descent from zero converges to it). Returns no measures if w* cannot be found, because
 * memory is too small or because there are too many nearly dependent images.
 *
 * @param weights [values of an image, classes], row by row
 * @throws RoteError `aborted`
 */
export async function distanceToMinNorm(
  problem: Omit<Problem, 'weightDecay'>,
  weights: Float32Array,
): Promise<Measures> {
  try {
    const { weights: least } = await minNormWeights({ ...problem, weightDecay: 0 });
    return {
      'distance-to-min-norm': normOf(least.map((value, i) => value - weights[i]!)),
      'min-norm': normOf(least),
    };
  } catch (error) {
    if (error instanceof RoteError && (error.code === 'out-of-memory' || error.code === 'spec-invalid'))
      return {};
    throw error;
  }
}
