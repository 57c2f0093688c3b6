import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, test } from 'vitest';
import { loadEngine } from '../src/index.js';
import { patternTensor } from '../src/verification/pattern.js';
import { expectSameAsCpu, gradientsOf } from './fixtures/compare-with-cpu.js';

beforeAll(async () => {
  await loadEngine({ force: 'wasm' });
});

describe('what training needs of the stock wasm kernels works', () => {
  const image = () => patternTensor([2, 6, 6, 8], 5);
  const one = () => patternTensor([8], 6);
  const labels = () => tf.oneHot(tf.tensor1d([1, 0], 'int32'), 5);
  const logits = () => patternTensor([2, 5], 7);

  test.each<[string, () => tf.Tensor[]]>([
    [
      'localResponseNormalization',
      () => gradientsOf((x) => tf.localResponseNormalization(x as tf.Tensor4D, 4, 1, 1e-4, 0.75), image()),
    ],
    ['average pooling', () => gradientsOf((x) => tf.avgPool(x as tf.Tensor4D, 3, 2, 'same'), image())],
    ['relu', () => gradientsOf((x) => tf.relu(x), image())],
    ['log softmax', () => gradientsOf((x) => tf.logSoftmax(x), logits())],
    ['softmax cross-entropy', () => gradientsOf((x) => tf.losses.softmaxCrossEntropy(labels(), x), logits())],
    [
      'fused convolution',
      () =>
        gradientsOf(
          (x, w, b) =>
            tf.fused.conv2d({
              x: x as tf.Tensor4D,
              filter: w as tf.Tensor4D,
              strides: 1,
              pad: 'same',
              bias: b,
              activation: 'relu',
            }),
          image(),
          patternTensor([3, 3, 8, 4], 8),
          patternTensor([4], 9),
        ),
    ],
    [
      'fused matMul',
      () =>
        gradientsOf(
          (a, b, c) => tf.fused.matMul({ a: a, b: b, bias: c, activation: 'relu' }),
          logits(),
          patternTensor([5, 3], 8),
          patternTensor([3], 9),
        ),
    ],
    [
      'batch normalization',
      () =>
        gradientsOf(
          (x, m, v, o, s) => tf.batchNorm(x, m, tf.square(v), o, s, 1e-3),
          image(),
          one(),
          one(),
          one(),
          one(),
        ),
    ],
    [
      'moments',
      () =>
        gradientsOf((x) => {
          const { mean, variance } = tf.moments(x, [0, 1, 2]);
          return tf.add(mean, tf.rsqrt(tf.add(variance, 0.1)));
        }, image()),
    ],
    ['concat', () => gradientsOf((a, b) => tf.concat([a, b], 3), image(), image())],
    ['split', () => gradientsOf((x) => tf.split(x, 2, 3)[1]!, image())],
    [
      'pad and slice',
      () =>
        gradientsOf(
          (x) =>
            tf.slice(
              tf.pad(x, [
                [0, 0],
                [2, 2],
                [2, 2],
                [0, 0],
              ]),
              [0, 1, 3, 0],
              [2, 6, 6, 8],
            ),
          image(),
        ),
    ],
    ['global mean', () => gradientsOf((x) => tf.mean(x, [1, 2]), image())],
    ['norms', () => gradientsOf((x) => tf.sqrt(tf.sum(tf.square(x))), image())],
    [
      'accuracy',
      () => [tf.sum(tf.cast(tf.equal(tf.argMax(logits(), 1), tf.argMax(labels(), 1)), 'float32'))],
    ],
    ['reverse and transpose', () => [tf.reverse(image(), 2), tf.transpose(image(), [0, 3, 1, 2])]],
    [
      'dropout by a mask',
      () => gradientsOf((x) => tf.mul(x, tf.cast(tf.greater(image(), 0.2), 'float32')), image()),
    ],
    ['clip', () => gradientsOf((x) => tf.clipByValue(x, -0.5, 0.5), image())],
  ])('%s', async (_, compute) => {
    await expectSameAsCpu('wasm', compute);
  });
});
