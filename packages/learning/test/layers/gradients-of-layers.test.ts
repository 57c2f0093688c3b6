import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import type { Moments } from '../../src/layers/batch-norm-relu.js';
import { BATCH_NORM_EPSILON, batchNormRelu, fixedBatchNormRelu } from '../../src/layers/batch-norm-relu.js';
import { biasRelu } from '../../src/layers/bias-relu.js';
import { columnMeans, columnSums } from '../../src/layers/column-sums.js';
import { localResponseNormalization } from '../../src/layers/local-response-normalization.js';
import { meanSoftmaxCrossEntropy, softmaxCrossEntropies } from '../../src/layers/softmax-cross-entropy.js';
import { useCpuBackend } from '../fixtures/cpu-backend.js';
import { largestDifference, normalTensor } from '../fixtures/numbers.js';

useCpuBackend();

type Operation = (...inputs: tf.Tensor[]) => tf.Tensor;

/** Compares an operation and its gradients with the same function composed of stock operations. */
function expectSame(ours: Operation, stock: Operation, inputs: tf.Tensor[], tolerance = 2e-6): void {
  const [value, expected] = [ours(...inputs), stock(...inputs)];
  expect(value.shape).toEqual(expected.shape);
  expect(largestDifference(value, expected)).toBeLessThan(tolerance);
  const dy = normalTensor(value.shape, 99);
  const gradients = tf.grads(ours)(inputs, dy);
  tf.grads(stock)(inputs, dy).forEach((gradient, i) => {
    expect(gradients[i]!.shape).toEqual(gradient.shape);
    expect(largestDifference(gradients[i]!, gradient)).toBeLessThan(tolerance);
  });
}

test('column sums and means run over all axes but the last', () => {
  tf.tidy(() => {
    const x = normalTensor<tf.Rank.R4>([3, 2, 4, 5]);
    expect(largestDifference(columnSums(x), tf.sum(x, [0, 1, 2]))).toBeLessThan(1e-5);
    expect(largestDifference(columnMeans(x), tf.mean(x, [0, 1, 2]))).toBeLessThan(1e-6);
  });
});

test('biasRelu is a ReLU of a sum, on matrices and on feature maps', () => {
  tf.tidy(() => {
    const stock: Operation = (x, bias) => tf.relu(tf.add(x, bias));
    const ours: Operation = (x, bias) => biasRelu(x, bias as tf.Tensor1D);
    expectSame(ours, stock, [normalTensor([6, 5]), normalTensor([5], 2)]);
    expectSame(ours, stock, [normalTensor([2, 3, 4, 5]), normalTensor([5], 2)]);
  });
});

test('localResponseNormalization has the numbers of tf.localResponseNormalization', () => {
  tf.tidy(() => {
    // Large values, so that the normaliser is far from 1.
    const x = tf.mul(normalTensor([2, 3, 3, 64]), 60);
    expectSame(
      (images) => localResponseNormalization(images as tf.Tensor4D),
      (images) => tf.localResponseNormalization(images as tf.Tensor4D, 4, 1, 0.001 / 9, 0.75),
      [x],
      2e-5,
    );
  });
});

const stockBatchNormRelu: Operation = (x, beta) => {
  const { mean, variance } = tf.moments(x, [0, 1, 2]);
  const std = tf.sqrt(tf.add(variance, BATCH_NORM_EPSILON));
  return tf.relu(tf.add(tf.div(tf.sub(x, mean), std), beta));
};

test('batchNormRelu normalises each channel over the batch', () => {
  tf.tidy(() => {
    const x = tf.add(tf.mul(normalTensor([4, 3, 3, 5]), 3), 2);
    expectSame(
      (images, beta) => batchNormRelu(images as tf.Tensor4D, beta as tf.Tensor1D, () => undefined),
      stockBatchNormRelu,
      [x, normalTensor([5], 2)],
      1e-5,
    );
  });
});

test('fixedBatchNormRelu with the moments of the batch gives what batchNormRelu gives', () => {
  tf.tidy(() => {
    const x = normalTensor<tf.Rank.R4>([4, 3, 3, 5]);
    const beta = normalTensor<tf.Rank.R1>([5], 2);
    let seen: Moments | undefined;
    const value = batchNormRelu(x, beta, ({ mean, variance }) => {
      seen = { mean: tf.keep(mean), variance: tf.keep(variance) };
    });
    expect(largestDifference(fixedBatchNormRelu(x, beta, seen!), value)).toBeLessThan(1e-6);
    tf.dispose([seen!.mean, seen!.variance]);
  });
});

const oneHot = (labels: readonly number[]): tf.Tensor2D =>
  tf.oneHot(tf.tensor1d([...labels], 'int32'), 10) as tf.Tensor2D;

test('meanSoftmaxCrossEntropy has the loss and gradient of the stock operations', () => {
  tf.tidy(() => {
    const targets = tf.cast(oneHot([3, 9, 0, 3]), 'float32');
    expectSame(
      (logits) => meanSoftmaxCrossEntropy(logits as tf.Tensor2D, targets),
      (logits) => tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(logits), targets), 1))),
      [normalTensor([4, 10])],
    );
  });
});

test('cross-entropies stay exact for logits that overflow an exponential', () => {
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
