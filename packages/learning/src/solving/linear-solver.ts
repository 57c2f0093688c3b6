import { yieldToEventLoop } from '../engine/yield-to-event-loop.js';
import type { Gram } from './gram.js';
import type { Problem } from './problem.js';
import { imageRows, imageSize, normOf } from './problem.js';
import { createPseudoInverse, eigenvectorBytes } from './pseudo-inverse.js';
import type { Factor } from './tiled-cholesky.js';
import { factorBytes, factorise } from './tiled-cholesky.js';
import { trainBlocks } from './train-blocks.js';

/**
 * Up to so many images or values of one, whichever are fewer, all eigenvectors are computed: 2352 values of a window of
 * CIFAR-10 take a minute or two. Beyond, a shifted Gram matrix is solved by Cholesky's factors and iteration.
 */
export const MOST_EIGENVECTORS = 3000;

/**
 * What is added to the diagonal of a larger Gram matrix where no ridge is asked for, as a share of its trace: so little
 * that iterations take it out again, unless images are nearly dependent.
 */
const RELATIVE_SHIFT = 1e-8;

/** A solution of least norm: of a Gram matrix, or of one that a shift makes regular. */
export interface LinearSolver extends Factor {
  /** Directions that count; `undefined` where nobody counted. */
  readonly rank?: number;
}

/** The trace of XᵀX: the squares of all values. */
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

/** What solves the normal equations: up to a size exactly, beyond with a shift; with a ridge, that is the shift. */
export async function createSolver(gram: Gram, problem: Problem): Promise<LinearSolver> {
  const { weightDecay } = problem;
  if (weightDecay > 0) return await factorise({ ...gram, shift: weightDecay }, problem);
  if (gram.size <= (problem.mostEigenvectors ?? MOST_EIGENVECTORS))
    return await createPseudoInverse(gram, problem);
  return await factorise({ ...gram, shift: RELATIVE_SHIFT * (await traceOf(problem)) }, problem);
}

/** Bytes that solving for so many images takes at most. */
export const solverBytes = (images: number, { data, weightDecay }: Problem): number => {
  const values = imageSize(data);
  const size = Math.min(images, values);
  return weightDecay === 0 && size <= MOST_EIGENVECTORS
    ? eigenvectorBytes(images, values)
    : factorBytes(size);
};
