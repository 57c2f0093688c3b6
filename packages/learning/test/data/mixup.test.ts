import type { Cell, Dataset, StreamedDataset } from '@rote/domain';
import { randomKey, randomSource } from '@rote/domain';
import { cellOf } from '@rote/testkit/values';
import type { CellChanges } from '@rote/testkit/values';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Model } from '../../src/architectures/model.js';
import type { Batch } from '../../src/data/batch.js';
import { mixExamples, symmetricBeta } from '../../src/data/mixup.js';
import { prepareData } from '../../src/data/prepared-data.js';
import { createImageCache } from '../../src/data/prepared-images.js';
import { CROSS_ENTROPY } from '../../src/layers/loss.js';
import type { Optimizer } from '../../src/optimizers/index.js';
import { createCellProgram } from '../../src/training/cell-program.js';
import { randomDataset } from '../fixtures/random-dataset.js';
import { useEngine } from '../fixtures/engine.js';
import type { Probe } from '../fixtures/probe.js';
import { withProbe } from '../fixtures/probe.js';
import { folderCell, streamedDataset } from '../fixtures/streamed.js';

// TF.js's cpu backend rotates the first image of a batch only.
useEngine({ force: 'wasm' });

const expectClose = (actual: ArrayLike<number>, expected: ArrayLike<number>, digits = 5): void => {
  expect(actual).toHaveLength(expected.length);
  Array.from(expected).forEach((value, index) => {
    expect(actual[index]).toBeCloseTo(value, digits);
  });
};

const ALPHAS = [0.01, 0.2, 0.5, 1, 2, 8, 100];
const DRAWS = 40_000;

const drawnOf = (alpha: number): number[] => {
  const source = randomSource(randomKey(5, 'beta'));
  return Array.from({ length: DRAWS }, () => symmetricBeta(alpha, source));
};

describe('a draw from Beta(α, α)', () => {
  test.each(ALPHAS)('has the moments of α = %d', (alpha) => {
    const values = drawnOf(alpha);
    const moment = (power: number): number =>
      values.reduce((sum, value) => sum + (value - 0.5) ** power, 0) / DRAWS;
    const variance = 1 / (4 * (2 * alpha + 1));
    const fourth = variance ** 2 * (3 - 6 / (2 * alpha + 3));
    const eighth = fourth ** 2 * 15; // More than it is, for any α.
    // Four standard errors; of the third moment, that of the sixth is less than fourth · ¼.
    expect(Math.abs(moment(1))).toBeLessThan(4 * Math.sqrt(variance / DRAWS));
    expect(Math.abs(moment(2) - variance)).toBeLessThan(4 * Math.sqrt((fourth - variance ** 2) / DRAWS));
    expect(Math.abs(moment(3))).toBeLessThan(4 * Math.sqrt(fourth / 4 / DRAWS));
    expect(Math.abs(moment(4) - fourth)).toBeLessThan(4 * Math.sqrt(eighth / DRAWS));
  });

  test.each<[number, (x: number) => number]>([
    [0.5, (x) => (2 / Math.PI) * Math.asin(Math.sqrt(x))],
    [1, (x) => x],
    [2, (x) => x * x * (3 - 2 * x)],
    [3, (x) => x ** 3 * (10 - 15 * x + 6 * x * x)],
  ])('is distributed as α = %d says', (alpha, cumulative) => {
    const values = drawnOf(alpha).sort((a, b) => a - b);
    const distance = values.reduce((most, value, i) => {
      const expected = cumulative(value);
      return Math.max(most, Math.abs(expected - i / DRAWS), Math.abs(expected - (i + 1) / DRAWS));
    }, 0);
    // The 0.999 quantile of the Kolmogorov statistic.
    expect(distance * Math.sqrt(DRAWS)).toBeLessThan(1.95);
  });

  /** Gives the numbers listed, in order. */
  const listed = (normals: number[], uniforms: number[]) => ({
    normal: () => normals.shift() ?? expect.fail('no more normals'),
    uniform: () => uniforms.shift() ?? expect.fail('no more uniforms'),
  });

  test('is what Marsaglia and Tsang compute, for numbers worked by hand', () => {
    // x = 0 gives v = 1, which is taken whatever the uniform; so G = G′, and λ = 1 / (1 + (¼ / 1)²) for α = ½ …
    expect(symmetricBeta(0.5, listed([0, 0], [0.5, 0.5, 0.75, 0]))).toBeCloseTo(16 / 17, 14);
    // … and 1 / (1 + ¼) for α = 1.
    expect(symmetricBeta(1, listed([0, 0], [0.5, 0.5, 0.75, 0]))).toBeCloseTo(4 / 5, 14);
    // α = 8/9: d = 14/9 and c = 1/√14, so that x = √14/2 gives v = (3/2)³ = 27/8, and x = −√14/2 gives v = 1/8.
    const root = Math.sqrt(14) / 2;
    expect(symmetricBeta(8 / 9, listed([root, -root], [0.99, 0.99, 0.5, 0.5]))).toBeCloseTo(1 / 28, 14);
  });

  test('draws again where x is too small, or the uniform too large', () => {
    const root = Math.sqrt(14);
    const half = root / 2;
    // x = −√14 has no v. Then log u must be below x²/2 + d(1 − v + log v) = 7/4 + 14/9·(log(27/8) − 19/8) = −0.0525.
    const normals = [-root, half, half, 0];
    const uniforms = [0.02, 0.06, 0.5, 0.5, 0.5];
    expect(symmetricBeta(8 / 9, listed(normals, uniforms))).toBeCloseTo(8 / 35, 14);
    expect([normals, uniforms]).toEqual([[], []]);
  });

  test('is from 0 to 1, however small or large α is', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, minExcluded: true, noNaN: true, noDefaultInfinity: true }),
        fc.nat(),
        (alpha, seed) => {
          const value = symmetricBeta(alpha, randomSource(randomKey(seed, 'beta')));
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        },
      ),
    );
    expect(new Set(drawnOf(1e-9))).toEqual(new Set([0, 1]));
  });

  test('has the same bits on every machine', () => {
    const shareOf = (alpha: number): number =>
      symmetricBeta(alpha, randomSource(randomKey(1, 'mixup', 'share', 0)));
    expect([0.2, 1, 8].map(shareOf)).toEqual([
      7.483525818203615e-8, 0.011318799342363692, 0.2666380708151756,
    ]);
  });
});

describe('a mixture', () => {
  const batchOf = (): Batch => ({
    images: tf.tensor4d([1, 2, 3, 4, 10, 20], [3, 1, 1, 2]),
    targets: tf.tensor2d([
      [1, 0],
      [0, 1],
      [0, 1],
    ]),
  });

  test('is λ of an example and 1 − λ of its partner', () => {
    tf.tidy(() => {
      const partners = tf.tensor1d([2, 1, 0], 'int32');
      const { images, targets } = mixExamples(batchOf(), tf.scalar(0.75), partners);
      expect(images.shape).toEqual([3, 1, 1, 2]);
      expectClose(images.dataSync(), [3.25, 6.5, 3, 4, 7.75, 15.5]);
      expectClose(targets.dataSync(), [0.75, 0.25, 0, 1, 0.25, 0.75]);
    });
  });

  test('has λ of the loss of its label and 1 − λ of that of its partner’s', () => {
    tf.tidy(() => {
      const partners = tf.tensor1d([1, 2, 0], 'int32');
      const logits = tf.tensor2d([1, 2, 0, -1, 3, 0.5], [3, 2]);
      const { targets } = batchOf();
      const lossOf = (each: tf.Tensor2D): number => CROSS_ENTROPY.mean(logits, each).dataSync()[0]!;
      const mixed = lossOf(mixExamples(batchOf(), tf.scalar(0.3), partners).targets);
      const ofPartners = lossOf(tf.gather(targets, partners));
      expect(mixed).toBeCloseTo(0.3 * lossOf(targets) + 0.7 * ofPartners, 6);
    });
  });
});

const INDICES = [5, 0, 3, 6];
const MIXED: CellChanges = { regularizer: { mixup: 1 } };
const SIZE = 28 * 28 * 3;

/** λ and partners that a step is fed with, after its learning rate and the weight of its moments. */
function mixingOf({ stepFeeds }: Pick<Probe, 'stepFeeds'>, { length }: readonly number[], step = 0) {
  const feeds = stepFeeds(new Int32Array(length), { step, epoch: 1 });
  const [share, partners] = feeds.slice(-2).map((feed) => Array.from(feed.dataSync()));
  tf.dispose(feeds);
  return { share: share![0]!, partners: partners! };
}

const mixedBy = (
  { share, partners }: ReturnType<typeof mixingOf>,
  rows: readonly ArrayLike<number>[],
): number[][] =>
  rows.map((row, i) => Array.from(row, (value, k) => share * value + (1 - share) * rows[partners[i]!]![k]!));

describe('a step with mixup', () => {
  test('is fed λ and a permutation of its batch, other ones at each step and of each seed', async () => {
    const drawnWith = (changes: CellChanges) =>
      withProbe({ ...MIXED, ...changes }, (probe) => {
        expect(probe.functions.step.feeds.slice(-2)).toEqual([
          { shape: [], dtype: 'float32' },
          { shape: [4], dtype: 'int32' },
        ]);
        return Array.from({ length: 20 }, (_, step) => mixingOf(probe, INDICES, step));
      });
    const drawn = await drawnWith({});
    for (const { share, partners } of drawn) {
      expect(share > 0 && share < 1).toBe(true);
      expect([...partners].sort()).toEqual([0, 1, 2, 3]);
    }
    expect(new Set(drawn.map(({ share }) => share)).size).toBe(20);
    expect(new Set(drawn.map(({ partners }) => partners.join())).size).toBeGreaterThan(5);
    expect(await drawnWith({})).toEqual(drawn);
    expect(await drawnWith({ seed: 9, seeds: { order: 1 } })).toEqual(drawn);
    expect(await drawnWith({ seed: 2 })).not.toEqual(drawn);
  });

  test('sees images and labels mixed', async () => {
    const plain = await withProbe({}, ({ step }) => step('step', INDICES));
    await withProbe(MIXED, (probe) => {
      const mixing = mixingOf(probe, INDICES);
      const { images, gradient } = probe.step('step', INDICES);
      mixedBy(mixing, plain.images).forEach((expected, i) => {
        expectClose(images[i]!, expected);
      });
      // Each example is the partner of one: the mean target is that of the labels.
      expectClose(gradient, plain.gradient);
    });
  });

  test('mixes what augmentation made, each image as it is drawn without mixup', async () => {
    const augmentation = 'flip-rotation';
    const plain = await withProbe({ regularizer: { augmentation } }, ({ step }) => step('step', INDICES));
    await withProbe({ regularizer: { augmentation, mixup: 1 } }, (probe) => {
      const { images } = probe.step('step', INDICES);
      mixedBy(mixingOf(probe, INDICES), plain.images).forEach((expected, i) => {
        expectClose(images[i]!, expected);
      });
    });
  });

  test('mixes a smaller last batch within itself', async () => {
    const nine = randomDataset({ train: 9, test: 4 });
    const plain = await withProbe({}, ({ step }) => step('lastStep', [5]), nine);
    const mixed = await withProbe(MIXED, ({ step }) => step('lastStep', [5]), nine);
    expectClose(mixed.images[0]!, plain.images[0]!);
    expectClose(mixed.gradient, plain.gradient);
  });

  test('mixes the whole batch if it is taken in halves', async () => {
    const regularizer = { mixup: 1, labelSmoothing: 0.1, dropout: 0.5 };
    const dataset = randomDataset({ train: 8, test: 4 });
    const whole = await withProbe({ regularizer }, ({ step }) => step('step', INDICES), dataset);
    const halves = await withProbe({ regularizer }, ({ step }) => step('step', INDICES), dataset, true);
    expect([whole.batches, halves.batches]).toEqual([[4], [2, 2]]);
    expect(halves.images).toEqual(whole.images.slice(2));
    expectClose(halves.gradient, whole.gradient);
  });

  test('is not in what is scored', async () => {
    const scoresWith = (changes: CellChanges) =>
      withProbe(changes, ({ functions }) =>
        tf.tidy(() => {
          const [scores] = functions.score.run(tf.range(0, 12, 1, 'int32'));
          return Array.from(scores!.dataSync());
        }),
      );
    expect(await scoresWith(MIXED)).toEqual(await scoresWith({}));
  });
});

/** Of the rows of a batch, so that a gradient tells which target is whose. */
const WEIGHTS = [1, 2, 3, 4];

/** What one step of a cell shows a network whose logits are 0, and whose gradient is Σ weight · (1/K − target) / batch. */
async function lookAtStep(cell: Cell, dataset: Dataset | StreamedDataset) {
  const { signal } = new AbortController();
  const cache = createImageCache();
  const data = await prepareData(cell, dataset, { cache, signal });
  const bias = tf.tidy(() => tf.variable(tf.zeros<tf.Rank.R1>([data.classes])));
  const seen = { images: [] as number[][], gradient: [] as number[] };
  const rowsOf = (tensor: tf.Tensor): number[][] => {
    const [count = 0] = tensor.shape;
    const rows = tf.reshape(tensor, [count, -1]);
    return tf.slice(rows, 0, [count, Math.min(rows.shape[1]!, SIZE)]).arraySync() as number[][];
  };
  const model: Model = {
    parameters: [{ name: 'bias', variable: bias, decayed: false }],
    statistics: [],
    droppable: [],
    forward(images) {
      seen.images = rowsOf(images);
      return tf.mul<tf.Tensor2D>(tf.tensor2d(WEIGHTS, [4, 1]), bias);
    },
    dispose: () => undefined,
  };
  const optimizer: Optimizer = {
    state: [],
    numbers: [],
    step([gradient]) {
      seen.gradient = Array.from(gradient!.dataSync());
    },
    dispose: () => undefined,
  };
  const described = createCellProgram({ cell, data, model, optimizer, savesMemory: false });
  const indices = Int32Array.from(INDICES);
  try {
    for await (const feeds of described.route.read([indices], { epoch: 1, signal })) {
      const all = [...feeds, ...described.stepFeeds(indices, { step: 0, epoch: 1 })];
      tf.tidy(() => described.functions.step.run(...all));
      tf.dispose(all);
    }
    const targets = INDICES.map((index) =>
      Array.from({ length: data.classes }, (_, label) => (label === data.labels[index] ? 1 : 0)),
    );
    return { ...seen, targets, mixing: mixingOf(described, INDICES) };
  } finally {
    for (const each of [data, cache, bias]) each.dispose();
  }
}

describe.each<[string, Cell, Dataset | StreamedDataset]>([
  ['in memory', cellOf(), randomDataset({ train: 8, test: 4 })],
  ['of a folder, as they are read', folderCell(), streamedDataset({ train: 8, test: 4 }).dataset],
])('images %s', (_where, cell, dataset) => {
  test.each([0, 0.2])('are mixed with their targets, of which ε = %d is smoothed', async (smoothing) => {
    const plain = await lookAtStep(cell, dataset);
    const labelSmoothing = smoothing === 0 ? {} : { labelSmoothing: smoothing };
    const regularizer = { ...cell.regularizer, mixup: 1, ...labelSmoothing };
    const { images, gradient, targets, mixing } = await lookAtStep({ ...cell, regularizer }, dataset);
    mixedBy(mixing, plain.images).forEach((expected, i) => {
      expectClose(images[i]!, expected);
    });
    const classes = targets[0]!.length;
    const expected = mixedBy(mixing, targets).reduce<readonly number[]>(
      (sums, target, i) =>
        sums.map((sum, k) => sum + ((1 - smoothing) * WEIGHTS[i]! * (1 / classes - target[k]!)) / 4),
      Array<number>(classes).fill(0),
    );
    expectClose(gradient, expected);
    expect(gradient).not.toEqual(plain.gradient);
  });
});
