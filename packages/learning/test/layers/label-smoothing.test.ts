import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { CROSS_ENTROPY } from '../../src/layers/loss.js';
import { smoothLabels } from '../../src/layers/label-smoothing.js';
import { useCpuBackend } from '../fixtures/cpu-backend.js';
import { withProbe } from '../fixtures/probe.js';

useCpuBackend();

const expectClose = (actual: ArrayLike<number>, expected: readonly number[]): void => {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, index) => {
    expect(actual[index]).toBeCloseTo(value, 6);
  });
};

describe('label smoothing', () => {
  test('spreads a share of each target evenly over all classes', () => {
    tf.tidy(() => {
      const targets = tf.tensor2d([
        [0, 1, 0, 0],
        [1, 0, 0, 0],
      ]);
      expectClose(smoothLabels(targets, 0.2).dataSync(), [0.05, 0.85, 0.05, 0.05, 0.85, 0.05, 0.05, 0.05]);
      expect(smoothLabels(targets, undefined)).toBe(targets);
    });
  });

  test('has the loss and the gradient of torch.nn.CrossEntropyLoss(label_smoothing=0.2)', () => {
    tf.tidy(() => {
      const targets = smoothLabels(tf.tensor2d([[0, 1, 0, 0]]), 0.2);
      const logits = tf.tensor2d([[1, 2, 0, -1]]);
      const { value, grad } = tf.valueAndGrad((x: tf.Tensor) =>
        CROSS_ENTROPY.mean(x as tf.Tensor2D, targets),
      )(logits);
      // log Σ exp = 2.4401897; Σ q·x = 0.05·1 + 0.85·2 + 0 − 0.05 = 1.7.
      expectClose(value.dataSync(), [0.7401897]);
      // softmax − q, with softmax e^(x − 2.4401897).
      expectClose(grad.dataSync(), [0.1868828, -0.2060857, 0.0371443, -0.0179414]);
    });
  });

  test('has its minimum, the entropy of the smoothed targets, if the network predicts them', () => {
    tf.tidy(() => {
      const targets = smoothLabels(tf.tensor2d([[0, 1, 0, 0]]), 0.2);
      const { value, grad } = tf.valueAndGrad((x: tf.Tensor) =>
        CROSS_ENTROPY.mean(x as tf.Tensor2D, targets),
      )(tf.log(targets));
      expectClose(value.dataSync(), [0.5875013]);
      expectClose(grad.dataSync(), [0, 0, 0, 0]);
    });
  });

  test('affects the gradient of a step, but not the scores', async () => {
    const INDICES = [5, 0, 3, 5];
    const seenWith = (labelSmoothing: number | undefined) =>
      withProbe(
        labelSmoothing === undefined ? {} : { regularizer: { labelSmoothing } },
        ({ functions, step }) => ({
          gradient: step('step', INDICES).gradient,
          scores: tf.tidy(() => Array.from(functions.score.run(tf.range(0, 12, 1, 'int32'))[0]!.dataSync())),
        }),
      );
    const plain = await seenWith(undefined);
    const smoothed = await seenWith(0.5);
    // 0.1 − mean target, and 0.1 − (half of it + 0.05).
    expectClose(
      smoothed.gradient,
      plain.gradient.map((value) => value / 2),
    );
    expect(smoothed.scores).toEqual(plain.scores);
  });
});
