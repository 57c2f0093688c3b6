import * as tf from '@tensorflow/tfjs-core';
import { localResponseNormalization } from '../layers/local-response-normalization.js';
import type { Convolution } from './convolution.js';
import { createConvolution } from './convolution.js';
import { createDense } from './dense.js';
import { constant, truncatedNormal } from './initializers.js';
import type { Network, Pass } from './model.js';
import type { ParameterFactory } from './parameters.js';

const FILTERS = 64;
/** Rows and columns after two poolings with stride 2. */
const POOLED_SIDE = 7;
/** Units of the hidden dense layers. */
const HIDDEN = [384, 192] as const;

/** Values per image that the backward pass needs at least: the outputs of the convolutions. */
export const ALEXNET_SMALL_ACTIVATIONS = FILTERS * (28 * 28 + 14 * 14);

/**
 * The paper's small AlexNet (appendix A): twice a 5×5 convolution, 3×3/2 max-pooling and local response normalization,
 * then dense layers of 384 and 192 units. The network comes from TensorFlow's CIFAR-10 tutorial, and so do its initial
 * values and the weight decay, which acts only on the two hidden dense layers.
 */
export function createAlexnetSmall(
  parameters: ParameterFactory,
  { channels, classes }: { readonly channels: number; readonly classes: number },
): Network {
  const convolution = (name: string, inputs: number, bias: number): Convolution =>
    createConvolution(parameters, name, {
      inputs,
      filters: FILTERS,
      side: 5,
      kernel: truncatedNormal(0.05),
      bias: constant(bias),
      decayed: false,
      batchNorm: false,
    });
  const first = convolution('conv-1', channels, 0);
  const second = convolution('conv-2', FILTERS, 0.1);
  const hidden = { kernel: truncatedNormal(0.04), bias: constant(0.1), decayed: true };
  const flat = POOLED_SIDE * POOLED_SIDE * FILTERS;
  const third = createDense(parameters, 'dense-1', { inputs: flat, units: HIDDEN[0], ...hidden });
  const fourth = createDense(parameters, 'dense-2', { inputs: HIDDEN[0], units: HIDDEN[1], ...hidden });
  const output = createDense(parameters, 'output', {
    inputs: HIDDEN[1],
    units: classes,
    kernel: truncatedNormal(1 / 192),
    bias: constant(0),
    decayed: false,
  });
  const block = (layer: Convolution, x: tf.Tensor4D, pass: Pass): tf.Tensor4D =>
    localResponseNormalization(tf.maxPool(layer(x, pass), 3, 2, 'same'));
  return {
    forward(images, pass) {
      const features = block(second, block(first, images, pass), pass);
      const units = pass.dropout(third.relu(tf.reshape<tf.Rank.R2>(features, [-1, flat])), 0);
      return output.linear(pass.dropout(fourth.relu(units), 1));
    },
    droppable: HIDDEN,
  };
}
