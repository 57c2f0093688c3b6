import fc from 'fast-check';
import { randomKey, randomSource } from '@rote/domain';
import { describe, expect, test } from 'vitest';
import { symmetricEigen } from '../../src/solving/symmetric-eigen.js';
import { useCpuBackend } from '../fixtures/cpu-backend.js';

useCpuBackend();

const { signal } = new AbortController();

/** An orthogonal matrix from random reflections: rows of unit length at right angles. */
function randomRotation(size: number, seed: number): number[][] {
  const source = randomSource(randomKey(seed, 'rotation'));
  const rows = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => (i === j ? 1 : 0) as number),
  );
  for (let reflection = 0; reflection < 3; reflection++) {
    const v = Array.from({ length: size }, () => source.normal());
    const squares = v.reduce((sum, value) => sum + value * value, 0);
    for (const row of rows) {
      const along = (2 * row.reduce((sum, value, j) => sum + value * v[j]!, 0)) / squares;
      row.forEach((_, j) => (row[j]! -= along * v[j]!));
    }
  }
  return rows;
}

/** The matrix with these eigenvalues, and with the rows of a rotation as eigenvectors. */
function withSpectrum(spectrum: readonly number[], rotation: readonly (readonly number[])[]): Float64Array {
  const size = spectrum.length;
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      matrix[i * size + j] = spectrum.reduce(
        (sum, value, k) => sum + value * rotation[k]![i]! * rotation[k]![j]!,
        0,
      );
  return matrix;
}

describe('symmetricEigen', () => {
  test('finds the spectrum from which a matrix was made, and vectors that rebuild it', async () => {
    const anyValue = fc.oneof(
      fc.double({ min: -10, max: 10, noNaN: true }),
      fc.constantFrom(0, 1, -1, 1e-9, 3),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyValue, { minLength: 1, maxLength: 24 }),
        fc.nat(1000),
        async (spectrum, seed) => {
          const size = spectrum.length;
          const matrix = withSpectrum(spectrum, randomRotation(size, seed));
          const { values, vectors } = await symmetricEigen(matrix.slice(), size, signal);
          spectrum
            .slice()
            .sort((a, b) => a - b)
            .forEach((value, i) => {
              expect(Math.abs(values[i]! - value)).toBeLessThan(1e-12);
            });
          const rows = Array.from({ length: size }, (_, i) =>
            Array.from(vectors.subarray(i * size, (i + 1) * size)),
          );
          withSpectrum(Array.from(values), rows).forEach((value, i) => {
            expect(Math.abs(value - matrix[i]!)).toBeLessThan(1e-12);
          });
          for (const [i, a] of rows.entries())
            for (const [j, b] of rows.entries()) {
              const product = a.reduce((sum, value, k) => sum + value * b[k]!, 0);
              expect(Math.abs(product - (i === j ? 1 : 0))).toBeLessThan(1e-12);
            }
        },
      ),
      {
        // Squares below the smallest number, for all values or for some.
        examples: [
          [[3.7576880505221897e-162, 0, 0], 3],
          [[1, -3.56210754326292e-162, 0, 0], 958],
          [[4e200, 4e200, 0, 1e-200].map((value) => value * 1e-213), 958],
        ],
      },
    );
  });

  test('handles a diagonal matrix, one of zeros, and one of equal values', async () => {
    const diagonal = await symmetricEigen(Float64Array.of(3, 0, 0, 0, 1, 0, 0, 0, 2), 3, signal);
    expect([...diagonal.values]).toEqual([1, 2, 3]);
    expect([...diagonal.vectors].map(Math.abs)).toEqual([0, 1, 0, 0, 0, 1, 1, 0, 0]);
    expect([...(await symmetricEigen(new Float64Array(16), 4, signal)).values]).toEqual([0, 0, 0, 0]);
    const ones = await symmetricEigen(new Float64Array(25).fill(1), 5, signal);
    [0, 0, 0, 0, 5].forEach((value, i) => {
      expect(ones.values[i]).toBeCloseTo(value, 12);
    });
  });

  test('can be aborted', async () => {
    const abort = new AbortController();
    const size = 300;
    const matrix = withSpectrum(
      Array.from({ length: size }, (_, i) => i),
      randomRotation(size, 1),
    );
    const finding = symmetricEigen(matrix, size, abort.signal);
    abort.abort();
    await expect(finding).rejects.toMatchObject({ code: 'aborted' });
  });
});
