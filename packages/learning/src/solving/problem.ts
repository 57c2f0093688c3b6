import type { KeptTensor, Measures } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import type { ResidentData } from '../data/prepared-data.js';
import type { Float64Matrix, LinearAlgebra } from './linear-algebra.js';

/** Images and targets that an architecture is solved for, with an engine to solve it on. */
export interface Problem {
  readonly algebra: LinearAlgebra;
  readonly data: ResidentData;
  /** The ridge: coefficient λ of ½‖f − y‖² + λ/2·‖w‖². */
  readonly weightDecay: number;
  readonly signal: AbortSignal;
  /** Rows of a tile, for tests. */
  readonly tileSide?: number;
  /** Up to how many all directions of images are found, for tests. */
  readonly mostEigenvectors?: number;
}

/** What a network that was solved amounts to. */
export interface Solution {
  /** What it makes of each image, train images first: a row each of `outputs.length / images` values. */
  readonly outputs: Float64Array;
  readonly parameterCount: number;
  readonly weightNorm: number;
  readonly measures: Measures;
  /** All that the outputs follow from, to the last bits: to be kept. */
  readonly weights: readonly KeptTensor[];
}

/** Values of an image as the network sees it. */
export const imageSize = ({ images }: ResidentData): number => images.windows.size / images.windows.shape[0];

/** Some images as rows. */
export const imageRows = ({ algebra, data }: Problem, indices: Int32Array): Float64Matrix =>
  tf.tidy(() => {
    const images = tf.gather<tf.Tensor>(data.images.windows, tf.tensor1d(indices, 'int32'));
    return algebra.fromTensor(tf.reshape<tf.Rank.R2>(images, [indices.length, imageSize(data)]));
  });

/** Their one-hot labels as rows. */
export const targetRows = ({ algebra, data }: Problem, indices: Int32Array): Float64Matrix =>
  tf.tidy(() => algebra.fromTensor(tf.gather(data.targets, tf.tensor1d(indices, 'int32'))));

/** The indices of all images. */
export const everyImage = ({ trainCount, testCount }: ResidentData): Int32Array =>
  Int32Array.from({ length: trainCount + testCount }, (_, index) => index);

/** ‖f − y‖ over the images trained on: Frobenius. */
export function trainResidual(outputs: Float64Array, { labels, trained, classes }: ResidentData): number {
  let squares = 0;
  for (const index of trained)
    for (let k = 0; k < classes; k++)
      squares += (outputs[index * classes + k]! - (labels[index] === k ? 1 : 0)) ** 2;
  return Math.sqrt(squares);
}

/** The ℓ2 norm of all values together. */
export const normOf = (values: Float64Array): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
