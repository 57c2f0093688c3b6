import type { KeptTensor, Measures } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import type { ResidentData } from '../data/prepared-data.js';
import type { Float64Matrix, LinearAlgebra } from './linear-algebra.js';

/** The images and targets for which to solve an architecture, and the engine to solve it on. */
export interface Problem {
  readonly algebra: LinearAlgebra;
  readonly data: ResidentData;
  /** The ridge: coefficient λ of ½‖f − y‖² + λ/2·‖w‖². */
  readonly weightDecay: number;
  readonly signal: AbortSignal;
  /** Rows of a tile; set by tests. */
  readonly tileSide?: number;
  /** Up to how many directions all are found; set by tests. */
  readonly mostEigenvectors?: number;
}

/** A solved network. */
export interface Solution {
  /** Its outputs for each image, train images first: one row of `outputs.length / images` values per image. */
  readonly outputs: Float64Array;
  readonly parameterCount: number;
  readonly weightNorm: number;
  readonly measures: Measures;
  /** Everything needed to reproduce the outputs bit for bit. */
  readonly weights: readonly KeptTensor[];
}

/** Number of values in an image as the network sees it. */
export const imageSize = ({ images }: ResidentData): number => images.windows.size / images.windows.shape[0];

/** Returns some images as rows. */
export const imageRows = ({ algebra, data }: Problem, indices: Int32Array): Float64Matrix =>
  tf.tidy(() => {
    const images = tf.gather<tf.Tensor>(data.images.windows, tf.tensor1d(indices, 'int32'));
    return algebra.fromTensor(tf.reshape<tf.Rank.R2>(images, [indices.length, imageSize(data)]));
  });

/** Returns their one-hot labels as rows. */
export const targetRows = ({ algebra, data }: Problem, indices: Int32Array): Float64Matrix =>
  tf.tidy(() => algebra.fromTensor(tf.gather(data.targets, tf.tensor1d(indices, 'int32'))));

/** Returns the indices of all images. */
export const everyImage = ({ trainCount, testCount }: ResidentData): Int32Array =>
  Int32Array.from({ length: trainCount + testCount }, (_, index) => index);

/** Returns ‖f − y‖ (Frobenius) over the images used for training. */
export function trainResidual(outputs: Float64Array, { labels, trained, classes }: ResidentData): number {
  let squares = 0;
  for (const index of trained)
    for (let k = 0; k < classes; k++)
      squares += (outputs[index * classes + k]! - (labels[index] === k ? 1 : 0)) ** 2;
  return Math.sqrt(squares);
}

/** Returns the ℓ2 norm of all values together. */
export const normOf = (values: Float64Array): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
