import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { buildModel } from '../../src/architectures/build-model.js';
import { EVALUATION } from '../../src/architectures/model.js';
import { partialSquares, normOfSquares, penalizedGradients } from '../../src/training/gradients.js';
import { useCpuBackend } from '../fixtures/cpu-backend.js';
import { largestDifference, normalTensor } from '../fixtures/numbers.js';

useCpuBackend();

const batch = () => ({
  images: normalTensor<tf.Rank.R4>([4, 28, 28, 1]),
  targets: tf.cast(tf.oneHot(tf.tensor1d([1, 3, 5, 7], 'int32'), 10), 'float32') as tf.Tensor2D,
});
const buildMlp = () =>
  buildModel({ kind: 'mlp', depth: 2, width: 16 }, { channels: 1, classes: 10, seed: 1 });

describe('penalizedGradients', () => {
  test('add λ·w only for decayed parameters', () => {
    const model = buildMlp();
    tf.tidy(() => {
      const plain = penalizedGradients(model, batch(), { pass: EVALUATION, weightDecay: 0 });
      const decayed = penalizedGradients(model, batch(), { pass: EVALUATION, weightDecay: 0.25 });
      model.parameters.forEach(({ variable, decayed: isDecayed }, i) => {
        const penalty = tf.sub(decayed[i]!, plain[i]!);
        const expected = tf.mul(variable, isDecayed ? 0.25 : 0);
        expect(largestDifference(penalty, expected)).toBeLessThan(1e-6);
      });
    });
    model.dispose();
  });

  test('equal those of stock TF.js', () => {
    const model = buildMlp();
    tf.tidy(() => {
      const { images, targets } = batch();
      const gradients = penalizedGradients(model, { images, targets }, { pass: EVALUATION, weightDecay: 0 });
      const stockLoss = (...weights: tf.Tensor[]): tf.Scalar => {
        const [w1, b1, w2, b2, w3, b3] = weights as tf.Tensor2D[];
        const pixels = tf.reshape<tf.Rank.R2>(images, [4, 784]);
        const first = tf.relu(tf.add(tf.matMul(pixels, w1!), b1!));
        const second = tf.relu(tf.add(tf.matMul(first, w2!), b2!));
        return tf.losses.softmaxCrossEntropy(targets, tf.add(tf.matMul(second, w3!), b3!));
      };
      tf.grads(stockLoss)(model.parameters.map(({ variable }) => variable)).forEach((gradient, i) => {
        expect(largestDifference(gradients[i]!, gradient)).toBeLessThan(1e-5);
      });
    });
    model.dispose();
  });
});

test('partial squares yield the norm of all tensors together', () => {
  tf.tidy(() => {
    const squares = partialSquares([tf.tensor1d([3, 0]), tf.tensor2d([[4], [12]])]).dataSync();
    expect(Array.from(squares)).toEqual([9, 0, 160]);
    expect(normOfSquares(squares as Float32Array)).toBeCloseTo(13, 12);
  });
});
