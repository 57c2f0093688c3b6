import { RoteError } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import type { Problem } from './problem.js';
import { imageRows, imageSize } from './problem.js';

/** How far apart some of the images are, which shows whether a γ is suitable. */
interface Spread {
  /** The largest ‖x‖². */
  readonly largestSquare: number;
  /** ‖x − x′‖² over pairs of different images; undefined if all are equal. */
  readonly distances: { readonly mean: number; readonly largest: number } | undefined;
}

/** Number of images that are compared. Their pairs take only a moment. */
const LOOKED_AT = 64;
/**
 * About 1e-15·‖x‖² of ‖x − x′‖² is rounding; γ times that affects a kernel value. Beyond this limit, it is a thousandth
 * of it.
 */
const MOST_GAMMA_SQUARE = 1e12;
/** If γ‖x − x′‖² is below this, a singular matrix is singular because its values are almost equal. */
const LEAST_GAMMA_DISTANCE = 1e-2;

function spreadOf(rows: Float64Array, size: number): Spread {
  const count = rows.length / size;
  const distances: number[] = [];
  let largestSquare = 0;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j <= i; j++) {
      let square = 0;
      for (let k = 0; k < size; k++)
        square += (rows[i * size + k]! - (i === j ? 0 : rows[j * size + k]!)) ** 2;
      if (i === j) largestSquare = Math.max(largestSquare, square);
      else if (square > 0) distances.push(square);
    }
  }
  if (distances.length === 0) return { largestSquare, distances: undefined };
  const mean = distances.reduce((sum, square) => sum + square, 0) / distances.length;
  return { largestSquare, distances: { mean, largest: Math.max(...distances) } };
}

/** Measures the first images that are used for training. */
export async function measureSpread(problem: Problem): Promise<Spread> {
  const { algebra, data } = problem;
  const rows = imageRows(problem, data.trained.subarray(0, LOOKED_AT));
  try {
    return spreadOf(await algebra.read(rows), imageSize(data));
  } finally {
    tf.dispose(rows);
  }
}

const advice = ({ distances }: Spread): string =>
  distances === undefined
    ? ''
    : `. These images are about ${distances.mean.toPrecision(2)} apart (‖x − x′‖²): try a gamma of about ${(1 / distances.mean).toPrecision(2)}`;

/** The error for a γ so large that the kernel of two images is 0 unless they are equal. */
export const gammaTooLarge = (gamma: number, spread: Spread): RoteError =>
  new RoteError(
    'spec-invalid',
    `the kernel's gamma of ${String(gamma)} is too large: exp(−gamma·‖x − x′‖²) is 0 in 64 bits for any two different images, so nothing generalizes to other images${advice(spread)}`,
  );

const gammaTooSmall = (gamma: number, spread: Spread, cause?: unknown): RoteError =>
  new RoteError(
    'spec-invalid',
    `the kernel's gamma of ${String(gamma)} is too small: exp(−gamma·‖x − x′‖²) is so close to 1 for any two images that 64 bits cannot distinguish them${advice(spread)}`,
    { cause },
  );

/**
 * Rejects a γ for which the kernel considers all images equal, or no two images similar.
 *
 * @throws RoteError `spec-invalid`
 */
export function requireGamma(gamma: number, spread: Spread): void {
  const { largestSquare, distances } = spread;
  if (gamma * largestSquare > MOST_GAMMA_SQUARE) throw gammaTooLarge(gamma, spread);
  if (distances !== undefined && Math.exp(-gamma * distances.largest) === 1)
    throw gammaTooSmall(gamma, spread);
}

/** Explains a singular matrix by a γ that is too small, if it is; otherwise returns the error unchanged. */
export const blameGamma = (error: unknown, gamma: number, spread: Spread): unknown =>
  error instanceof RoteError &&
  error.code === 'spec-invalid' &&
  spread.distances !== undefined &&
  gamma * spread.distances.mean < LEAST_GAMMA_DISTANCE
    ? gammaTooSmall(gamma, spread, error)
    : error;
