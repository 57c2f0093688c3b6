import type { Measures } from '@rote/domain';
import { RoteError } from '@rote/domain';
import { minNormWeights } from './min-norm.js';
import type { Problem } from './problem.js';
import { normOf } from './problem.js';

/**
 * How far the weights of a linear model are from the interpolating ones of least norm, ‖w − w*‖ (Frobenius), and ‖w*‖
 * (paper, section 5: gradient descent from zero ends there). Nothing where these cannot be found: for want of memory, or
 * because images are too many and nearly dependent.
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
