import { type Cell, type EpochMetrics, expandSweep, parseSweepSpec } from '@rote/domain';
import { useStore } from '@rote/testkit';
import { epochOf } from '@rote/testkit/values';
import { describe, expect, it } from 'vitest';
import { ask, finishSweep } from './fixtures/finished-sweep.js';

const T1 = 12.706205; // Student's t with one degree of freedom
/** A digest; settings.test.ts tests what it distinguishes. */
const SETTINGS: unknown = expect.stringMatching(/^[0-9a-f]{8}$/);
const close = (value: number): unknown => expect.closeTo(value, 9);
const score = (accuracy: number) => ({ loss: 1, accuracy });

it('early_stopping_gain is the best test accuracy minus the last', async () => {
  const { store } = await useStore();
  const spec = { name: 'gain', dataset: 'synthetic', grid: { architecture: ['mlp-1x8'], seed: [1, 2] } };
  await finishSweep(store, spec, ({ seed }) => ({
    curve: [epochOf(1, { test: score(0.6) }), epochOf(2, { test: score(seed === 1 ? 0.5 : 0.7) })],
    result:
      seed === 1 ? { bestTestAccuracy: 0.6, bestTestEpoch: 1 } : { bestTestAccuracy: 0.7, bestTestEpoch: 2 },
  }));
  await expect(
    ask(store, 'SELECT best_test_epoch, epochs, gain FROM early_stopping_gain ORDER BY gain'),
  ).resolves.toEqual([
    { best_test_epoch: 2, epochs: 2, gain: 0 },
    { best_test_epoch: 1, epochs: 2, gain: close(0.1) },
  ]);
});

it('label_fit_over_time separates true and wrong labels', async () => {
  const { store } = await useStore();
  const spec = {
    name: 'fit',
    dataset: 'synthetic',
    grid: {
      architecture: ['mlp-1x8'],
      corruption: [{ kind: 'partial-labels', probability: 0.5 }, 'none', 'gaussian'],
      seed: [1, 2],
    },
    include: [
      {
        architecture: ['mlp-1x8'],
        corruption: [{ kind: 'partial-labels', probability: 0.5 }],
        testLabels: ['corrupted'],
      },
    ],
  };
  const id = await finishSweep(store, spec, ({ seed }) => ({
    curve: [1, 2].map((epoch) =>
      epochOf(epoch, {
        trainClean: score(0.4 * epoch + seed / 100),
        trainCorrupted: epoch === 1 && seed === 1 ? null : score(0.2 * epoch),
      }),
    ),
  }));
  const row = {
    sweep: 'fit',
    sweep_id: id,
    dataset: 'synthetic',
    architecture: 'mlp-1x8',
    corruption: 'partial-labels',
    label_noise: 0.5,
    regularizer: 'none',
    train_images: 4096,
    n: 2,
    clean_sd: close(Math.sqrt(0.00005)),
    settings: SETTINGS,
  };
  const clean = (mean: number) => ({
    clean_train_accuracy: close(mean),
    clean_low: close(mean - T1 * 0.005),
    clean_high: close(mean + T1 * 0.005),
    clean_singles: [close(mean - 0.005), close(mean + 0.005)],
  });
  const corrupted = (mean: number, sd: number | null) => ({
    corrupted_train_accuracy: mean,
    corrupted_sd: sd,
    corrupted_low: sd === null ? null : mean,
    corrupted_high: sd === null ? null : mean,
    corrupted_singles: sd === null ? [mean] : [mean, mean],
  });
  await expect(ask(store, 'SELECT * FROM label_fit_over_time ORDER BY epoch')).resolves.toEqual([
    { ...row, epoch: 1, ...clean(0.415), ...corrupted(0.2, null) },
    { ...row, epoch: 2, ...clean(0.815), ...corrupted(0.4, 0) },
  ]);
});

it('measure_correlation ranks measures at the end against test errors, over all and by corruption', async () => {
  const { store } = await useStore();
  const spec = {
    name: 'measures',
    dataset: 'synthetic',
    grid: { architecture: ['mlp-1x8'], corruption: ['none', 'random-labels'], seed: [1, 2] },
  };
  /** Errors 0.1 and 0.2 on true labels, 0.8 and 0.9 on random ones. */
  const errorOf = ({ corruption, seed }: Cell) => (corruption.kind === 'none' ? 0 : 0.7) + seed / 10;
  const id = await finishSweep(store, spec, (cell) => {
    const error = errorOf(cell);
    const isRandom = cell.corruption.kind !== 'none';
    return {
      curve: [
        epochOf(1, { measures: { 'l2-norm': -error } }),
        epochOf(2, {
          test: score(1 - error),
          // Rises with the error within each corruption, and falls from one to the other.
          measures: {
            'l2-norm': error,
            // Belongs to another measure, and is not one itself.
            'sharpness-error': error,
            margin: error - (isRandom ? 5 : 0),
            ...(isRandom ? { rare: 1 } : {}),
          },
        }),
      ],
    };
  });
  const finals = await ask(store, 'SELECT position, epoch, measure, value FROM final_measures ORDER BY 1, 3');
  expect(finals).toHaveLength(14);
  expect(finals.slice(0, 2)).toEqual([
    { position: 0, epoch: 2, measure: 'l2-norm', value: 0.1 },
    { position: 0, epoch: 2, measure: 'margin', value: 0.1 },
  ]);
  const rows = await ask(store, 'SELECT * FROM measure_correlation ORDER BY measure, corruption NULLS FIRST');
  expect(rows).toEqual(
    [
      { measure: 'l2-norm', corruption: null, n: 4, tau: 1 },
      { measure: 'l2-norm', corruption: 'none', n: 2, tau: 1 },
      { measure: 'l2-norm', corruption: 'random-labels', n: 2, tau: 1 },
      { measure: 'margin', corruption: null, n: 4, tau: close(-2 / 6) },
      { measure: 'margin', corruption: 'none', n: 2, tau: 1 },
      { measure: 'margin', corruption: 'random-labels', n: 2, tau: 1 },
      { measure: 'rare', corruption: null, n: 2, tau: null },
      { measure: 'rare', corruption: 'random-labels', n: 2, tau: null },
    ].map((row) => ({ sweep: 'measures', sweep_id: id, dataset: 'synthetic', train_images: 4096, ...row })),
  );
});

it('loss_stability compares the test losses of two cells', async () => {
  const { store } = await useStore();
  const spec = {
    name: 'stability',
    dataset: 'synthetic',
    grid: { architecture: ['mlp-1x8'], leaveOut: ['none', 0, 1, 2] },
  };
  const lossesOf = ({ leaveOut }: Cell): readonly number[] | undefined =>
    leaveOut === undefined ? [1, 2, 3] : leaveOut === 0 ? [1.5, 2, 1] : leaveOut === 1 ? [1, 2] : undefined;
  await finishSweep(store, spec, (cell) => {
    const testLosses = lossesOf(cell);
    const examples = { firstFitted: [], timesForgotten: [], margins: [] };
    return {
      curve: [epochOf(1)],
      result: testLosses === undefined ? {} : { examples: { ...examples, testLosses } },
    };
  });
  const parsed = parseSweepSpec(spec);
  const [whole, without, otherImages, unrecorded] = [...expandSweep(parsed)].map(({ id }) => id);
  const stability = (b: string | undefined) =>
    ask(store, `SELECT * FROM loss_stability('${String(whole)}', '${String(b)}')`);
  await expect(stability(without)).resolves.toEqual([{ max_difference: 2, mean_difference: close(2.5 / 3) }]);
  const unknown = [{ max_difference: null, mean_difference: null }];
  for (const other of [otherImages, unrecorded, 'no such cell'])
    await expect(stability(other)).resolves.toEqual(unknown);
});

describe('fit_width', () => {
  const spec = {
    name: 'widths',
    dataset: { name: 'mnist', train: 100 },
    grid: {
      architecture: ['mlp-1x4', 'mlp-1x8', 'mlp-1x16', 'mlp-2x2'],
      corruption: ['random-labels'],
      seed: [1, 2],
    },
    include: [{ architecture: ['mlp-1x2'], corruption: ['none'] }],
  };
  const curveOf = (best: number): readonly EpochMetrics[] =>
    [best, 0.9].map((accuracy, index) => epochOf(index + 1, { train: score(accuracy) }));

  it('is the smallest width of one hidden layer that fitted random labels', async () => {
    const { store } = await useStore();
    const id = await finishSweep(store, spec, ({ architecture, corruption, seed }) => {
      const width = architecture.kind === 'mlp' && architecture.depth === 1 ? architecture.width : 0;
      const fits = corruption.kind === 'none' || width === 0 || width === 16 || (width === 8 && seed === 2);
      return { curve: curveOf(fits ? 1 : 0.99), result: { parameterCount: width * 785 } };
    });
    await expect(ask(store, 'SELECT * FROM fit_width')).resolves.toEqual([
      {
        sweep: 'widths',
        sweep_id: id,
        regularizer: 'none',
        train_images: 100,
        width: 8,
        n: 2,
        fitted: 1,
        parameter_count: 8 * 785,
        theorem_1_weights: 2 * 100 + 784,
        settings: SETTINGS,
      },
    ]);
  });

  it('is null if no width did', async () => {
    const { store } = await useStore();
    await finishSweep(store, spec, () => ({ curve: curveOf(0.99) }));
    await expect(
      ask(store, 'SELECT width, n, fitted, parameter_count, theorem_1_weights FROM fit_width'),
    ).resolves.toEqual([{ width: null, n: 0, fitted: 0, parameter_count: null, theorem_1_weights: 984 }]);
  });
});

it('theorem_1 shows how well hand-built weights reproduce labels, by precision and number of images', async () => {
  const { store } = await useStore();
  const spec = {
    name: 'theorem',
    dataset: 'cifar10',
    grid: {
      architecture: ['memorizer', { kind: 'memorizer', precision: 'float32' }],
      corruption: ['random-labels'],
      trainImages: [100, 1000],
      seed: [1, 2],
    },
    include: [
      { architecture: ['mlp-1x8'], corruption: ['random-labels'] },
      {
        architecture: ['memorizer'],
        corruption: ['random-labels'],
        trainImages: [100],
        testLabels: ['corrupted'],
      },
    ],
  };
  const id = await finishSweep(store, spec, ({ architecture, dataset, seed }) => {
    const isCoarse = architecture.kind === 'memorizer' && architecture.precision === 'float32';
    const accuracy = isCoarse ? 100 / dataset.train - seed / 100 : 1;
    const measures = { 'max-error': (isCoarse ? 1 : 1e-12) * dataset.train * seed };
    return { curve: [epochOf(1, { train: score(accuracy), measures })] };
  });
  const rows = await ask(store, 'SELECT * FROM theorem_1 ORDER BY architecture, train_images');
  const row = {
    sweep: 'theorem',
    sweep_id: id,
    corruption: 'random-labels',
    label_noise: 1,
    n: 2,
    settings: SETTINGS,
  };
  const exact = { ...row, architecture: 'memorizer-2', train_accuracy: 1, sd: 0, low: 1, high: 1 };
  const coarse = (mean: number) => ({
    ...row,
    architecture: 'memorizer-2-float32',
    train_accuracy: close(mean),
    sd: close(Math.sqrt(0.00005)),
    low: close(mean - T1 * 0.005),
    high: close(Math.min(1, mean + T1 * 0.005)),
  });
  expect(rows).toEqual([
    { ...exact, train_images: 100, max_error: 2e-10 },
    { ...exact, train_images: 1000, max_error: 2e-9 },
    { ...coarse(0.985), train_images: 100, max_error: 200 },
    { ...coarse(0.085), train_images: 1000, max_error: 2000 },
  ]);
});

it("kernel_section has errors and norms by the number of images, and the paper's only beside whole train sets", async () => {
  const { store } = await useStore();
  const spec = {
    name: 'kernels',
    dataset: 'mnist',
    grid: {
      architecture: ['kernel', { kind: 'kernel', features: 'gabor' }],
      trainImages: [1000, 60_000],
      seed: [1],
    },
    include: [{ architecture: ['linear', 'mlp-1x8'], trainImages: [1000], seed: [1, 2] }],
  };
  const id = await finishSweep(store, spec, ({ architecture, dataset, seed }) => ({
    curve: [
      epochOf(1, {
        test: score(dataset.train === 60_000 ? 0.99 : 0.9 - seed / 10),
        measures:
          architecture.kind === 'kernel'
            ? { 'solution-norm': dataset.train / 300 }
            : { 'distance-to-min-norm': seed, 'min-norm': 5 },
      }),
    ],
  }));
  const row = {
    sweep: 'kernels',
    sweep_id: id,
    dataset: 'mnist',
    corruption: 'none',
    label_noise: 0,
    regularizer: 'none',
    settings: SETTINGS,
  };
  const noSpread = { n: 1, sd: null, low: null, high: null };
  const ours = (train: number, error: number) => ({
    ...row,
    ...noSpread,
    train_images: train,
    test_error: close(error),
    singles: [close(error)],
    solution_norm: close(train / 300),
    distance_to_min_norm: null,
  });
  const noPaper = { paper_test_error: null, paper_solution_norm: null };
  const rows = await ask(store, 'SELECT * FROM kernel_section ORDER BY architecture, train_images');
  expect(rows).toEqual([
    { ...ours(1000, 0.2), architecture: 'kernel', ...noPaper },
    { ...ours(60_000, 0.01), architecture: 'kernel', paper_test_error: 0.012, paper_solution_norm: 220 },
    { ...ours(1000, 0.2), architecture: 'kernel-gabor', ...noPaper },
    {
      ...ours(60_000, 0.01),
      architecture: 'kernel-gabor',
      paper_test_error: 0.006,
      paper_solution_norm: 390,
    },
    {
      ...row,
      architecture: 'linear',
      train_images: 1000,
      n: 2,
      test_error: close(0.25),
      sd: close(Math.sqrt(0.005)),
      low: 0, // an error cannot be lower
      high: close(0.25 + T1 * 0.05),
      singles: [close(0.2), close(0.3)],
      solution_norm: null,
      distance_to_min_norm: 1.5,
      ...noPaper,
    },
  ]);
});
