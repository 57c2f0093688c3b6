import * as tf from '@tensorflow/tfjs-core';
import { biasRelu } from '../layers/bias.js';
import type { Initializer } from './initializers.js';
import type { Pass } from './model.js';
import { createNormalization } from './normalization.js';
import type { ParameterFactory } from './parameters.js';

export interface LinearConvolutionOptions {
  readonly inputs: number;
  readonly filters: number;
  /** Height and width of the kernel; one number if they are equal. */
  readonly side: number | readonly [height: number, width: number];
  readonly stride?: number;
  /** Default: `same`. */
  readonly padding?: 'same' | 'valid';
  readonly kernel: Initializer;
  /** Whether weight decay acts on the kernel. It never acts on biases, γ and β. */
  readonly decayed: boolean;
}

export interface ConvolutionOptions extends LinearConvolutionOptions {
  /** For the bias, or for the β of the batch normalization that replaces it. */
  readonly bias: Initializer;
  readonly batchNorm: boolean;
}

/** A convolution by itself, without bias. */
export type LinearConvolution = (images: tf.Tensor4D) => tf.Tensor4D;

/** A convolution followed by a bias or a batch normalization, and a ReLU. */
export type Convolution = (images: tf.Tensor4D, pass: Pass) => tf.Tensor4D;

export function createLinearConvolution(
  parameters: ParameterFactory,
  name: string,
  options: LinearConvolutionOptions,
): LinearConvolution {
  const { inputs, filters, side, stride = 1, padding = 'same', decayed } = options;
  const [height, width] = typeof side === 'number' ? [side, side] : side;
  const kernel = parameters.create<tf.Rank.R4>(`${name}/kernel`, [height, width, inputs, filters], {
    initializer: options.kernel,
    decayed,
  });
  // Only the pixels that the stride takes count. With the stride in the convolution, the native engine (TensorFlow 2.21.0 on
  // a CPU, with oneDNN) ended its process in the gradient with respect to a kernel of 3, 4, 8 or 12 input channels.
  if (height === 1 && width === 1 && stride > 1)
    return (images) => tf.conv2d(tf.avgPool(images, 1, stride, 'valid'), kernel, 1, padding);
  return (images) => tf.conv2d(images, kernel, stride, padding);
}

export function createConvolution(
  parameters: ParameterFactory,
  name: string,
  options: ConvolutionOptions,
): Convolution {
  const { filters, batchNorm, bias: initialBias } = options;
  const convolve = createLinearConvolution(parameters, name, options);
  if (batchNorm) {
    const normalize = createNormalization(parameters, name, {
      channels: filters,
      scaled: false,
      beta: initialBias,
    });
    return (images, pass) =>
      pass.momentsWeight === null
        ? tf.tidy(() => normalize(convolve(images), pass))
        : normalize(convolve(images), pass);
  }
  const bias = parameters.create<tf.Rank.R1>(`${name}/bias`, [filters], {
    initializer: initialBias,
    decayed: false,
  });
  // The tidy frees intermediate products once they are used; those that the backward pass needs are kept.
  return (images) => tf.tidy(() => biasRelu(convolve(images), bias));
}
