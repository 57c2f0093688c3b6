import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { createParameterFactory } from '../../src/architectures/parameters.js';
import { createRunningMoments } from '../../src/architectures/running-moments.js';
import { useCpuBackend } from '../fixtures/cpu-backend.js';

useCpuBackend();

/** What the averages read after batches with these means; each batch's variance is the mean's square. */
function readAfter(...means: readonly number[]): { mean: number; variance: number } {
  const parameters = createParameterFactory(1);
  const moments = createRunningMoments(parameters, 1);
  const read = tf.tidy(() => {
    for (const mean of means) {
      moments.update({ mean: tf.tensor1d([mean]), variance: tf.tensor1d([mean * mean]) });
    }
    const { mean, variance } = moments.read();
    return { mean: mean.dataSync()[0]!, variance: variance.dataSync()[0]! };
  });
  expect(parameters.made, 'running moments are no trained parameters').toEqual([]);
  parameters.dispose();
  return read;
}

test('are mean 0 and variance 1 before the first batch', () => {
  expect(readAfter()).toEqual({ mean: 0, variance: 1 });
});

test('are those of the first batch after it', () => {
  const { mean, variance } = readAfter(3);
  expect(mean).toBeCloseTo(3, 6);
  expect(variance).toBeCloseTo(9, 5);
});

test('weigh each batch nine tenths of the next', () => {
  const { mean } = readAfter(1, 2);
  expect(mean).toBeCloseTo((0.9 * 1 + 2) / 1.9, 6);
});

test('forget the first batches', () => {
  expect(readAfter(...Array.from({ length: 100 }, (_, i) => (i < 10 ? 50 : 1))).mean).toBeCloseTo(1, 2);
});
