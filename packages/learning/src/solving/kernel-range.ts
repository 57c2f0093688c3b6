import { RoteError } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import type { Problem } from './problem.js';
import { imageRows, imageSize } from './problem.js';

/** How far apart some of the images are, by which a γ can be judged. */
interface Spread {
  /** The largest ‖x‖². */
  readonly largestSquare: number;
  /** ‖x − x′‖² of two that differ; undefined where none do. */
  readonly distances: { readonly mean: number; readonly largest: number } | undefined;
}

/** As many images are looked at: their pairs are told apart in a moment. */
const LOOKED_AT = 64;
/** In ‖x − x′‖² some 1e-15 of ‖x‖² is rounding: of a kernel value, γ times that. Past this, a thousandth of it is. */
const MOST_GAMMA_SQUARE = 1e12;
/** Below this γ‖x − x′‖², a matrix that is singular is so because its values are all but equal. */
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

/** Looks at the first images that are trained on. */
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
    : `. These images are some ${distances.mean.toPrecision(2)} apart (‖x − x′‖²): try a gamma of about ${(1 / distances.mean).toPrecision(2)}`;

/** The error of a γ with which the kernel of two images is 0 unless they are equal. */
export const gammaTooLarge = (gamma: number, spread: Spread): RoteError =>
  new RoteError(
    'spec-invalid',
    `the kernel's gamma of ${String(gamma)} is too large: exp(−gamma·‖x − x′‖²) is 0 to 64 bits for any two images that differ, so nothing is learned of others${advice(spread)}`,
  );

const gammaTooSmall = (gamma: number, spread: Spread, cause?: unknown): RoteError =>
  new RoteError(
    'spec-invalid',
    `the kernel's gamma of ${String(gamma)} is too small: exp(−gamma·‖x − x′‖²) is all but 1 for any two images, which 64 bits do not tell apart${advice(spread)}`,
    { cause },
  );

/**
 * Refuses a γ with which the kernel cannot tell the images apart, or finds nothing alike.
 *
 * @throws RoteError `spec-invalid`
 */
export function requireGamma(gamma: number, spread: Spread): void {
  const { largestSquare, distances } = spread;
  if (gamma * largestSquare > MOST_GAMMA_SQUARE) throw gammaTooLarge(gamma, spread);
  if (distances !== undefined && Math.exp(-gamma * distances.largest) === 1)
    throw gammaTooSmall(gamma, spread);
}

/** What a matrix that was found to be singular comes of: a γ that is too small, or the error as it is. */
export const blameGamma = (error: unknown, gamma: number, spread: Spread): unknown =>
  error instanceof RoteError &&
  error.code === 'spec-invalid' &&
  spread.distances !== undefined &&
  gamma * spread.distances.mean < LEAST_GAMMA_DISTANCE
    ? gammaTooSmall(gamma, spread, error)
    : error;
