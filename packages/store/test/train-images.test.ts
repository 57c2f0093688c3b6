import { type Cell, labelNoise } from '@rote/domain';
import { useStore } from '@rote/testkit';
import { epochOf } from '@rote/testkit/values';
import { expect, it } from 'vitest';
import { ask, finishSweep } from './fixtures/finished-sweep.js';

const SIZES = [1000, 50_000] as const;

/** For each corruption and regularizer, cells with a small train set and with the whole one. */
const SPEC = {
  name: 'sizes',
  dataset: 'cifar10',
  grid: {
    architecture: ['inception-small'],
    corruption: ['none', { kind: 'partial-labels', probability: 0.5 }, 'random-labels'],
    regularizer: ['none', 'weight-decay'],
    trainImages: SIZES,
    seed: [1, 2],
  },
};

/** The larger train set takes twice the time on true labels, three times on random ones, and halves the errors. */
function outcomeOf({ dataset, corruption }: Cell) {
  const isLarge = dataset.train === 50_000;
  const noise = labelNoise(corruption);
  const last = isLarge ? 2 + noise * 10 : 1 + noise * 3;
  const accuracy = isLarge ? 0.9 : 0.8;
  const curve = Array.from({ length: Math.ceil(last) }, (_, index) =>
    epochOf(index + 1, {
      train: { loss: index + 1 >= last ? 0.01 : 1, accuracy },
      test: { loss: 1, accuracy },
      trainClean: { loss: 1, accuracy },
      trainCorrupted: { loss: 1, accuracy: accuracy / 2 },
    }),
  );
  return { curve, result: { epochsToFit: curve.length } };
}

/** Returns the values of a query's rows. */
async function valuesOf(query: string): Promise<readonly unknown[]> {
  const { store } = await useStore();
  await finishSweep(store, SPEC, outcomeOf);
  return (await ask(store, query)).map((row) => Object.values(row));
}

it.each([
  [
    'figure_1a',
    `SELECT train_images, train_loss, n FROM figure_1a WHERE corruption = 'none' AND regularizer = 'none' AND epoch = 1`,
    [0.01, 2],
    [1, 2],
  ],
  [
    'figure_1b',
    `SELECT train_images, epochs_to_fit, relative_time, n FROM figure_1b() WHERE label_noise = 1 AND regularizer = 'none'`,
    [4, 4, 2],
    [12, 6, 2],
  ],
  [
    'figure_1c',
    `SELECT train_images, round(test_error::numeric, 9)::float8, n FROM figure_1c WHERE label_noise = 1 AND regularizer = 'none'`,
    [0.2, 2],
    [0.1, 2],
  ],
  ['figure_2b', `SELECT train_images, test_accuracy, n FROM figure_2b WHERE epoch = 1`, [0.8, 2], [0.9, 2]],
  [
    'table_1',
    `SELECT train_images, test_accuracy, n FROM table_1 WHERE labels = 'true' AND NOT weight_decay`,
    [0.8, 2],
    [0.9, 2],
  ],
  ['table_4', `SELECT train_images, train_accuracy, n FROM table_4`, [0.8, 2], [0.9, 2]],
  [
    'label_fit_over_time',
    `SELECT train_images, clean_train_accuracy, corrupted_train_accuracy, n FROM label_fit_over_time
     WHERE corruption = 'random-labels' AND regularizer = 'none' AND epoch = 1`,
    [0.8, 0.4, 2],
    [0.9, 0.45, 2],
  ],
  [
    'paper_comparison',
    `SELECT train_images, ours, verdict, n FROM paper_comparison
     WHERE source = 'table-1' AND metric = 'test_accuracy' AND corruption = 'none' AND regularizer = 'none'`,
    [0.8, 'subset', 2],
    [0.9, 'differs', 2],
  ],
  [
    'the times of paper_comparison',
    `SELECT train_images, ours, verdict, n FROM paper_comparison
     WHERE source = 'figure-1b' AND metric = 'relative_time' AND corruption = 'random-labels'`,
    [4, 'subset', 2],
    [6, 'differs', 2],
  ],
])('%s does not average cells of different train sets', async (_, query, small, large) => {
  await expect(valuesOf(`${query} ORDER BY train_images`)).resolves.toEqual([
    [1000, ...small],
    [50_000, ...large],
  ]);
});

it('a report has separate rows for each number of train images, and shows the numbers', async () => {
  const { store } = await useStore();
  const id = await finishSweep(store, SPEC, outcomeOf);
  const { rows, methods } = await store.reports.read(id);
  for (const table of [
    rows.figure1a,
    rows.figure1b,
    rows.figure1c,
    rows.figure2b,
    rows.table1,
    rows.table4,
    rows.labelFitOverTime,
    rows.paperComparison,
    rows.earlyStoppingGain,
    rows.leakCheck,
  ])
    expect([...new Set(table.map(({ trainImages }) => trainImages))].toSorted((a, b) => a - b)).toEqual(
      SIZES,
    );
  expect(methods.datasets.map(({ train }) => train).toSorted((a, b) => a - b)).toEqual(SIZES);
});
