import * as tf from '@tensorflow/tfjs-core';
import { batchNormRelu, fixedBatchNormRelu } from '../layers/batch-norm-relu.js';
import { biasRelu } from '../layers/bias.js';
import type { Initializer } from './initializers.js';
import type { Pass } from './model.js';
import type { ParameterFactory } from './parameters.js';
import { createRunningMoments } from './running-moments.js';

export interface ConvolutionOptions {
  readonly inputs: number;
  readonly filters: number;
  /** Height and width of the kernel; one number if they are equal. */
  readonly side: number | readonly [height: number, width: number];
  readonly stride?: number;
  /** Default: `same`. */
  readonly padding?: 'same' | 'valid';
  readonly kernel: Initializer;
  /** For the bias, or for the β of the batch normalization that replaces it. */
  readonly bias: Initializer;
  /** Whether weight decay acts on the kernel. It never acts on biases and β. */
  readonly decayed: boolean;
  readonly batchNorm: boolean;
}

/** A convolution followed by a bias or a batch normalization, and a ReLU. */
export type Convolution = (images: tf.Tensor4D, pass: Pass) => tf.Tensor4D;

export function createConvolution(
  parameters: ParameterFactory,
  name: string,
  options: ConvolutionOptions,
): Convolution {
  const { inputs, filters, side, stride = 1, padding = 'same', decayed, batchNorm } = options;
  const [height, width] = typeof side === 'number' ? [side, side] : side;
  const kernel = parameters.create<tf.Rank.R4>(`${name}/kernel`, [height, width, inputs, filters], {
    initializer: options.kernel,
    decayed,
  });
  const bias = parameters.create<tf.Rank.R1>(`${name}/${batchNorm ? 'beta' : 'bias'}`, [filters], {
    initializer: options.bias,
    decayed: false,
  });
  const convolve = (images: tf.Tensor4D): tf.Tensor4D => tf.conv2d(images, kernel, stride, padding);
  // The tidy frees intermediate products once they are used; those that the backward pass needs are kept.
  if (!batchNorm) return (images) => tf.tidy(() => biasRelu(convolve(images), bias));
  const moments = createRunningMoments(parameters, name, filters);
  return (images, { momentsWeight }) =>
    momentsWeight === null
      ? tf.tidy(() => fixedBatchNormRelu(convolve(images), bias, moments.read()))
      : batchNormRelu(convolve(images), bias, (batch) => {
          moments.update(batch, momentsWeight);
        });
}
