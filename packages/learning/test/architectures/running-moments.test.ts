import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { createParameterFactory } from '../../src/architectures/parameters.js';
import { createRunningMoments, momentsWeightAt } from '../../src/architectures/running-moments.js';
import { useCpuBackend } from '../fixtures/cpu-backend.js';

useCpuBackend();

/** What the averages read after batches with these means; each batch's variance is the mean's square. */
function readAfter(...means: readonly number[]): { mean: number; variance: number } {
  const parameters = createParameterFactory(1);
  const moments = createRunningMoments(parameters, 'norm', 1);
  const read = tf.tidy(() => {
    means.forEach((mean, step) => {
      const batch = { mean: tf.tensor1d([mean]), variance: tf.tensor1d([mean * mean]) };
      moments.update(batch, tf.scalar(momentsWeightAt(step)));
    });
    const { mean, variance } = moments.read();
    return { mean: mean.dataSync()[0]!, variance: variance.dataSync()[0]! };
  });
  expect(parameters.made, 'running moments are no trained parameters').toEqual([]);
  expect(parameters.statistics).toHaveLength(2);
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

test('weigh a batch a tenth in the long run, and all that came before nine tenths', () => {
  expect(momentsWeightAt(0)).toBe(1);
  expect(momentsWeightAt(1)).toBeCloseTo(1 / 1.9, 12);
  expect(momentsWeightAt(1000)).toBeCloseTo(0.1, 12);
});

test('forget the first batches', () => {
  expect(readAfter(...Array.from({ length: 100 }, (_, i) => (i < 10 ? 50 : 1))).mean).toBeCloseTo(1, 2);
});
