import type { Architecture, Dataset, KernelArchitecture } from '@rote/domain';
import { createLinearAlgebra } from '@rote/graph-step';
import { cellOf } from '@rote/testkit/values';
import { describe, expect, test } from 'vitest';
import { prepareData } from '../../src/data/prepared-data.js';
import { createImageCache } from '../../src/data/prepared-images.js';
import type { Float64Matrix, LinearAlgebra } from '../../src/solving/linear-algebra.js';
import { minNormWeights } from '../../src/solving/min-norm.js';
import type { Problem } from '../../src/solving/problem.js';
import { requireMemory } from '../../src/solving/require-memory.js';
import { solveKernel } from '../../src/solving/solve-kernel.js';
import { solveLinear } from '../../src/solving/solve-linear.js';
import { solveMemorizer } from '../../src/solving/solve-memorizer.js';
import { factorBytes } from '../../src/solving/tiled-cholesky.js';
import { train } from '../../src/train.js';
import { randomDataset } from '../fixtures/random-dataset.js';
import { useEngine } from '../fixtures/engine.js';

useEngine({ force: 'tfjs-node-gpu' });

const algebraWith = (freeBytes: number | undefined): LinearAlgebra => ({
  ...createLinearAlgebra<Float64Matrix>(),
  freeBytes: () => Promise.resolve(freeBytes),
});
const algebra = algebraWith(undefined);

const KERNEL: KernelArchitecture = { kind: 'kernel', features: { kind: 'raw' }, gamma: 0.005 };
/** 784 values per image. */
const FEW = randomDataset({ train: 11, test: 4, side: 28, channels: 1 });

async function withProblem<T>(
  options: {
    readonly dataset?: Dataset;
    readonly architecture?: Architecture;
    readonly preprocessing?: 'scale' | 'whiten';
  } & Partial<Problem>,
  use: (problem: Problem) => Promise<T>,
): Promise<T> {
  const { dataset = FEW, architecture = KERNEL, preprocessing = 'scale', ...rest } = options;
  const cache = createImageCache();
  const signal = new AbortController().signal;
  const cell = cellOf({
    architecture,
    dataset: { ...cellOf().dataset, preprocessing },
  });
  const data = await prepareData(cell, dataset, { cache, signal });
  try {
    return await use({ algebra, data, weightDecay: 0, signal, ...rest });
  } finally {
    data.dispose();
    cache.dispose();
  }
}

/** Rows of numbers in plain JavaScript. */
type Rows = readonly (readonly number[])[];

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0);

const imagesOf = ({ data }: Problem): Rows => {
  const values = Array.from(data.images.windows.dataSync());
  const size = values.length / (data.trainCount + data.testCount);
  return Array.from({ length: data.trainCount + data.testCount }, (_, i) =>
    values.slice(i * size, (i + 1) * size),
  );
};
const targetsOf = ({ data }: Problem): Rows =>
  Array.from(data.labels.subarray(0, data.trainCount), (label) =>
    Array.from({ length: data.classes }, (_, k) => (k === label ? 1 : 0)),
  );

/** Solves a·x = b by Gaussian elimination with pivots. */
function solveDense(a: Rows, b: Rows): Rows {
  const rows = a.map((row, i) => [...row, ...b[i]!]);
  rows.forEach((_, column) => {
    const pivot = rows.reduce(
      (best, row, i) => (i > column && Math.abs(row[column]!) > Math.abs(rows[best]![column]!) ? i : best),
      column,
    );
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const top = rows[column];
    rows.forEach((row, i) => {
      if (i === column) return;
      const factor = row[column]! / top[column]!;
      for (let j = column; j < row.length; j++) row[j]! -= factor * top[j]!;
    });
  });
  return rows.map((row, i) => row.slice(a.length).map((value) => value / row[i]!));
}

function expectClose(actual: ArrayLike<number>, expected: Rows): void {
  const wanted = expected.flat();
  expect(actual).toHaveLength(wanted.length);
  wanted.forEach((value, i) => {
    expect(Math.abs(actual[i]! - value)).toBeLessThan(1e-8);
  });
}

const gaussian = (a: readonly number[], b: readonly number[]): number =>
  Math.exp(-KERNEL.gamma * a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0));

describe('a kernel', () => {
  test.each([
    { tileSide: 3, weightDecay: 0 },
    { tileSide: 4, weightDecay: 0.1 },
    { tileSide: 100, weightDecay: 0 },
  ])('is the solution of (K + λI)·A = Y in tiles of $tileSide with λ = $weightDecay', async (options) => {
    await withProblem(options, async (problem) => {
      const images = imagesOf(problem);
      const trained = images.slice(0, FEW.train.count);
      const matrix = trained.map((a) => trained.map((b) => gaussian(a, b)));
      const shifted = matrix.map((row, i) =>
        row.map((value, j) => value + (i === j ? options.weightDecay : 0)),
      );
      const coefficients = solveDense(shifted, targetsOf(problem));
      const columns = coefficients[0]!.map((_, k) => coefficients.map((row) => row[k]!));
      const { outputs, weightNorm } = await solveKernel(problem, KERNEL);
      expectClose(
        outputs,
        images.map((image) => {
          const kernels = trained.map((other) => gaussian(image, other));
          return columns.map((column) => dot(kernels, column));
        }),
      );
      const square = columns.reduce(
        (sum, column) => sum + dot(column, matrix.map((row) => dot(row, column))), // prettier-ignore
        0,
      );
      expect(weightNorm).toBeCloseTo(Math.sqrt(square), 8);
    });
  });

  test('rejects two equal images, but accepts them with a ridge', async () => {
    const images = FEW.train.images.slice();
    images.copyWithin(0, 28 * 28, 2 * 28 * 28);
    const dataset = { ...FEW, train: { ...FEW.train, images } };
    await withProblem({ dataset, tileSide: 4 }, async (problem) => {
      await expect(solveKernel(problem, KERNEL)).rejects.toMatchObject({
        code: 'spec-invalid',
        message: expect.stringContaining('weight decay') as string,
      });
      const { outputs } = await solveKernel({ ...problem, weightDecay: 0.1 }, KERNEL);
      expect(outputs.every(Number.isFinite)).toBe(true);
    });
  });

  test.each([
    [1e300, 0, 'too large'],
    [1e10, 0.1, 'too large'],
    [1e4, 0, 'too large'],
    [1e-300, 0, 'too small'],
    [1e-20, 0.1, 'too small'],
  ])('says that its gamma of %d (λ = %d) is %s', async (gamma, weightDecay, what) => {
    await withProblem({ weightDecay }, async (problem) => {
      await expect(solveKernel(problem, { ...KERNEL, gamma })).rejects.toMatchObject({
        code: 'spec-invalid',
        message: expect.stringMatching(
          `gamma of ${String(gamma).replace('+', '\\+')} is ${what}.*try a gamma of about 0.0`,
        ) as string,
      });
    });
  });

  test('blames its gamma for a matrix that is singular because all its values are close to 1', async () => {
    // There are more images than values per image: with so small a gamma, the kernel is almost linear.
    const dataset = randomDataset({ train: 900, test: 4, side: 28, channels: 1 });
    await withProblem({ dataset }, async (problem) => {
      await expect(solveKernel(problem, { ...KERNEL, gamma: 1e-10 })).rejects.toMatchObject({
        code: 'spec-invalid',
        message: expect.stringContaining('gamma of 1e-10 is too small') as string,
      });
    });
  });

  test('can be aborted', async () => {
    const abort = new AbortController();
    await withProblem({ tileSide: 2, signal: abort.signal }, async (problem) => {
      const solving = solveKernel(problem, KERNEL);
      abort.abort();
      await expect(solving).rejects.toMatchObject({ code: 'aborted' });
    });
  });
});

describe('the minimum-norm solution', () => {
  test.each([3, 100])(
    'is Xᵀ(XXᵀ)⁻¹Y if there are fewer images than values, in tiles of %d',
    async (tileSide) => {
      await withProblem({ tileSide }, async (problem) => {
        const images = imagesOf(problem).slice(0, FEW.train.count);
        const a = solveDense(images.map((x) => images.map((y) => dot(x, y))), targetsOf(problem)); // prettier-ignore
        const expected = images[0]!.map(
          (_, value) =>
        a[0]!.map((_, k) => dot(images.map((image) => image[value]!), a.map((row) => row[k]!))), // prettier-ignore
        );
        expectClose((await minNormWeights(problem)).weights, expected);
      });
    },
  );

  test('is 0 in a direction that images have only by rounding: the sum of a whitened image', async () => {
    const dataset = randomDataset({ train: 900, test: 4, side: 28, channels: 1 });
    await withProblem({ dataset, preprocessing: 'whiten' }, async (problem) => {
      const { weights } = await minNormWeights(problem);
      const { classes } = problem.data;
      const norm = Math.hypot(...weights);
      for (let k = 0; k < classes; k++) {
        const column = weights.filter((_, index) => index % classes === k);
        expect(Math.abs(column.reduce((sum, weight) => sum + weight, 0)) / 28).toBeLessThan(1e-6 * norm);
      }
    });
  }, 120_000);

  test('interpolates standardized features of fewer images than there are features', async () => {
    // 17 features, including the constant one, of 11 images.
    const architecture = {
      kind: 'linear',
      features: { kind: 'random-convolutions', filters: 2, side: 6 },
      solver: { kind: 'min-norm' },
    } as const;
    await withProblem({ architecture }, async (problem) => {
      const images = imagesOf(problem);
      for (const image of images) {
        expect(image).toHaveLength(17);
        expect(image.at(-1)).toBe(1);
      }
      const { outputs, measures } = await solveLinear(problem);
      expectClose(outputs.slice(0, FEW.train.count * problem.data.classes), targetsOf(problem));
      expect(measures['train-residual']).toBeLessThan(1e-8);
    });
  });

  test('is the least-squares solution if there are more', async () => {
    const architecture = {
      kind: 'linear',
      features: { kind: 'random-convolutions', filters: 1, side: 6 },
      solver: { kind: 'min-norm' },
    } as const;
    const dataset = randomDataset({ train: 30, test: 4, side: 28, channels: 1, grain: 4 });
    await withProblem({ architecture, dataset, tileSide: 3 }, async (problem) => {
      const images = imagesOf(problem).slice(0, dataset.train.count);
      const { weights } = await minNormWeights(problem);
      const { classes } = problem.data;
      const residuals = images.map((image, i) =>
        targetsOf(problem)[i]!.map(
          (target, k) => target - dot(image, image.map((_, value) => weights[value * classes + k]!)), // prettier-ignore
        ),
      );
      // Orthogonal to each feature over the images.
      images[0]!.forEach((_, value) => {
        for (let k = 0; k < classes; k++)
          expect(Math.abs(dot(images.map((image) => image[value]!), residuals.map((row) => row[k]!)))) // prettier-ignore
            .toBeLessThan(1e-8);
      });
    });
  });
});

test('a memorizer rejects two equal images', async () => {
  const images = FEW.train.images.slice();
  images.copyWithin(0, 28 * 28, 2 * 28 * 28);
  const memorizer = { kind: 'memorizer', depth: 2, precision: 'float64' } as const;
  const dataset = { ...FEW, train: { ...FEW.train, images } };
  await withProblem({ dataset, architecture: memorizer }, async ({ data, signal }) => {
    await expect(solveMemorizer(data, memorizer, { seed: 1, signal })).rejects.toMatchObject({
      code: 'spec-invalid',
      message: expect.stringContaining('train images 0 and 1') as string,
    });
  });
});

describe('limits of a machine', () => {
  const GIBIBYTE = 2 ** 30;

  test('missing memory is reported before the start, with the number of images that fit', async () => {
    const demand = { what: 'a kernel', count: 60_000, bytesOf: factorBytes };
    await expect(requireMemory(algebraWith(20 * GIBIBYTE), demand)).resolves.toBeUndefined();
    await expect(requireMemory(algebra, demand)).resolves.toBeUndefined();
    await expect(requireMemory(algebraWith(4 * GIBIBYTE), demand)).rejects.toMatchObject({
      code: 'out-of-memory',
      message: expect.stringMatching(
        /needs 14\.\d GiB .* 4\.0 GiB are free: use at most 3\d,\d00 /,
      ) as string,
    });
    await withProblem({ algebra: algebraWith(1000) }, async (problem) => {
      await expect(solveKernel(problem, KERNEL)).rejects.toMatchObject({ code: 'out-of-memory' });
      await expect(minNormWeights(problem)).rejects.toMatchObject({ code: 'out-of-memory' });
    });
  });

  test('an engine without float64 is reported', async () => {
    const cell = cellOf({ architecture: KERNEL });
    const options = {
      signal: new AbortController().signal,
      onEvent: () => undefined,
      clock: () => 0,
    };
    await expect(train(cell, FEW, options)).rejects.toMatchObject({
      code: 'engine-unavailable',
      message: expect.stringContaining('rote engine doctor') as string,
    });
  });
});
