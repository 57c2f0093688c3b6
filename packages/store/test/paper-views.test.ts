import { type Cell, type EpochMetrics, architectureName, labelNoise } from '@rote/domain';
import { useStore } from '@rote/testkit';
import { epochOf } from '@rote/testkit/values';
import { describe, expect, it } from 'vitest';
import { ask, finishSweep } from './fixtures/finished-sweep.js';
import { submit, sweepOf } from './fixtures/sweep-of.js';

/** Student's t with one degree of freedom, and with two. */
const T1 = 12.706205;
const T2 = 4.302653;

const losses = (...values: readonly number[]): readonly EpochMetrics[] =>
  values.map((loss, index) => epochOf(index + 1, { train: { loss, accuracy: 0.5 } }));

const testAccuracies = (...values: readonly number[]): readonly EpochMetrics[] =>
  values.map((accuracy, index) => epochOf(index + 1, { test: { loss: 1, accuracy } }));

/** One epoch with these accuracies. */
const ends = (train: number, test: number): readonly EpochMetrics[] => [
  epochOf(1, { train: { loss: 1, accuracy: train }, test: { loss: 1, accuracy: test } }),
];

/** A digest; settings.test.ts tests what it distinguishes. */
const SETTINGS: unknown = expect.stringMatching(/^[0-9a-f]{8}$/);

const close = (value: number): unknown => expect.closeTo(value, 9);

describe('figure_1a', () => {
  const spec = (dataset: unknown) => ({
    name: 'curves',
    dataset,
    grid: { architecture: ['inception-small', 'alexnet-small'], corruption: ['gaussian'], seed: [1, 2, 3] },
  });
  /** The third seed stops after the first epoch. */
  const curveOf = ({ seed }: Cell) => ({ curve: losses(...[[0.8, 0.5], [0.9, 0.7], [1]][seed - 1]!) });

  it("has train loss over seeds, and the paper's curve for its network", async () => {
    const { store } = await useStore();
    const id = await finishSweep(store, spec('cifar10'), curveOf);
    const half = (T2 * 0.1) / Math.sqrt(3);
    const first = {
      sweep: 'curves',
      sweep_id: id,
      dataset: 'cifar10',
      corruption: 'gaussian',
      regularizer: 'none',
      train_images: 50_000,
      epoch: 1,
      step: 8,
      settings: SETTINGS,
    };
    const overSeeds = {
      n: 3,
      train_loss: close(0.9),
      sd: close(0.1),
      low: close(0.9 - half),
      high: close(0.9 + half),
      singles: [0.8, 0.9, 1],
    };
    const second = {
      epoch: 2,
      step: 16,
      n: 2,
      train_loss: close(0.6),
      sd: close(Math.sqrt(0.02)),
      low: 0, // a loss cannot be lower
      high: close(0.6 + T1 * 0.1),
      singles: [0.5, 0.7],
    };
    await expect(ask(store, 'SELECT * FROM figure_1a ORDER BY architecture, epoch')).resolves.toEqual([
      { ...first, architecture: 'alexnet-small', ...overSeeds, paper_train_loss: null },
      { ...first, architecture: 'alexnet-small', ...second, paper_train_loss: null },
      { ...first, architecture: 'inception-small', ...overSeeds, paper_train_loss: 2.30552 },
      { ...first, architecture: 'inception-small', ...second, paper_train_loss: 2.28172 },
    ]);
  });

  it('has no curve of the paper for other images, and no cells that are not set up as in the paper', async () => {
    const { store } = await useStore();
    await finishSweep(store, spec('synthetic'), curveOf);
    const others = {
      name: 'others',
      dataset: 'synthetic',
      grid: {
        architecture: ['inception-small'],
        corruption: ['none', 'random-labels', { kind: 'partial-labels', probability: 0.5 }],
        leaveOut: [3],
      },
      include: [
        { architecture: ['mlp-1x8'], corruption: ['random-labels'], testLabels: ['corrupted'] },
        {
          architecture: ['mlp-1x8'],
          corruption: [{ kind: 'partial-labels', probability: 1, excludeTrueClass: true }],
        },
        // These have another loss.
        { architecture: ['linear', { kind: 'kernel', gamma: 0.0005 }] },
      ],
    };
    await finishSweep(store, others, () => ({ curve: losses(1) }));
    await expect(ask(store, 'SELECT * FROM figure_1b()')).resolves.toEqual([]);
    const rows = await ask(store, 'SELECT DISTINCT sweep, dataset, paper_train_loss FROM figure_1a');
    expect(rows).toEqual([{ sweep: 'curves', dataset: 'synthetic', paper_train_loss: null }]);
  });
});

describe('figures 1b and 1c', () => {
  const spec = {
    name: 'noise',
    dataset: 'cifar10',
    grid: {
      architecture: ['mlp-1x512'],
      corruption: ['none', { kind: 'partial-labels', probability: 0.5 }, 'random-labels'],
      seed: [1, 2],
    },
    include: [
      {
        architecture: ['mlp-1x512'],
        corruption: [{ kind: 'partial-labels', probability: 0.5, excludeTrueClass: true }, 'shuffled-pixels'],
      },
    ],
  };
  const CURVES: Readonly<Record<number, readonly (readonly number[])[]>> = {
    0: [
      [1, 0.04, 0.06],
      [1, 0.5, 0.05],
    ],
    0.5: [
      [1, 0.5, 0.3, 0.05],
      [1, 0.4, 0.4, 0.4],
    ],
    1: [
      [2, NaN],
      [2, 2],
    ],
  };
  const curveOf = ({ corruption, seed }: Cell) => ({
    curve: losses(...CURVES[labelNoise(corruption)]![seed - 1]!),
  });

  it('count epochs up to the threshold, and the cells that never reach it', async () => {
    const { store } = await useStore();
    const id = await finishSweep(store, spec, curveOf);
    const row = {
      sweep: 'noise',
      sweep_id: id,
      dataset: 'cifar10',
      architecture: 'mlp-1x512',
      regularizer: 'none',
      train_images: 50_000,
      n: 2,
      settings: SETTINGS,
    };
    await expect(ask(store, 'SELECT * FROM figure_1b() ORDER BY label_noise')).resolves.toEqual([
      {
        ...row,
        label_noise: 0,
        unfitted: 0,
        censored: 0,
        epochs_to_fit: 2.5,
        epochs_at_least: 2.5,
        sd: close(Math.sqrt(0.5)),
        low: 1, // a time cannot be lower
        high: close(2.5 + T1 / 2),
        singles: [2, 3],
        relative_time: 1,
        paper_relative_time: 1,
        paper_epochs: 28,
      },
      {
        ...row,
        label_noise: 0.5,
        unfitted: 1,
        censored: 0,
        epochs_to_fit: null,
        epochs_at_least: 4.5, // one after 4, the other after 5 at the earliest
        sd: null,
        low: null,
        high: null,
        singles: null,
        relative_time: null,
        paper_relative_time: 1.7857,
        paper_epochs: 50,
      },
      {
        ...row,
        label_noise: 1,
        unfitted: 2,
        censored: 0,
        epochs_to_fit: null,
        epochs_at_least: 3,
        sd: null,
        low: null,
        high: null,
        singles: null,
        relative_time: null,
        paper_relative_time: 1.9643,
        paper_epochs: 55,
      },
    ]);
    await expect(
      ask(store, 'SELECT unfitted, epochs_to_fit, relative_time FROM figure_1b(0.5) ORDER BY label_noise'),
    ).resolves.toEqual([
      { unfitted: 0, epochs_to_fit: 2, relative_time: 1 },
      { unfitted: 0, epochs_to_fit: 2, relative_time: 1 },
      { unfitted: 2, epochs_to_fit: null, relative_time: null },
    ]);
  });

  it('distinguish cells that were stopped before they fitted from those that never did', async () => {
    const { store } = await useStore();
    const stopped = { ...spec, training: { epochs: 5, stop: { trainLoss: 0.1 } } };
    const id = await finishSweep(store, stopped, ({ corruption, seed }) => ({
      curve: losses(1, labelNoise(corruption) === 0 ? 0.04 : 0.09),
      result: {
        epochsToFit: labelNoise(corruption) === 0 ? 2 : null,
        stopReason: corruption.kind === 'random-labels' && seed === 1 ? 'epochs' : 'stop-rule',
      },
    }));
    await expect(
      ask(
        store,
        'SELECT n, unfitted, censored, epochs_to_fit, epochs_at_least FROM figure_1b() ORDER BY label_noise',
      ),
    ).resolves.toEqual([
      { n: 2, unfitted: 0, censored: 0, epochs_to_fit: 2, epochs_at_least: 2 },
      { n: 2, unfitted: 0, censored: 2, epochs_to_fit: null, epochs_at_least: 3 },
      { n: 2, unfitted: 1, censored: 1, epochs_to_fit: null, epochs_at_least: 3 },
    ]);
    await expect(
      ask(
        store,
        `SELECT corruption, seed, fit FROM results WHERE sweep_id = '${id}' AND NOT excludes_true_class
        AND corruption <> 'shuffled-pixels' ORDER BY label_noise, seed`,
      ),
    ).resolves.toEqual([
      { corruption: 'none', seed: 1, fit: 'fitted' },
      { corruption: 'none', seed: 2, fit: 'fitted' },
      { corruption: 'partial-labels', seed: 1, fit: 'censored' },
      { corruption: 'partial-labels', seed: 2, fit: 'censored' },
      { corruption: 'random-labels', seed: 1, fit: 'unfitted' },
      { corruption: 'random-labels', seed: 2, fit: 'censored' },
    ]);
  });

  it('have the test error against label noise', async () => {
    const { store } = await useStore();
    const id = await finishSweep(store, spec, ({ corruption, seed }) => ({
      curve: ends(1 - seed / 10, 0.7 - labelNoise(corruption) / 2 - seed / 10),
    }));
    const rows = await ask(store, 'SELECT * FROM figure_1c ORDER BY label_noise');
    expect(rows).toEqual(
      [
        { label_noise: 0, error: 0.45, paper_test_error: 0.4951 },
        { label_noise: 0.5, error: 0.7, paper_test_error: 0.7961 },
        { label_noise: 1, error: 0.95, paper_test_error: 0.8982 },
      ].map(({ error, ...given }) => ({
        sweep: 'noise',
        sweep_id: id,
        dataset: 'cifar10',
        architecture: 'mlp-1x512',
        regularizer: 'none',
        train_images: 50_000,
        n: 2,
        test_error: close(error),
        sd: close(Math.sqrt(0.005)),
        low: close(Math.max(0, error - T1 * 0.05)),
        high: close(Math.min(1, error + T1 * 0.05)),
        singles: [close(error - 0.05), close(error + 0.05)],
        train_accuracy: close(0.85),
        settings: SETTINGS,
        ...given,
      })),
    );
  });
});

it('figure_2b has test accuracy with and without batch normalization', async () => {
  const { store } = await useStore();
  const spec = {
    name: 'batch norm',
    dataset: 'cifar10',
    grid: {
      architecture: ['inception-small', 'inception-small-no-bn', 'alexnet-small'],
      corruption: ['none', 'random-labels'],
      regularizer: ['none', 'weight-decay'],
      seed: [1, 2],
    },
  };
  const id = await finishSweep(store, spec, ({ architecture, seed }) => ({
    curve: testAccuracies(0.5 + seed / 10, architectureName(architecture) === 'inception-small' ? 0.8 : 0.75),
  }));
  const row = {
    sweep: 'batch norm',
    sweep_id: id,
    dataset: 'cifar10',
    train_images: 50_000,
    n: 2,
    settings: SETTINGS,
  };
  const first = {
    ...row,
    epoch: 1,
    test_accuracy: close(0.65),
    sd: close(Math.sqrt(0.005)),
    low: close(0.65 - T1 * 0.05),
    high: 1, // an accuracy cannot be higher
    singles: [close(0.6), close(0.7)],
  };
  const second = (accuracy: number) => ({
    ...row,
    epoch: 2,
    test_accuracy: accuracy,
    sd: 0,
    low: accuracy,
    high: accuracy,
    singles: [accuracy, accuracy],
  });
  await expect(ask(store, 'SELECT * FROM figure_2b ORDER BY batch_norm, epoch')).resolves.toEqual([
    { ...first, batch_norm: false, paper_test_accuracy: 0.6606 },
    { ...second(0.75), batch_norm: false, paper_test_accuracy: 0.6846 },
    { ...first, batch_norm: true, paper_test_accuracy: 0.689 },
    { ...second(0.8), batch_norm: true, paper_test_accuracy: 0.7796 },
  ]);
});

it("table_1 has a row for each of the paper's, and shows which switch is on", async () => {
  const { store } = await useStore();
  const spec = {
    name: 'table',
    dataset: 'cifar10',
    grid: {
      architecture: ['inception-small', 'mlp-2x64'],
      corruption: ['none', 'random-labels'],
      regularizer: ['none', 'weight-decay', 'random-crop', ['weight-decay', 'random-crop']],
      seed: [1, 2],
    },
    include: [{ architecture: ['inception-small'], regularizer: ['dropout', 'flip-rotation'] }],
  };
  const id = await finishSweep(store, spec, ({ seed }) => ({ curve: ends(1, 0.8 + seed / 100) }));
  const rows = await ask(
    store,
    'SELECT * FROM table_1 ORDER BY architecture, labels, random_crop, weight_decay',
  );
  expect(rows).toHaveLength(2 * 2 * 4);
  expect(rows.map((row) => row['paper_test_accuracy'])).toEqual([
    ...[0.0978, null, null, null],
    ...[0.8575, 0.8603, 0.8931, 0.8905],
    ...Array<null>(8).fill(null),
  ]);
  expect(rows[7]).toEqual({
    sweep: 'table',
    sweep_id: id,
    architecture: 'inception-small',
    random_crop: true,
    weight_decay: true,
    labels: 'true',
    train_images: 50_000,
    n: 2,
    train_accuracy: 1,
    train_sd: 0,
    train_low: 1,
    train_high: 1,
    test_accuracy: close(0.815),
    test_sd: close(Math.sqrt(0.00005)),
    test_low: close(0.815 - T1 * 0.005),
    test_high: close(0.815 + T1 * 0.005),
    paper_train_accuracy: 1,
    paper_test_accuracy: 0.8905,
    settings: SETTINGS,
  });
});

it('table_4 has random labels with a regularizer, and counts the cells that diverged', async () => {
  const { store } = await useStore();
  const spec = {
    name: 'regularized',
    dataset: 'cifar10',
    grid: {
      architecture: ['alexnet-small', 'inception-small'],
      corruption: ['random-labels', 'none'],
      regularizer: ['none', 'weight-decay'],
      seed: [1, 2],
    },
    include: [
      { architecture: ['mlp-1x8'], corruption: ['random-labels'], regularizer: ['flip-rotation'] },
      {
        architecture: ['inception-small'],
        corruption: ['random-labels'],
        regularizer: ['weight-decay'],
        testLabels: ['corrupted'],
      },
    ],
  };
  const id = await finishSweep(store, spec, ({ architecture, seed }) =>
    architecture.kind === 'alexnet-small' && seed === 2
      ? { curve: ends(0.1, 0.1), result: { outcome: 'diverged', stopReason: 'diverged' } }
      : { curve: ends(0.98 + seed / 100, 0.1) },
  );
  const row = {
    sweep: 'regularized',
    sweep_id: id,
    regularizer: 'weight-decay',
    train_images: 50_000,
    settings: SETTINGS,
  };
  const noSpread = { sd: null, low: null, high: null };
  await expect(ask(store, 'SELECT * FROM table_4 ORDER BY architecture')).resolves.toEqual([
    {
      ...row,
      architecture: 'alexnet-small',
      n: 1,
      diverged: 1,
      train_accuracy: 0.99,
      ...noSpread,
      paper_train_accuracy: null,
      paper_converges: false,
    },
    {
      ...row,
      architecture: 'inception-small',
      n: 2,
      diverged: 0,
      train_accuracy: close(0.995),
      sd: close(Math.sqrt(0.00005)),
      low: close(0.995 - T1 * 0.005),
      high: 1, // an accuracy cannot be higher
      paper_train_accuracy: 1,
      paper_converges: true,
    },
    {
      ...row,
      regularizer: 'flip-rotation',
      architecture: 'mlp-1x8',
      n: 1,
      diverged: 0,
      train_accuracy: 0.99,
      ...noSpread,
      paper_train_accuracy: null,
      paper_converges: null,
    },
  ]);
});

it('views of a sweep without results are empty', async () => {
  const { store } = await useStore();
  await submit(store, sweepOf('sweep', [1]));
  for (const view of [
    'figure_1a',
    'figure_1b()',
    'figure_1c',
    'figure_2b',
    'table_1',
    'table_4',
    'paper_comparison',
    'leak_check',
    'early_stopping_gain',
    'label_fit_over_time',
    'measure_correlation',
    'final_measures',
    'fit_width',
    'theorem_1',
    'kernel_section',
    'settings',
    'combinations',
    'combination_curves',
    'incomparable_cells',
    'rademacher_complexity',
    'uniform_stability',
  ]) {
    const { columns, rows } = await store.readOnlyQuery(`SELECT * FROM ${view}`);
    expect(columns.slice(0, 2), view).toEqual(['sweep', 'sweep_id']);
    if (view !== 'combinations') expect(rows, view).toEqual([]);
  }
});
