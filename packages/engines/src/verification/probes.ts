import * as tf from '@tensorflow/tfjs-core';
import { patternTensor } from './pattern.js';

/** A computation that training relies on. `run` is called inside `tf.tidy`. */
export interface Probe {
  /** What is computed, as a message names it. */
  readonly name: string;
  run(): Readonly<Record<string, tf.Tensor>>;
}

/**
 * What a training step of the architectures is made of, each with its gradient, in the shapes that take different
 * paths through an engine (few channels, many, strided, pointwise).
 */
export const PROBES: readonly Probe[] = [
  {
    name: 'matMul',
    run: () =>
      valueAndGradients((a, b) => tf.matMul(a, b), [patternTensor([7, 13], 1), patternTensor([13, 5], 2)]),
  },
  {
    name: 'conv2d of an RGB image',
    run: () => convolution({ image: [2, 9, 9, 3], filter: [5, 5, 3, 8], stride: 1, pad: 'same' }),
  },
  {
    name: 'conv2d of feature maps',
    run: () => convolution({ image: [2, 7, 7, 16], filter: [3, 3, 16, 8], stride: 1, pad: 'same' }),
  },
  {
    name: 'conv2d with stride 2',
    run: () => convolution({ image: [2, 9, 9, 8], filter: [3, 3, 8, 6], stride: 2, pad: 'valid' }),
  },
  {
    name: 'conv2d with a 1 × 1 filter',
    run: () => convolution({ image: [2, 5, 5, 12], filter: [1, 1, 12, 6], stride: 1, pad: 'same' }),
  },
  {
    name: 'maxPool',
    run: () =>
      valueAndGradients((x) => tf.maxPool(x as tf.Tensor4D, 3, 2, 'same'), [patternTensor([2, 8, 8, 4], 3)]),
  },
  {
    name: 'avgPool',
    run: () =>
      valueAndGradients((x) => tf.avgPool(x as tf.Tensor4D, 4, 1, 'valid'), [patternTensor([2, 6, 6, 4], 4)]),
  },
  {
    name: 'batch normalization',
    run: () =>
      valueAndGradients(
        (x, scale, offset) => {
          const { mean, variance } = tf.moments(x, [0, 1, 2]);
          const normalized = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-3)));
          return tf.relu(tf.add(tf.mul(normalized, scale), offset));
        },
        [patternTensor([3, 4, 4, 6], 5), patternTensor([6], 6), patternTensor([6], 7)],
      ),
  },
  {
    name: 'localResponseNormalization',
    run: () =>
      valueAndGradients(
        (x) => tf.localResponseNormalization(x as tf.Tensor4D, 4, 1, 0.1, 0.75),
        [patternTensor([2, 3, 3, 12], 8)],
      ),
  },
  {
    name: 'concat and slice',
    run: () =>
      valueAndGradients(
        (a, b) =>
          tf.slice(
            tf.pad(tf.concat([a, b], 3), [
              [0, 0],
              [2, 2],
              [2, 2],
              [0, 0],
            ]),
            [0, 1, 2, 1],
            [2, 4, 4, 5],
          ),
        [patternTensor([2, 4, 4, 3], 9), patternTensor([2, 4, 4, 4], 10)],
      ),
  },
  {
    name: 'gather',
    run: () =>
      valueAndGradients((x) => tf.gather(x, tf.tensor1d([2, 0, 2, 4], 'int32')), [patternTensor([5, 6], 11)]),
  },
  {
    name: 'softmax cross-entropy',
    run: () => valueAndGradients(crossEntropyOfFive, [patternTensor([5, 10], 12)]),
  },
];

interface Convolution {
  readonly image: readonly [number, number, number, number];
  readonly filter: readonly [number, number, number, number];
  readonly stride: number;
  readonly pad: 'same' | 'valid';
}

function convolution({ image, filter, stride, pad }: Convolution): Record<string, tf.Tensor> {
  return valueAndGradients(
    (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, pad),
    [patternTensor(image, 13), patternTensor(filter, 14)],
  );
}

/** Mean cross-entropy of logits [5, 10] with five fixed labels. */
function crossEntropyOfFive(logits: tf.Tensor): tf.Tensor {
  const labels = tf.cast(tf.oneHot(tf.tensor1d([1, 0, 3, 2, 9], 'int32'), 10), 'float32');
  return tf.losses.softmaxCrossEntropy(labels, logits);
}

/** The value of `f` and the gradient of a fixed weighting of it with respect to each input. */
function valueAndGradients(
  f: (...inputs: tf.Tensor[]) => tf.Tensor,
  inputs: tf.Tensor[],
): Record<string, tf.Tensor> {
  const value = f(...inputs);
  const gradients = tf.grads(f)(inputs, patternTensor(value.shape, 15));
  return { value, ...Object.fromEntries(gradients.map((gradient, i) => [`gradient ${i}`, gradient])) };
}
