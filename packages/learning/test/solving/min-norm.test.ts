import { randomKey, randomSource } from '@rote/domain';
import { createLinearAlgebra } from '@rote/graph-step';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ResidentData } from '../../src/data/prepared-data.js';
import type { Float64Matrix } from '../../src/solving/linear-algebra.js';
import type { LinearSolution } from '../../src/solving/min-norm.js';
import { minNormWeights } from '../../src/solving/min-norm.js';
import type { Problem } from '../../src/solving/problem.js';
import { useEngine } from '../fixtures/engine.js';

useEngine({ force: 'tfjs-node-gpu' });

const CLASSES = 3;
type Rows = readonly Float32Array[];

/** The minimum-norm weights for images with these rows and labels 0, 1, 2, 0, … */
async function solve(rows: Rows, options: Partial<Problem> = {}): Promise<LinearSolution> {
  const size = rows[0]!.length;
  const labels = Uint8Array.from(rows, (_, i) => i % CLASSES);
  const windows = tf.tensor4d(Float32Array.from(rows.flatMap((row) => Array.from(row))), [
    rows.length,
    1,
    size,
    1,
  ]);
  const targets = tf.tidy(() =>
    tf.cast(tf.oneHot(tf.tensor1d(Array.from(labels), 'int32'), CLASSES), 'float32'),
  );
  const data = {
    images: { windows },
    targets,
    labels,
    trainCount: rows.length,
    trained: Int32Array.from(rows, (_, i) => i),
    testCount: 0,
    classes: CLASSES,
  } as unknown as ResidentData;
  try {
    const algebra = { ...createLinearAlgebra<Float64Matrix>(), freeBytes: () => Promise.resolve(undefined) };
    return await minNormWeights({
      algebra,
      data,
      weightDecay: 0,
      signal: new AbortController().signal,
      ...options,
    });
  } finally {
    tf.dispose([windows, targets]);
  }
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};
const norm = (a: ArrayLike<number>): number => Math.sqrt(dot(a, a));

interface Reference {
  /** Descending. */
  readonly singular: readonly number[];
  readonly weights: readonly number[];
  readonly rank: number;
}

/**
 * Computed differently: the singular values by Jacobi rotations of the columns themselves (Golub and Van Loan, 8.6.3).
 */
function reference(rows: Rows): Reference {
  const size = rows[0]!.length;
  const columns = Array.from({ length: size }, (_, j) => rows.map((row) => row[j]!));
  const turned = Array.from({ length: size }, (_, j) =>
    Array.from({ length: size }, (_, i) => (i === j ? 1 : 0) as number),
  );
  for (let sweep = 0, isDone = false; !isDone && sweep < 60; sweep++) {
    isDone = true;
    for (let p = 0; p < size; p++)
      for (let q = p + 1; q < size; q++) {
        const [a, b, c] = [
          dot(columns[p]!, columns[p]!),
          dot(columns[q]!, columns[q]!),
          dot(columns[p]!, columns[q]!),
        ];
        if (c === 0 || Math.abs(c) <= 1e-15 * Math.sqrt(a * b)) continue;
        isDone = false;
        const half = (b - a) / (2 * c);
        const t = (half < 0 ? -1 : 1) / (Math.abs(half) + Math.hypot(1, half));
        const cosine = 1 / Math.hypot(1, t);
        for (const pair of [columns, turned])
          pair[p]!.forEach((x, i) => {
            const y = pair[q]![i]!;
            pair[p]![i] = cosine * (x - t * y);
            pair[q]![i] = cosine * (y + t * x);
          });
      }
  }
  const lengths = columns.map(norm);
  const kept = lengths.flatMap((length, j) => (length > 1e-7 * norm(lengths) ? [j] : []));
  const weights = Array.from({ length: size * CLASSES }, (_, index) => {
    const [value, k] = [Math.floor(index / CLASSES), index % CLASSES];
    return kept.reduce((sum, j) => {
      const along = columns[j]!.reduce((all, x, i) => all + (i % CLASSES === k ? x : 0), 0);
      return sum + (turned[j]![value]! * along) / lengths[j]! ** 2;
    }, 0);
  });
  return { singular: lengths.sort((a, b) => b - a), weights, rank: kept.length };
}

function expectSame({ weights, rank }: LinearSolution, expected: Reference): void {
  expect(rank).toBe(expected.rank);
  const difference = norm(expected.weights.map((weight, i) => weight - weights[i]!));
  expect(difference).toBeLessThan(1e-5 * norm(expected.weights));
}

/** Rows of normal numbers. */
function noise(count: number, size: number, seed: number): Float32Array[] {
  const source = randomSource(randomKey(seed, 'rows'));
  return Array.from({ length: count }, () => Float32Array.from({ length: size }, () => source.normal()));
}

describe('the minimum-norm weights', () => {
  test('equal those of the pseudo-inverse, even with values that depend on others exactly or nearly', async () => {
    const anyDependence = fc.array(
      fc.record({
        of: fc.nat({ max: 11 }),
        on: fc.nat({ max: 11 }),
        but: fc.constantFrom(0, 1e-3, 1e-4, 1e-5, 3e-6),
      }),
      { maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 30 }),
        fc.nat(1000),
        anyDependence,
        fc.constantFrom(3, 100),
        async (count, seed, relations, tileSide) => {
          const rows = noise(count, 12, seed);
          const rest = noise(count, 12, seed + 1);
          for (const { of, on, but } of relations)
            rows.forEach((row, i) => (row[of] = row[on]! + but * rest[i]![of]!));
          const expected = reference(rows);
          // Between what counts and what is rounding.
          const [largest = 0] = expected.singular;
          fc.pre(expected.singular.every((value) => value < 2e-8 * largest || value > 5e-7 * largest));
          expectSame(await solve(rows, { tileSide }), expected);
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each([
    ['fewer images than values', 20, 40],
    ['more images than values', 60, 40],
  ])('are correct with singular values from 1 to 1e-6: %s', async (_, count, size) => {
    // Each row, or each column, differs less and less from the first.
    const rows = noise(count, size, 5);
    const first = rows[0]!.slice();
    rows.forEach((row, i) => {
      row.forEach((value, j) => {
        const but = 10 ** (-5.5 * (count < size ? i / count : j / size));
        row[j] = (count < size ? first[j]! : row[0]!) + but * value;
      });
    });
    const expected = reference(rows);
    expect(expected.singular[expected.rank - 1]! / expected.singular[0]!).toBeLessThan(1e-5);
    expectSame(await solve(rows, { tileSide: 16 }), expected);
  });

  test('have a norm that peaks if there are as many images as values', async () => {
    const rows = noise(120, 24, 7);
    const norms: number[] = [];
    for (const count of [6, 12, 24, 48, 120]) {
      const some = rows.slice(0, count);
      const solution = await solve(some);
      expectSame(solution, reference(some));
      norms.push(norm(solution.weights));
    }
    expect(Math.max(...norms)).toBe(norms[2]);
    expect(norms[2]).toBeGreaterThan(4 * norms[1]!);
    expect(norms[2]).toBeGreaterThan(4 * norms[3]!);
  });

  test('are 0 for images of zeros', async () => {
    const { weights, rank } = await solve([new Float32Array(4), new Float32Array(4)]);
    expect([...weights]).toEqual(new Array(4 * CLASSES).fill(0));
    expect(rank).toBe(0);
  });
});

describe('if there are too many to find all directions', () => {
  const FEW = { mostEigenvectors: 5 };

  test('images that are well apart are still solved', async () => {
    for (const count of [8, 100]) {
      const rows = noise(count, 20, 3);
      const { weights, rank } = await solve(rows, FEW);
      expect(rank).toBeUndefined();
      const expected = reference(rows).weights;
      expect(norm(expected.map((weight, i) => weight - weights[i]!))).toBeLessThan(1e-8 * norm(expected));
    }
  });

  test('nearly dependent images are rejected with advice', async () => {
    const rows = noise(30, 20, 3);
    rows.forEach((row) => (row[1] = row[0]! + 1e-5 * row[1]!));
    await expect(solve(rows, FEW)).rejects.toMatchObject({
      code: 'spec-invalid',
      message: expect.stringMatching(/does not settle.*weight decay/) as string,
    });
    expect((await solve(rows, { ...FEW, weightDecay: 0.1 })).weights.every(Number.isFinite)).toBe(true);
  });
});
