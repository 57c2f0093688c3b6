import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import type { Model } from '../../src/architectures/model.js';
import { scoreImages, scoreOf, scoreOfSome } from '../../src/training/evaluate.js';
import { useCpuBackend } from '../fixtures/cpu-backend.js';

useCpuBackend();

const scores = { losses: Float32Array.of(1, 2, 3, 6), correct: Uint8Array.of(1, 0, 1, 1) };

describe('scores', () => {
  test('are means over the images', () => {
    expect(scoreOf(scores)).toEqual({ loss: 3, accuracy: 0.75 });
  });

  test('of a part are means over the part, and null where it is empty', () => {
    expect(scoreOfSome(scores, (index) => index < 2)).toEqual({ loss: 1.5, accuracy: 0.5 });
    expect(scoreOfSome(scores, (index) => index >= 2)).toEqual({ loss: 4.5, accuracy: 1 });
    expect(scoreOfSome(scores, () => false)).toBeNull();
  });
});

const oneHot = (labels: Uint8Array): tf.Tensor2D =>
  tf.tidy(() => tf.cast(tf.oneHot(tf.tensor1d(labels, 'int32'), 10), 'float32') as tf.Tensor2D);

test('scoreImages judges every image once, in order, over several batches', async () => {
  const count = 1203;
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 10);
  const targets = oneHot(labels);
  const images = tf.tidy(() => {
    const seen = oneHot(labels.map((label, i) => (i === 700 ? 9 - label : label)));
    return tf.reshape<tf.Rank.R4>(seen, [count, 1, 1, 10]);
  });
  // Its logits are its images: right and sure everywhere but at image 700.
  const model: Model = {
    parameters: [],
    forward: (x) => tf.mul(tf.reshape<tf.Rank.R2>(x, [-1, 10]), 50),
    dispose: () => undefined,
  };
  const result = await scoreImages(model, { count, images, targets, labels }, new AbortController().signal);
  expect(Array.from(result.correct).flatMap((bit, i) => (bit === 0 ? [i] : []))).toEqual([700]);
  expect(result.losses[700]).toBeCloseTo(50, 4);
  expect(result.losses[1202]).toBeCloseTo(0, 6);
  tf.dispose([images, targets]);
});
