import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import type { Moments } from '../../src/layers/batch-norm-relu.js';
import { batchNormRelu, fixedBatchNormRelu } from '../../src/layers/batch-norm-relu.js';
import { columnMeans, columnSums } from '../../src/layers/column-sums.js';
import { SQUARED } from '../../src/layers/loss.js';
import { meanSoftmaxCrossEntropy, softmaxCrossEntropies } from '../../src/layers/softmax-cross-entropy.js';
import { useCpuBackend } from '../fixtures/cpu-backend.js';
import { expectSame, LAYERS, outcomeOf } from '../fixtures/layers.js';
import { largestDifference, normalTensor } from '../fixtures/numbers.js';

useCpuBackend();

test.each(LAYERS)(
  '$name has the value and the gradients of stock operations',
  ({ ours, stock, inputs, tolerance }) => {
    expectSame(outcomeOf(ours, inputs), outcomeOf(stock, inputs), tolerance);
  },
);

test('column sums and means run over all axes but the last', () => {
  tf.tidy(() => {
    const x = normalTensor<tf.Rank.R4>([3, 2, 4, 5]);
    expect(largestDifference(columnSums(x), tf.sum(x, [0, 1, 2]))).toBeLessThan(1e-5);
    expect(largestDifference(columnMeans(x), tf.mean(x, [0, 1, 2]))).toBeLessThan(1e-6);
  });
});

test('fixedBatchNormRelu with the moments of the batch equals batchNormRelu', () => {
  tf.tidy(() => {
    const x = normalTensor<tf.Rank.R4>([4, 3, 3, 5]);
    const beta = normalTensor<tf.Rank.R1>([5], 2);
    for (const parameters of [{ beta }, { gamma: normalTensor<tf.Rank.R1>([5], 3), beta }]) {
      let seen: Moments | undefined;
      const value = batchNormRelu(x, parameters, ({ mean, variance }) => {
        seen = { mean: tf.keep(mean), variance: tf.keep(variance) };
      });
      expect(largestDifference(fixedBatchNormRelu(x, parameters, seen!), value)).toBeLessThan(1e-6);
      tf.dispose([seen!.mean, seen!.variance]);
    }
  });
});

test('meanSoftmaxCrossEntropy has no gradient with respect to the targets', () => {
  tf.tidy(() => {
    const targets = tf.softmax(normalTensor<tf.Rank.R2>([4, 10], 2));
    const [, gradient] = tf.grads((logits, targets) =>
      meanSoftmaxCrossEntropy(logits as tf.Tensor2D, targets as tf.Tensor2D),
    )([normalTensor([4, 10]), targets]);
    expect(new Set(gradient!.dataSync())).toEqual(new Set([0]));
  });
});

test('the squared loss of each image is half the squared distance from its target', () => {
  tf.tidy(() => {
    const outputs = tf.tensor2d([
      [1, 2, -1],
      [0, 1, 0],
    ]);
    const targets = tf.tensor2d([
      [0, 1, 0],
      [0, 1, 0],
    ]);
    expect(Array.from(SQUARED.each(outputs, targets).dataSync())).toEqual([1.5, 0]);
    expect(SQUARED.mean(outputs, targets).dataSync()[0]).toBe(0.75);
  });
});

test('cross-entropies stay exact for logits whose exponentials overflow', () => {
  tf.tidy(() => {
    const logits = tf.tensor2d([
      [1000, 0, -1000],
      [0, 0, 0],
    ]);
    const targets = tf.tensor2d([
      [0, 1, 0],
      [1, 0, 0],
    ]);
    const losses = softmaxCrossEntropies(logits, targets).dataSync();
    expect(losses[0]).toBe(1000);
    expect(losses[1]).toBeCloseTo(Math.log(3), 6);
    const gradient = tf
      .grad((x) => meanSoftmaxCrossEntropy(x as tf.Tensor2D, targets))(logits)
      .dataSync();
    expect(Array.from(gradient.subarray(0, 3))).toEqual([0.5, -0.5, 0]);
  });
});
