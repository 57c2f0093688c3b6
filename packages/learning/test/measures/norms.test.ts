import { expect, test } from 'vitest';
import { distanceFromInitialization, l2Norm } from '../../src/measures/euclidean-norms.js';
import { layerNorms } from '../../src/measures/layer-norms.js';
import { useCpuBackend } from '../fixtures/cpu-backend.js';
import { tensor } from '../fixtures/models.js';

useCpuBackend();

const pause = (): Promise<void> => Promise.resolve();

/** Singular values 3 and 2, then 6 and 0. */
const WEIGHTS = [
  tensor('hidden/kernel', [3, 2], [3, 0, 0, 0, 0, -2]),
  tensor('hidden/bias', [2], [1, -1]),
  tensor('output/kernel', [2, 2], [3, 3, 3, 3]),
];

test('the l2 norm covers all parameters, including biases', () => {
  expect(l2Norm(WEIGHTS)).toBeCloseTo(Math.sqrt(9 + 4 + 1 + 1 + 4 * 9), 12);
});

test('the l2 norm keeps digits that float32 would lose', () => {
  const values = new Float32Array(1 << 20).fill(1);
  values[0] = 1e4;
  expect(l2Norm([{ values }])).toBe(Math.sqrt(1e8 + values.length - 1));
});

test('the distance is 0 at the start, and the norm of the differences later', () => {
  expect(distanceFromInitialization(WEIGHTS, WEIGHTS)).toBe(0);
  const moved = WEIGHTS.map(({ values, ...rest }, i) => ({
    ...rest,
    values: values.map((value) => value + (i === 1 ? 2 : 0)),
  }));
  expect(distanceFromInitialization(moved, WEIGHTS)).toBeCloseTo(Math.sqrt(8), 12);
});

test('each kernel is a layer, with its norms and their products over all layers', async () => {
  const norms = await layerNorms(WEIGHTS, pause);
  expect(Object.keys(norms).sort()).toEqual([
    'frobenius-norm/hidden',
    'frobenius-norm/output',
    'frobenius-product',
    'spectral-norm/hidden',
    'spectral-norm/output',
    'spectral-product',
  ]);
  expect(norms['frobenius-norm/hidden']).toBeCloseTo(Math.sqrt(13), 12);
  expect(norms['frobenius-norm/output']).toBeCloseTo(6, 12);
  expect(norms['frobenius-product']).toBeCloseTo(6 * Math.sqrt(13), 12);
  expect(norms['spectral-norm/hidden']).toBeCloseTo(3, 6);
  expect(norms['spectral-norm/output']).toBeCloseTo(6, 6);
  expect(norms['spectral-product']).toBeCloseTo(18, 5);
});
