import { useStore } from '@rote/testkit';
import { epochOf } from '@rote/testkit/values';
import { describe, expect, it } from 'vitest';
import { ask, finishSweep } from './fixtures/finished-sweep.js';

const ends = (train: number) => ({
  curve: [epochOf(1, { train: { loss: 1, accuracy: train }, test: { loss: 1, accuracy: 0.1 } })],
});

describe('distinct_results', () => {
  const spec = (name: string, seeds: readonly number[]) => ({
    name,
    dataset: 'synthetic',
    grid: { architecture: ['mlp-1x8'], corruption: ['none', 'random-labels'], seed: seeds },
  });

  it('counts a cell once, however many sweeps contain it', async () => {
    const { store } = await useStore();
    await finishSweep(store, spec('first', [1, 2]), () => ends(0.1));
    await finishSweep(store, spec('again', [1, 2]), () => ends(0.1));
    await finishSweep(store, spec('more', [1, 2, 3]), () => ends(0.1));
    const count = async (view: string) =>
      await ask(
        store,
        `SELECT corruption, count(*) AS rows, count(DISTINCT seed) AS seeds FROM ${view}
         WHERE outcome = 'succeeded' GROUP BY corruption, settings ORDER BY corruption`,
      );
    await expect(count('results')).resolves.toEqual([
      { corruption: 'none', rows: 7, seeds: 3 },
      { corruption: 'random-labels', rows: 7, seeds: 3 },
    ]);
    await expect(count('distinct_results')).resolves.toEqual([
      { corruption: 'none', rows: 3, seeds: 3 },
      { corruption: 'random-labels', rows: 3, seeds: 3 },
    ]);
    await expect(
      ask(store, `SELECT seed, sweeps FROM distinct_results WHERE corruption = 'none' ORDER BY seed`),
    ).resolves.toEqual([
      { seed: 1, sweeps: 3 },
      { seed: 2, sweeps: 3 },
      { seed: 3, sweeps: 1 },
    ]);
  });

  it('shows the same of a cell as results', async () => {
    const { store } = await useStore();
    await finishSweep(store, spec('one', [1]), () => ends(0.3));
    const { columns: distinct } = await store.readOnlyQuery('SELECT * FROM distinct_results LIMIT 0');
    const { columns: all } = await store.readOnlyQuery('SELECT * FROM results LIMIT 0');
    const ofCell = all.filter((column) => !['sweep', 'sweep_id', 'position', 'cached'].includes(column));
    expect(distinct.filter((column) => column !== 'sweeps').toSorted()).toEqual(ofCell.toSorted());
    const rowsOf = (view: string) => ask(store, `SELECT ${ofCell.join(', ')} FROM ${view} ORDER BY cell`);
    await expect(rowsOf('distinct_results')).resolves.toEqual(await rowsOf('results'));
  });
});

describe('combinations', () => {
  it('has every cell of a sweep in one row, averaged only over seeds', async () => {
    const { store } = await useStore();
    const id = await finishSweep(
      store,
      {
        name: 'everything',
        dataset: 'synthetic',
        grid: {
          architecture: ['mlp-1x8'],
          corruption: [
            'none',
            'random-binary-labels',
            { kind: 'partial-labels', probability: 0.5, excludeTrueClass: true },
          ],
          regularizer: ['none', { weightDecay: 0.5 }],
          optimizer: [{ learningRate: 0.1 }, { learningRate: 0.01 }],
          seed: [1, 2, 3],
        },
      },
      ({ seed, training }) =>
        training.learningRate === 0.1 && seed === 3
          ? { ...ends(0.1), result: { outcome: 'diverged', stopReason: 'diverged' } }
          : ends(0.1),
    );
    const rows = await ask(
      store,
      `SELECT cells, n, diverged, unfinished, train_accuracy, train_sd, train_low, spec #>> '{training,learningRate}' AS rate
       FROM combinations WHERE sweep_id = '${id}' ORDER BY position`,
    );
    expect(rows).toHaveLength(3 * 2 * 2);
    for (const { rate, ...row } of rows)
      expect(row).toEqual({
        cells: 3,
        n: rate === '0.1' ? 2 : 3,
        diverged: rate === '0.1' ? 1 : 0,
        unfinished: 0,
        train_accuracy: 0.1,
        train_sd: 0,
        train_low: 0.1,
      });
    const curves = await ask(
      store,
      `SELECT n, train_accuracy FROM combination_curves WHERE sweep_id = '${id}'`,
    );
    expect(curves).toHaveLength(12);
    expect(new Set(curves.map(({ train_accuracy }) => train_accuracy))).toEqual(new Set([0.1]));
  });
});

it('incomparable_cells has the succeeded cells that comparable_cells lacks, each with its reason', async () => {
  const { store } = await useStore();
  const id = await finishSweep(
    store,
    {
      name: 'odd',
      dataset: 'synthetic',
      grid: {
        architecture: ['mlp-1x8'],
        corruption: [
          'none',
          'random-binary-labels',
          'random-labels',
          { kind: 'partial-labels', probability: 0.5, excludeTrueClass: true },
        ],
        testLabels: ['clean', 'corrupted'],
        leaveOut: ['none', 1],
      },
    },
    () => ends(0.5),
  );
  const reasons = await ask(
    store,
    `SELECT reason, count(*) AS cells FROM incomparable_cells GROUP BY reason ORDER BY reason`,
  );
  expect(reasons.map(({ reason }) => reason)).toEqual([
    'labels are of two random classes, in the test set too',
    'one train image is left out',
    'random classes exclude the true one',
    'test labels are corrupted',
  ]);
  await expect(
    ask(
      store,
      `SELECT r.cell FROM results r
       WHERE r.outcome = 'succeeded'
         AND (r.cell IN (SELECT cell FROM comparable_cells WHERE sweep_id = '${id}'))
           = (r.cell IN (SELECT cell FROM incomparable_cells WHERE sweep_id = '${id}'))`,
    ),
  ).resolves.toEqual([]);
  await expect(
    ask(store, `SELECT corruption FROM comparable_cells WHERE corruption = 'random-binary-labels'`),
  ).resolves.toEqual([]);
});

it('rademacher_complexity is twice the accuracy on coin tosses minus one, over draws', async () => {
  const { store } = await useStore();
  await finishSweep(
    store,
    {
      name: 'coins',
      dataset: 'synthetic',
      grid: { architecture: ['mlp-1x8'], corruption: ['random-binary-labels', 'none'], seed: [1, 2] },
    },
    ({ seed }) => ends(seed === 1 ? 1 : 0.75),
  );
  await expect(ask(store, 'SELECT n, complexity, low, high FROM rademacher_complexity')).resolves.toEqual([
    { n: 2, complexity: 0.75, low: -1, high: 1 },
  ]);
});

it('uniform_stability compares each cell that leaves an image out with the one that does not', async () => {
  const { store } = await useStore();
  await finishSweep(
    store,
    {
      name: 'stability',
      dataset: 'synthetic',
      grid: {
        architecture: ['mlp-1x8'],
        corruption: ['none', 'random-labels'],
        leaveOut: ['none', 0, 1],
        seed: [1, 2],
      },
    },
    ({ leaveOut, seed }) => ({
      ...ends(1),
      result: {
        examples: {
          firstFitted: [],
          timesForgotten: [],
          margins: [],
          testLosses: leaveOut === undefined ? [1, 1] : [1, 1 + (leaveOut + 1) * seed],
        },
      },
    }),
  );
  await expect(
    ask(
      store,
      'SELECT corruption, n, max_difference, mean_difference FROM uniform_stability ORDER BY corruption',
    ),
  ).resolves.toEqual([
    { corruption: 'none', n: 4, max_difference: 4, mean_difference: 1.125 },
    { corruption: 'random-labels', n: 4, max_difference: 4, mean_difference: 1.125 },
  ]);
});
