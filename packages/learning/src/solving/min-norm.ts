import { RoteError } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import type { Gram } from './gram.js';
import { createGram } from './gram.js';
import type { Float64Matrix } from './linear-algebra.js';
import { createSolver, MOST_EIGENVECTORS, solverBytes } from './linear-solver.js';
import type { Problem } from './problem.js';
import { imageRows, imageSize, normOf, targetRows } from './problem.js';
import { requireMemory } from './require-memory.js';
import type { BlockColumns, Factor } from './tiled-cholesky.js';
import { trainBlocks } from './train-blocks.js';

const MOST_ITERATIONS = 20;
/** Iteration ends when the weights change by less than this share. */
const SETTLED = 1e-13;
/** How much further iterations may still change weights that count as solved, relative to them. */
const TOLERANCE = 1e-6;
/** A change below this that no longer shrinks is due to rounding. */
const ROUNDING = { eigenvectors: 1e-6, factors: 1e-10 } as const;

/** Computes Y − X·w, block by block. */
function residualsOf(problem: Problem, weights: Float64Matrix | undefined): BlockColumns {
  const { algebra } = problem;
  return trainBlocks(problem).map((block) =>
    tf.tidy(() => {
      const targets = targetRows(problem, block);
      return weights === undefined
        ? targets
        : algebra.sub(targets, algebra.matMul(imageRows(problem, block), weights));
    }),
  );
}

/** Computes the weights to add, given what the current ones leave unexplained. */
async function correction(
  problem: Problem,
  { gram, factor }: { readonly gram: Gram; readonly factor: Factor },
  weights: Float64Matrix | undefined,
): Promise<Float64Matrix> {
  const owned: BlockColumns[] = [];
  const own = (columns: BlockColumns): BlockColumns => {
    owned.push(columns);
    return columns;
  };
  try {
    const residuals = own(residualsOf(problem, weights));
    return await gram.weights(own(await factor.solve(own(await gram.rightSide(residuals)))));
  } finally {
    tf.dispose(owned.flat());
  }
}

/** A solved linear model. */
export interface LinearSolution {
  /** [values of an image, classes], row by row. */
  readonly weights: Float64Array;
  /** Number of directions that the images span; `undefined` with a ridge, or if there are too many to count. */
  readonly rank?: number;
}

/**
 * Computes the weights of the interpolating linear model with the least norm, w = Xᵀ(XXᵀ)⁻¹Y. If there are more images
 * than values per image, it is the least-squares solution with the least norm. With a ridge, it is the ridge solution.
 *
 * Without a ridge the Gram matrix may be singular, because of pixels that are 0 in every image, or of whitening. It is
 * decomposed into its eigenvectors, and directions with a singular value below 1e-7 of the norm of all images are
 * dropped. If it is too large for that, a tiny ridge is added and its effect removed by iteration (iterated Tikhonov
 * regularization, Engl, Hanke and Neubauer 1996, section 5.1). This converges to the minimum-norm solution unless
 * images are nearly dependent; in that case the problem is rejected.
 *
 * @throws RoteError `out-of-memory` before it starts; `spec-invalid` if the iterations do not settle; `aborted`
 */
export async function minNormWeights(problem: Problem): Promise<LinearSolution> {
  const { algebra, data, weightDecay } = problem;
  const count = data.trained.length;
  const values = imageSize(data);
  await requireMemory(algebra, {
    what: 'a linear solution',
    count,
    bytesOf: (images) => solverBytes(images, problem),
  });
  const gram = createGram(problem);
  const solver = await createSolver(gram, problem);
  let weights: Float64Matrix | undefined;
  try {
    const iterations = weightDecay > 0 ? 1 : MOST_ITERATIONS;
    const rounding = solver.rank === undefined ? ROUNDING.factors : ROUNDING.eigenvectors;
    let [size, change, ratio] = [0, Infinity, 0];
    for (let i = 0; i < iterations && change > SETTLED * size; i++) {
      const added = await correction(problem, { gram, factor: solver }, weights);
      const before = weights;
      const last = change;
      change = normOf(await algebra.read(added));
      ratio = change / last;
      // Only rounding is left.
      if (before !== undefined && ratio > 0.5 && change <= rounding * size) {
        added.dispose();
        ratio = 0;
        break;
      }
      weights = before === undefined ? added : algebra.add(before, added);
      if (before !== undefined) tf.dispose([before, added]);
      size = normOf(await algebra.read(weights));
    }
    // What a geometric series of changes would still add.
    const rest = ratio < 1 ? change / (1 - ratio) : Infinity;
    if (weightDecay === 0 && !(rest <= TOLERANCE * size)) throw unsettled(count, values);
    return {
      weights: await algebra.read(weights!),
      ...(solver.rank !== undefined && { rank: solver.rank }),
    };
  } finally {
    solver.dispose();
    weights?.dispose();
  }
}

const unsettled = (count: number, values: number): RoteError =>
  new RoteError(
    'spec-invalid',
    `the minimum-norm solution for ${count.toLocaleString('en')} images of ${values.toLocaleString('en')} values does not settle: images or features are nearly dependent, as they are if there are about as many of one as of the other. ` +
      `Give the cell a weight decay, which is a ridge here, or use at most ${MOST_EIGENVECTORS.toLocaleString('en')} images or features, for which it is exact`,
  );
