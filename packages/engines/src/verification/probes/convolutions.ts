import * as tf from '@tensorflow/tfjs-core';
import { patternTensor } from '../pattern.js';
import type { Outputs, Probe } from './probe.js';
import { valueAndGradients } from './probe.js';

interface Convolution {
  readonly image: readonly [number, number, number, number];
  readonly filter: readonly [number, number, number, number];
  readonly stride: number;
  readonly pad: 'same' | 'valid';
}

function convolution({ image, filter, stride, pad }: Convolution): Outputs {
  return valueAndGradients(
    (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, pad),
    [patternTensor(image, 13), patternTensor(filter, 14)],
  );
}

/**
 * Convolutions with both gradients, one for each path through an engine: the channels of an image, few channels, or
 * enough for the wide tiles of webgpu; square filters of 1, 3 and 5, rows and columns; strides and padding. As in all
 * networks, the number of filters is a multiple of eight.
 */
export const CONVOLUTIONS: readonly Probe[] = [
  {
    name: 'conv2d of an RGB image',
    run: () => convolution({ image: [2, 9, 9, 3], filter: [5, 5, 3, 8], stride: 1, pad: 'same' }),
  },
  {
    name: 'conv2d of feature maps',
    run: () => convolution({ image: [2, 7, 7, 16], filter: [3, 3, 16, 8], stride: 1, pad: 'same' }),
  },
  {
    name: 'conv2d of feature maps with a 5 × 5 filter',
    run: () => convolution({ image: [2, 7, 7, 16], filter: [5, 5, 16, 8], stride: 1, pad: 'same' }),
  },
  {
    name: 'conv2d of many feature maps',
    run: () => convolution({ image: [1, 4, 4, 64], filter: [3, 3, 64, 64], stride: 1, pad: 'same' }),
  },
  {
    name: 'conv2d of many feature maps with stride 2',
    run: () => convolution({ image: [1, 5, 5, 64], filter: [3, 3, 64, 8], stride: 2, pad: 'valid' }),
  },
  {
    name: 'conv2d with stride 2',
    run: () => convolution({ image: [2, 9, 9, 8], filter: [3, 3, 8, 8], stride: 2, pad: 'valid' }),
  },
  {
    name: 'conv2d with a 1 × 1 filter',
    run: () => convolution({ image: [2, 5, 5, 16], filter: [1, 1, 16, 8], stride: 1, pad: 'same' }),
  },
  {
    name: 'conv2d with stride 2 and padding',
    run: () => convolution({ image: [2, 8, 8, 8], filter: [3, 3, 8, 8], stride: 2, pad: 'same' }),
  },
  {
    // oneDNN's kernels work on blocks of up to 64 feature maps: here the last block is not full.
    name: 'conv2d of 80 feature maps with stride 2 and padding',
    run: () => convolution({ image: [1, 8, 8, 80], filter: [3, 3, 80, 16], stride: 2, pad: 'same' }),
  },
  {
    name: 'conv2d without padding',
    run: () => convolution({ image: [2, 7, 7, 8], filter: [3, 3, 8, 8], stride: 1, pad: 'valid' }),
  },
  {
    name: 'conv2d with a 1 × 7 filter',
    run: () => convolution({ image: [2, 6, 9, 8], filter: [1, 7, 8, 8], stride: 1, pad: 'same' }),
  },
  {
    name: 'conv2d with a 7 × 1 filter',
    run: () => convolution({ image: [2, 9, 6, 8], filter: [7, 1, 8, 8], stride: 1, pad: 'same' }),
  },
];
