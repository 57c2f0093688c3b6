import { randomKey } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { dropout } from '../../src/layers/dropout.js';
import { useCpuBackend } from '../fixtures/cpu-backend.js';

useCpuBackend();

const dropped = (rate: number, seed = 1): Float32Array =>
  tf.tidy(
    () =>
      dropout(tf.ones([101, 99]), rate, randomKey(seed, 'dropout'))
        .dataSync()
        .slice() as Float32Array,
  );

test.each([0.2, 0.5, 0.9])('drops a share of %d and scales the rest up', (rate) => {
  const units = dropped(rate);
  const n = units.length;
  const zeros = units.filter((value) => value === 0).length;
  expect(Math.abs(zeros - n * rate)).toBeLessThan(5 * Math.sqrt(n * rate * (1 - rate)));
  expect(new Set(units)).toEqual(new Set([0, Math.fround(1 / (1 - rate))]));
});

test('drops the same units for the same key, others for another', () => {
  expect(dropped(0.5)).toEqual(dropped(0.5));
  expect(dropped(0.5)).not.toEqual(dropped(0.5, 2));
});
