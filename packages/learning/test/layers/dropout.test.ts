import { randomKey } from '@rote/domain';
import { expect, test } from 'vitest';
import { dropoutMask } from '../../src/layers/dropout.js';

// Each random number serves two units, so an odd size uses only half of the last one.
const SIZE = 9999;
const maskOf = (rate: number, seed = 1): Float32Array => dropoutMask(SIZE, rate, randomKey(seed, 'dropout'));

test.each([0.2, 0.5, 0.9])('drops a share of %d and scales up the rest', (rate) => {
  const mask = maskOf(rate);
  const zeros = mask.filter((value) => value === 0).length;
  expect(mask).toHaveLength(SIZE);
  expect(Math.abs(zeros - SIZE * rate)).toBeLessThan(5 * Math.sqrt(SIZE * rate * (1 - rate)));
  expect(new Set(mask)).toEqual(new Set([0, Math.fround(1 / (1 - rate))]));
});

test('drops a unit independently of its neighbor', () => {
  const mask = maskOf(0.5);
  const pairs = [0, 0, 0, 0];
  for (let i = 0; i + 1 < SIZE; i += 2) pairs[(mask[i] === 0 ? 2 : 0) + (mask[i + 1] === 0 ? 1 : 0)]!++;
  const n = Math.floor(SIZE / 2);
  for (const count of pairs) expect(Math.abs(count - n / 4)).toBeLessThan(5 * Math.sqrt((n * 3) / 16));
});

test('keeps every unit at rate 0', () => {
  expect(new Set(maskOf(0))).toEqual(new Set([1]));
});

test('drops the same units for equal keys, and others for different keys', () => {
  expect(maskOf(0.5)).toEqual(maskOf(0.5));
  expect(maskOf(0.5)).not.toEqual(maskOf(0.5, 2));
});
