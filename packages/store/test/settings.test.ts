import { type Cell, expandSweep, labelNoise, parseSweepSpec } from '@rote/domain';
import { useStore } from '@rote/testkit';
import { epochOf } from '@rote/testkit/values';
import { expect, it } from 'vitest';
import { ask, finishSweep } from './fixtures/finished-sweep.js';

const RATES = [0.01, 0.1] as const;

const SPEC = {
  name: 'rates',
  dataset: 'cifar10',
  grid: {
    architecture: ['inception-small'],
    corruption: ['none', { kind: 'partial-labels', probability: 0.5 }, 'random-labels'],
    regularizer: ['none', 'weight-decay'],
    optimizer: RATES.map((learningRate) => ({ learningRate })),
    seed: [1, 2],
  },
};

/** The larger learning rate is twice as slow on true labels, four times on random ones, and halves the errors. */
function outcomeOf({ training, corruption }: Cell) {
  const isLarge = training.learningRate === 0.1;
  const last = isLarge ? 2 + 6 * labelNoise(corruption) : 1 + labelNoise(corruption);
  const accuracy = isLarge ? 0.9 : 0.8;
  const curve = Array.from({ length: last }, (_, index) =>
    epochOf(index + 1, {
      train: { loss: index + 1 >= last ? 0.01 : 1, accuracy },
      test: { loss: 1, accuracy },
      trainClean: { loss: 1, accuracy },
      trainCorrupted: { loss: 1, accuracy: accuracy / 2 },
    }),
  );
  return { curve, result: { epochsToFit: curve.length } };
}

it.each([
  [
    'figure_1a',
    `SELECT train_loss, n FROM figure_1a WHERE corruption = 'none' AND regularizer = 'none' AND epoch = 1`,
    [0.01, 2],
    [1, 2],
  ],
  [
    'figure_1b',
    `SELECT epochs_to_fit, relative_time, n FROM figure_1b() WHERE label_noise = 1 AND regularizer = 'none'`,
    [2, 2, 2],
    [8, 4, 2],
  ],
  [
    'figure_1c',
    `SELECT -round(test_error::numeric, 9)::float8, n FROM figure_1c WHERE label_noise = 1 AND regularizer = 'none'`,
    [-0.2, 2],
    [-0.1, 2],
  ],
  ['figure_2b', `SELECT test_accuracy, n FROM figure_2b WHERE epoch = 1`, [0.8, 2], [0.9, 2]],
  [
    'table_1',
    `SELECT test_accuracy, n FROM table_1 WHERE labels = 'true' AND NOT weight_decay`,
    [0.8, 2],
    [0.9, 2],
  ],
  ['table_4', `SELECT train_accuracy, n FROM table_4`, [0.8, 2], [0.9, 2]],
  [
    'label_fit_over_time',
    `SELECT clean_train_accuracy, corrupted_train_accuracy, n FROM label_fit_over_time
     WHERE corruption = 'random-labels' AND regularizer = 'none' AND epoch = 1`,
    [0.8, 0.4, 2],
    [0.9, 0.45, 2],
  ],
  [
    'paper_comparison',
    `SELECT ours, n FROM paper_comparison
     WHERE source = 'table-1' AND metric = 'test_accuracy' AND corruption = 'none' AND regularizer = 'none'`,
    [0.8, 2],
    [0.9, 2],
  ],
  [
    'the times of paper_comparison',
    `SELECT ours, n FROM paper_comparison
     WHERE source = 'figure-1b' AND metric = 'relative_time' AND corruption = 'random-labels'`,
    [2, 2],
    [4, 2],
  ],
])('%s has two rows of two seeds each for two learning rates', async (_, query, small, large) => {
  const { store } = await useStore();
  await finishSweep(store, SPEC, outcomeOf);
  const rows = await ask(store, `${query} ORDER BY 1`);
  expect(rows.map((row) => Object.values(row))).toEqual([small, large]);
});

it('kernel_section, theorem_1 and fit_width separate settings that no column shows', async () => {
  const { store } = await useStore();
  const spec = {
    name: 'solved',
    dataset: { name: 'mnist', train: 100 },
    grid: {
      architecture: [
        { kind: 'kernel', gamma: 0.02 },
        { kind: 'kernel', gamma: 0.2 },
      ],
      seed: [1, 2],
    },
    include: [
      {
        architecture: ['memorizer'],
        corruption: [
          { kind: 'asymmetric-labels', transitions: transitionsOf(1) },
          { kind: 'asymmetric-labels', transitions: transitionsOf(2) },
        ],
        seed: [1, 2],
      },
      {
        architecture: ['mlp-1x4', 'mlp-1x8'],
        corruption: ['random-labels'],
        epochs: [10, 20],
        seed: [1, 2],
      },
    ],
  };
  await finishSweep(store, spec, ({ architecture, training }) => {
    const fits = architecture.kind !== 'mlp' || architecture.width === 8 || training.epochs === 20;
    return { curve: [epochOf(1, { train: { loss: 1, accuracy: fits ? 1 : 0.9 } })] };
  });
  const counts = (view: string) => ask(store, `SELECT n FROM ${view}`);
  await expect(counts('kernel_section')).resolves.toEqual([{ n: 2 }, { n: 2 }]);
  await expect(counts('theorem_1')).resolves.toEqual([{ n: 2 }, { n: 2 }]);
  await expect(ask(store, 'SELECT width, n, fitted FROM fit_width ORDER BY width')).resolves.toEqual([
    { width: 4, n: 2, fitted: 2 },
    { width: 8, n: 2, fitted: 2 },
  ]);
  // Every digest has its row.
  for (const view of ['kernel_section', 'theorem_1', 'fit_width'])
    await expect(
      ask(store, `SELECT settings FROM ${view} EXCEPT SELECT settings FROM settings`),
    ).resolves.toEqual([]);
  await expect(
    ask(
      store,
      `SELECT spec ->> 'training' IS NOT NULL AS whole, spec ? 'seed' AS seed FROM settings LIMIT 1`,
    ),
  ).resolves.toEqual([{ whole: true, seed: false }]);
});

/** A tenth of the images of each class move to the class this many steps further on. */
function transitionsOf(step: number): readonly (readonly number[])[] {
  return Array.from({ length: 10 }, (_, from) =>
    Array.from({ length: 10 }, (__, to) => (to === from ? 0.9 : to === (from + step) % 10 ? 0.1 : 0)),
  );
}

it('label_fit_over_time separates kinds of noise whose share is the same', async () => {
  const { store } = await useStore();
  const corruption = [1, 2].map((step) => ({ kind: 'asymmetric-labels', transitions: transitionsOf(step) }));
  const spec = {
    name: 'noise',
    dataset: 'synthetic',
    grid: { architecture: ['mlp-1x8'], corruption, seed: [1, 2] },
  };
  await finishSweep(store, spec, () => ({ curve: [epochOf(1)] }));
  await expect(ask(store, 'SELECT n FROM label_fit_over_time')).resolves.toEqual([{ n: 2 }, { n: 2 }]);
});

it('measure_correlation ranks only cells with the same number of train images', async () => {
  const { store } = await useStore();
  const spec = {
    name: 'sizes',
    dataset: 'synthetic',
    grid: { architecture: ['mlp-1x8', 'mlp-1x16'], trainImages: [100, 1000] },
  };
  // Within a size, the measure rises with the error; the larger size has smaller errors and larger measures.
  await finishSweep(store, spec, ({ architecture, dataset }) => {
    const isWide = architecture.kind === 'mlp' && architecture.width === 16;
    const error = (dataset.train === 100 ? 0.5 : 0.1) + (isWide ? 0.1 : 0);
    const norm = (dataset.train === 100 ? 1 : 10) + (isWide ? 1 : 0);
    return { curve: [epochOf(1, { test: { loss: 1, accuracy: 1 - error }, measures: { 'l2-norm': norm } })] };
  });
  await expect(
    ask(
      store,
      'SELECT dataset, train_images, n, tau FROM measure_correlation WHERE corruption IS NULL ORDER BY train_images',
    ),
  ).resolves.toEqual([
    { dataset: 'synthetic', train_images: 100, n: 2, tau: 1 },
    { dataset: 'synthetic', train_images: 1000, n: 2, tau: 1 },
  ]);
});

it('settings cover everything but seeds, the train set and what is measured', async () => {
  const { sql } = await useStore();
  const settingsOf = async (spec: object) => {
    const cells = [...expandSweep(parseSweepSpec({ name: 'settings', dataset: 'synthetic', ...spec }))];
    const rows = await sql(
      `SELECT count(DISTINCT settings_of(cell))::integer AS settings FROM unnest($1::jsonb[]) AS cell`,
      [cells.map(({ cell }) => JSON.stringify(cell))],
    );
    return [cells.length, rows[0]?.['settings']];
  };
  const architecture = ['mlp-1x8'];
  await expect(
    settingsOf({
      grid: {
        architecture,
        seed: [1, 2],
        initSeed: [3, 4],
        trainImages: [10, 20],
        corruption: ['none', 'gaussian'],
      },
    }),
  ).resolves.toEqual([16, 1]);
  for (const axis of [
    { epochs: [1, 2] },
    { batchSize: [8, 16] },
    { optimizer: [{ momentum: 0 }, { momentum: 0.9 }] },
    { decayPerEpoch: [1, 0.9] },
    { stop: [{ trainLoss: 0.1 }, { trainLoss: 0.2 }] },
    { regularizer: [{ weightDecay: 0.1 }, { weightDecay: 0.2 }] },
  ])
    await expect(settingsOf({ grid: { architecture, ...axis } })).resolves.toEqual([2, 2]);
});
