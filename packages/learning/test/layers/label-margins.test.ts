import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { labelMargins } from '../../src/layers/label-margins.js';
import { useCpuBackend } from '../fixtures/cpu-backend.js';

useCpuBackend();

test('a margin is the logit of the label minus the largest other logit', () => {
  const margins = tf.tidy(() => {
    const logits = tf.tensor2d([
      [1, 5, 2],
      [1, 5, 2],
      [-3, -7, -3],
      [1e6, 1e6 - 1, 0],
    ]);
    const targets = tf.tensor2d([
      [0, 1, 0],
      [1, 0, 0],
      [0, 0, 1],
      [1, 0, 0],
    ]);
    return labelMargins(logits, targets).arraySync();
  });
  expect(margins).toEqual([3, -4, 0, 1]);
});
