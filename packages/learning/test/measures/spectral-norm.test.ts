import { randomKey, randomSource } from '@rote/domain';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kernelsOf } from '../../src/measures/kernel-matrix.js';
import { spectralNorm } from '../../src/measures/spectral-norm.js';
import { useCpuBackend } from '../fixtures/cpu-backend.js';
import { tensor } from '../fixtures/models.js';

useCpuBackend();

const pause = (): Promise<void> => Promise.resolve();
const normOf = (shape: readonly number[], values: readonly number[]): Promise<number> =>
  spectralNorm(kernelsOf([tensor('layer/kernel', shape, values)])[0]!, pause);

/** The largest singular value of [[a, b], [c, d]], from the characteristic polynomial of its Gram matrix. */
function closedForm(a: number, b: number, c: number, d: number): number {
  const trace = a * a + b * b + c * c + d * d;
  const determinant = (a * d - b * c) ** 2;
  return Math.sqrt((trace + Math.sqrt(Math.max(trace * trace - 4 * determinant, 0))) / 2);
}

test('of any 2×2 matrix equals the closed form', async () => {
  const entry = fc.integer({ min: -1000, max: 1000 }).map((value) => value / 100);
  await fc.assert(
    fc.asyncProperty(entry, entry, entry, entry, async (a, b, c, d) => {
      const [p, q, r, s] = [a, b, c, d].map(Math.fround) as [number, number, number, number];
      const expected = closedForm(p, q, r, s);
      expect(Math.abs((await normOf([2, 2], [a, b, c, d])) - expected)).toBeLessThanOrEqual(1e-5 * expected);
    }),
  );
});

test('of u·vᵀ is ‖u‖·‖v‖, for tall and wide matrices', async () => {
  const u = [1, -2, 2, 4]; // of length 5
  const v = [3, 4]; // of length 5
  const outer = (rows: readonly number[], columns: readonly number[]): number[] =>
    rows.flatMap((row) => columns.map((column) => row * column));
  expect(await normOf([4, 2], outer(u, v))).toBeCloseTo(25, 5);
  expect(await normOf([2, 4], outer(v, u))).toBeCloseTo(25, 5);
});

test('of a convolution is that of its kernel as [height · width · inputs, outputs]', async () => {
  const values = Array.from({ length: 24 }, (_, i) => Math.sin(i));
  expect(await normOf([2, 2, 3, 2], values)).toBe(await normOf([12, 2], values));
  // One filter, with one position after the other: the sum over positions would be 2.
  expect(await normOf([2, 2, 1, 1], [1, 1, 1, 1])).toBeCloseTo(2, 6);
  expect(await normOf([1, 1, 1, 4], [1, 1, 1, 1])).toBeCloseTo(2, 6);
});

test('of zeros is 0, and of a single number its absolute value', async () => {
  expect(await normOf([3, 2], [0, 0, 0, 0, 0, 0])).toBe(0);
  expect(await normOf([1, 1], [-7])).toBeCloseTo(7, 6);
});

test('is correct to within the tolerance if singular values lie close together', async () => {
  // A random matrix, rotated by reflections, with singular values 1, 0.999, …: the hard case for power iteration.
  const size = 24;
  const singular = Array.from({ length: size }, (_, i) => 1 - i / 1000);
  let matrix = singular.map((value, i) => singular.map((_, k) => (i === k ? value : 0)));
  const source = randomSource(randomKey(3, 'test'));
  const transposed = (m: number[][]): number[][] => m[0]!.map((_, k) => m.map((row) => row[k]!));
  for (let turn = 0; turn < 4; turn++) {
    const normal = singular.map(() => source.normal());
    const square = normal.reduce((sum, value) => sum + value * value, 0);
    matrix = transposed(
      matrix.map((row) => {
        const along = row.reduce((sum, value, k) => sum + value * normal[k]!, 0);
        return row.map((value, k) => value - (2 * along * normal[k]!) / square);
      }),
    );
  }
  const norm = await normOf([size, size], matrix.flat());
  expect(Math.abs(norm - 1)).toBeLessThan(2e-5);
});

test('is the same every time', async () => {
  const values = Array.from({ length: 60 }, (_, i) => Math.cos(i * i));
  expect(await normOf([10, 6], values)).toBe(await normOf([10, 6], values));
});
