import { randomKey, randomSource } from '@rote/domain';
import { loadEngine } from '@rote/engines';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createLinearAlgebra } from '../src/index.js';

const algebra = createLinearAlgebra();
type Shape = readonly [rows: number, columns: number];
/** A matrix in plain JavaScript, row by row. */
type Rows = readonly (readonly number[])[];

const heldByBinding = (): number =>
  (tf.backend() as unknown as { getNumOfTFTensors(): number }).getNumOfTFTensors();

beforeAll(async () => {
  // Either binding will do.
  await loadEngine({ force: 'tfjs-node-gpu' });
});

let before: readonly number[] = [];
beforeEach(() => {
  before = [tf.memory().numTensors, heldByBinding()];
});
afterEach(() => {
  expect([tf.memory().numTensors, heldByBinding()], 'tensors left behind').toEqual(before);
});

/** Much too close for float32, whose rounding error is 6e-8. */
const TOLERANCE = 1e-12;

function randomRows([rows, columns]: Shape, seed = 1): Rows {
  const source = randomSource(randomKey(seed, 'test'));
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => source.normal()));
}

const transpose = (a: Rows): Rows => a[0]!.map((_, column) => a.map((row) => row[column]!));

const product = (a: Rows, b: Rows): Rows =>
  a.map((row) => transpose(b).map((column) => row.reduce((sum, value, i) => sum + value * column[i]!, 0)));

/** A Aᵀ + size·I */
const positiveDefinite = (size: number): Rows => {
  const a = randomRows([size, size]);
  return product(a, transpose(a)).map((row, i) => row.map((value, j) => (i === j ? value + size : value)));
};

const upload = (rows: Rows): tf.Tensor2D =>
  algebra.fromValues(Float64Array.from(rows.flat()), [rows.length, rows[0]!.length]);

/** Runs a function on matrices that are freed afterwards. */
async function compute(inputs: readonly Rows[], run: (...matrices: tf.Tensor2D[]) => tf.Tensor2D) {
  const made = tf.tidy(() => run(...inputs.map(upload)));
  try {
    const [rows, columns] = made.shape;
    const values = await algebra.read(made);
    return Array.from({ length: rows }, (_, i) =>
      Array.from(values.subarray(i * columns, (i + 1) * columns)),
    );
  } finally {
    made.dispose();
  }
}

function expectClose(actual: Rows, expected: Rows): void {
  expect(actual.map(({ length }) => length)).toEqual(expected.map(({ length }) => length));
  const wanted = expected.flat();
  actual.flat().forEach((value, i) => {
    expect(Math.abs(value - wanted[i]!)).toBeLessThanOrEqual(TOLERANCE * (1 + Math.abs(wanted[i]!)));
  });
}

test('returns values bit for bit', async () => {
  const values = [
    [Math.PI, -0, 5e-324],
    [Number.MAX_VALUE, -Infinity, 1 + Number.EPSILON],
  ];
  expect(await compute([values], (a) => tf.clone(a))).toEqual(values);
});

test('accepts values at any offset of a buffer', async () => {
  const part = Float64Array.of(1, 2, 3, 4).subarray(2);
  const matrix = algebra.fromValues(part, [1, 2]);
  expect(await algebra.read(matrix)).toEqual(Float64Array.of(3, 4));
  matrix.dispose();
});

test('reads a tensor’s own float32 values', async () => {
  const values = [0.1, 1 / 3, -1e-30];
  expect(await compute([], () => algebra.fromTensor(tf.tensor2d([values])))).toEqual([
    values.map(Math.fround),
  ]);
});

describe('products', () => {
  const expected = product(randomRows([4, 7]), randomRows([7, 3], 2));
  test.each([
    { a: false, b: false },
    { a: true, b: false },
    { a: false, b: true },
    { a: true, b: true },
  ])('with transposes $a and $b', async (transposed) => {
    const [left, right] = [randomRows([4, 7]), randomRows([7, 3], 2)];
    const inputs = [transposed.a ? transpose(left) : left, transposed.b ? transpose(right) : right];
    expectClose(await compute(inputs, (a, b) => algebra.matMul(a, b, transposed)), expected);
  });

  test('transposes nothing unless asked', async () => {
    const inputs = [randomRows([4, 7]), randomRows([7, 3], 2)];
    expectClose(await compute(inputs, (a, b) => algebra.matMul(a, b)), expected);
  });
});

describe('elementwise', () => {
  const OPERATIONS = {
    add: (a: number, b: number) => a + b,
    sub: (a: number, b: number) => a - b,
    mul: (a: number, b: number) => a * b,
  };
  const SHAPES: readonly Shape[] = [
    [3, 4],
    [1, 4],
    [3, 1],
    [1, 1],
  ];
  test.each(Object.keys(OPERATIONS) as (keyof typeof OPERATIONS)[])(
    '%s broadcasts a single row or column',
    async (name) => {
      const left = randomRows([3, 4]);
      for (const shape of SHAPES) {
        const right = randomRows(shape, 2);
        const expected = left.map((row, i) =>
          row.map((value, j) => OPERATIONS[name](value, right[i % shape[0]]![j % shape[1]]!)),
        );
        expect(await compute([left, right], (a, b) => algebra[name](a, b))).toEqual(expected);
      }
    },
  );

  test('exp', async () => {
    const values = [[-700, -1, 0, 1e-9, 1, 700]];
    expectClose(
      await compute(
        values.map((row) => [row]),
        (a) => algebra.exp(a),
      ),
      [values[0]!.map(Math.exp)],
    );
  });
});

test('slices rows and columns from an offset', async () => {
  const rows = randomRows([5, 6]);
  expect(await compute([rows], (a) => algebra.slice(a, [1, 2], [3, 4]))).toEqual(
    rows.slice(1, 4).map((row) => row.slice(2, 6)),
  );
});

describe('Cholesky', () => {
  test('returns the lower triangle whose product with its transpose is the matrix', async () => {
    const matrix = positiveDefinite(9);
    const lower = await compute([matrix], (a) => algebra.cholesky(a));
    lower.forEach((row, i) => {
      expect(row[i]).toBeGreaterThan(0);
      expect(row.slice(i + 1).every((value) => value === 0)).toBe(true);
    });
    expectClose(product(lower, transpose(lower)), matrix);
  });

  test.each([
    ['indefinite', [[1, 2], [2, 1]]], // prettier-ignore
    ['singular', [[1, 1], [1, 1]]], // prettier-ignore
  ])('rejects a matrix that is %s', async (_name, matrix) => {
    await expect(compute([matrix], (a) => algebra.cholesky(a))).rejects.toMatchObject({
      code: 'data-corrupt',
    });
  });

  test('distinguishes values that float32 cannot', async () => {
    const matrix = [
      [1, 1 - 1e-12],
      [1 - 1e-12, 1],
    ];
    const lower = await compute([matrix], (a) => algebra.cholesky(a));
    expect(lower[1]![1]).toBeCloseTo(Math.sqrt(2e-12), 9);
  });
});

test.each([false, true])('triangular solves, transposed: %s', async (transposed) => {
  const lower = positiveDefinite(8).map((row, i) => row.map((value, j) => (j <= i ? value : 0)));
  const solution = randomRows([8, 3], 2);
  const rightSide = product(transposed ? transpose(lower) : lower, solution);
  expectClose(
    await compute([lower, rightSide], (l, b) => algebra.solveTriangular(l, b, { transposed })),
    solution,
  );
});

test('is unavailable on any other backend', async () => {
  const native = tf.getBackend();
  tf.registerBackend('other', () => Object.assign(new tf.KernelBackend(), { dispose: () => undefined }));
  try {
    await tf.setBackend('other');
    expect(() => algebra.exp(undefined as never)).toThrow('the backend other has no float64');
  } finally {
    await tf.setBackend(native);
    tf.removeBackend('other');
  }
});
