import { yieldToEventLoop } from '../engine/yield-to-event-loop.js';
import type { Gram } from './gram.js';
import type { Problem } from './problem.js';
import { imageRows, imageSize, normOf } from './problem.js';
import { createPseudoInverse, eigenvectorBytes } from './pseudo-inverse.js';
import type { Factor } from './tiled-cholesky.js';
import { factorBytes, factorize } from './tiled-cholesky.js';
import { trainBlocks } from './train-blocks.js';

/**
 * Up to this size (the number of images or of an image's values, whichever is smaller), all eigenvectors are computed.
 * For the 2352 values of a CIFAR-10 window this takes a minute or two. Above it, a shifted Gram matrix is solved by
 * Cholesky factorization and iteration.
 */
export const MOST_EIGENVECTORS = 3000;

/**
 * What is added to the diagonal of a larger Gram matrix if there is no ridge, as a share of its trace. It is so small
 * that iteration removes its effect, unless images are nearly dependent.
 */
const RELATIVE_SHIFT = 1e-8;

/** Solves for the minimum-norm solution, with a Gram matrix or with one that a shift makes regular. */
export interface LinearSolver extends Factor {
  /** Number of directions that count; `undefined` if they were not counted. */
  readonly rank?: number;
}

/** The trace of XᵀX: the sum of the squares of all values. */
async function traceOf(problem: Problem): Promise<number> {
  const { algebra, signal } = problem;
  let trace = 0;
  for (const block of trainBlocks(problem)) {
    const rows = imageRows(problem, block);
    try {
      trace += normOf(await algebra.read(rows)) ** 2;
    } finally {
      rows.dispose();
    }
    await yieldToEventLoop(signal);
  }
  return trace;
}

/**
 * Solves the normal equations: exactly up to a certain size, and with a shift above it. A ridge serves as the shift.
 */
export async function createSolver(gram: Gram, problem: Problem): Promise<LinearSolver> {
  const { weightDecay } = problem;
  if (weightDecay > 0) return await factorize({ ...gram, shift: weightDecay }, problem);
  if (gram.size <= (problem.mostEigenvectors ?? MOST_EIGENVECTORS))
    return await createPseudoInverse(gram, problem);
  return await factorize({ ...gram, shift: RELATIVE_SHIFT * (await traceOf(problem)) }, problem);
}

/** Maximum number of bytes that solving for this many images takes. */
export const solverBytes = (images: number, { data, weightDecay }: Problem): number => {
  const values = imageSize(data);
  const size = Math.min(images, values);
  return weightDecay === 0 && size <= MOST_EIGENVECTORS
    ? eigenvectorBytes(images, values)
    : factorBytes(size);
};
