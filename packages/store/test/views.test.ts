import { type Cell, expandSweep, parseSweepSpec, Regularizer } from '@rote/domain';
import { useStore } from '@rote/testkit';
import { epochOf, resultOf } from '@rote/testkit/values';
import { describe, expect, it } from 'vitest';
import { guideQueries } from '../../../infra/checks/doc-pages.js';
import type { Store } from '../src/index.js';
import { ask, finishSweep } from './fixtures/finished-sweep.js';
import { claimNext, claimOne, registerWorker } from './fixtures/training.js';

const SPEC = parseSweepSpec({
  name: 'randomization',
  dataset: { name: 'synthetic', train: 1000, test: 500 },
  grid: {
    architecture: ['mlp-1x512', 'mlp-3x512'],
    corruption: ['none', 'random-labels', { kind: 'partial-labels', probability: 0.5 }],
    regularizer: ['none', 'weight-decay'],
    seed: [1, 2],
  },
  training: { epochs: 40, batchSize: 128 },
});

/** Epochs to fit, as the numbers below make them: more with depth, random labels and the second seed. */
const epochsToFit = ({ architecture, corruption, seed }: Cell): number =>
  (architecture.kind === 'mlp' ? architecture.depth : 1) * (corruption.kind === 'none' ? 5 : 10) + seed - 1;

/** Finishes every cell with numbers that its axes determine. */
async function trainAll(store: Store): Promise<void> {
  await registerWorker(store);
  for (const ref of await claimNext(store, 1000)) {
    const { cell } = await store.cells.get(ref.cellId);
    const isRandom = cell.corruption.kind === 'random-labels';
    const last = epochsToFit(cell);
    const curve = Array.from({ length: last }, (_, index) => index + 1).map((epoch) =>
      epochOf(epoch, {
        train: { loss: epoch < last ? 1 : 0.01, accuracy: 1 },
        trainClean: { loss: 0.01, accuracy: Math.min(0.5 * epoch, 1) },
        trainCorrupted:
          cell.corruption.kind === 'none' ? null : { loss: 1, accuracy: Math.min(0.25 * epoch, 1) },
        test: { loss: 2, accuracy: (isRandom ? 0.1 : 0.5) + cell.seed / 100 },
      }),
    );
    await store.attempts.recordEpochs(ref, curve);
    await store.attempts.finish(
      ref,
      resultOf({ epochs: last, final: curve.at(-1) ?? null, epochsToFit: last }),
      null,
    );
  }
}

async function useTrainedSweep() {
  const { store } = await useStore();
  await store.sweeps.submit({ spec: SPEC, cells: expandSweep(SPEC) });
  await trainAll(store);
  return store;
}

const AXES = [
  'sweep',
  'sweep_id',
  'position',
  'cell',
  'state',
  'cached',
  'architecture',
  'corruption',
  'label_noise',
  'regularizer',
  'weight_decay',
  'dropout',
  'augmentation',
  'patience',
  'seed',
  'dataset',
  'train_images',
  'test_images',
  'subset_seed',
  'preprocessing',
  'epochs_limit',
  'batch_size',
  'learning_rate',
  'momentum',
  'decay',
  'decay_steps',
  'stop_train_loss',
  'stop_train_accuracy',
];

/** Axes that came later: views can only be extended at their end. */
const LATER_AXES = [
  'label_seed',
  'pixel_seed',
  'init_seed',
  'order_seed',
  'test_labels',
  'leave_out',
  'excludes_true_class',
  'gamma',
  'filters',
  'filter_side',
  'folder',
  'settings',
];

/** Axes that came later still. */
const OPTIMIZER_AXES = ['optimizer', 'optimizer_options'];

describe('the views', () => {
  it('have the columns that README names', async () => {
    const { store } = await useStore();
    const columns = async (view: string) => (await store.readOnlyQuery(`TABLE ${view}`)).columns;
    await expect(columns('results')).resolves.toEqual([
      ...AXES,
      'outcome',
      'stop_reason',
      'epochs',
      'steps',
      'train_loss',
      'train_accuracy',
      'clean_train_accuracy',
      'corrupted_train_accuracy',
      'test_loss',
      'test_accuracy',
      'best_test_accuracy',
      'best_test_epoch',
      'epochs_to_fit',
      'labels_selected',
      'labels_changed',
      'labels_sha256',
      'images_sha256',
      'parameter_count',
      'seconds',
      'images_per_second',
      'engine',
      'engine_version',
      'device',
      'device_name',
      'attempts',
      'error',
      'finished_at',
      'micro_batches',
      'weights',
      ...LATER_AXES,
      'fit',
      'label_smoothing',
      'mixup',
      ...OPTIMIZER_AXES,
    ]);
    await expect(columns('learning_curves')).resolves.toEqual([
      ...AXES,
      'epoch',
      'step',
      'train_loss',
      'train_accuracy',
      'clean_train_loss',
      'clean_train_accuracy',
      'corrupted_train_loss',
      'corrupted_train_accuracy',
      'test_loss',
      'test_accuracy',
      'best_test_accuracy',
      'epoch_learning_rate',
      'gradient_norm',
      'weight_norm',
      'seconds',
      'images_per_second',
      ...LATER_AXES,
      'recorded_at',
      'label_smoothing',
      'mixup',
      ...OPTIMIZER_AXES,
    ]);
  });

  it('show every axis of a cell as the domain names it', async () => {
    const { store } = await useStore();
    const spec = parseSweepSpec({
      name: 'axes',
      dataset: { name: 'synthetic', train: 100, test: 50, subsetSeed: 3 },
      grid: {
        architecture: ['inception-small-no-bn'],
        corruption: [{ kind: 'partial-labels', probability: 0.25, excludeTrueClass: true }],
        regularizer: [
          {
            weightDecay: 0.5,
            dropout: 0.1,
            labelSmoothing: 0.05,
            augmentation: 'random-crop',
            mixup: 0.2,
            patience: 4,
          },
        ],
        seed: [Number.MAX_SAFE_INTEGER],
        labelSeed: [4],
        leaveOut: [9],
        testLabels: ['corrupted'],
      },
      training: {
        epochs: 7,
        batchSize: 9,
        optimizer: { learningRate: 1e-7, momentum: 0.8 },
        decayPerEpoch: 0.9,
        stepsPerDecay: 11,
        stop: { trainLoss: 0.05 },
      },
    });
    await store.sweeps.submit({ spec, cells: expandSweep(spec) });
    const { columns, rows } = await store.readOnlyQuery('TABLE sweep_axes');
    const row = Object.fromEntries(columns.map((column, index) => [column, rows[0]?.[index]]));
    expect(row).toMatchObject({
      sweep: 'axes',
      position: 0,
      state: 'pending',
      cached: false,
      architecture: 'inception-small-no-bn',
      corruption: 'partial-labels',
      label_noise: 0.25,
      regularizer: 'weight-decay+dropout+label-smoothing+random-crop+mixup+early-stopping',
      weight_decay: 0.5,
      dropout: 0.1,
      label_smoothing: 0.05,
      augmentation: 'random-crop',
      mixup: 0.2,
      patience: 4,
      seed: Number.MAX_SAFE_INTEGER,
      dataset: 'synthetic',
      train_images: 100,
      test_images: 50,
      subset_seed: 3,
      preprocessing: 'whiten',
      epochs_limit: 7,
      batch_size: 9,
      learning_rate: 1e-7,
      momentum: 0.8,
      decay: 0.9,
      decay_steps: 11,
      stop_train_loss: 0.05,
      stop_train_accuracy: null,
      label_seed: 4,
      pixel_seed: Number.MAX_SAFE_INTEGER,
      init_seed: Number.MAX_SAFE_INTEGER,
      order_seed: Number.MAX_SAFE_INTEGER,
      test_labels: 'corrupted',
      leave_out: 9,
      excludes_true_class: true,
      gamma: null,
      filters: null,
      filter_side: null,
      folder: null,
      optimizer: 'sgd',
      optimizer_options: null,
      project: 'default',
    });
  });

  it.each(['cell_axes', 'sweep_axes', 'results', 'distinct_results', 'learning_curves'])(
    'have a column for every field of a regularizer: %s',
    async (view) => {
      const { store } = await useStore();
      const spec = {
        name: 'options',
        dataset: 'synthetic',
        grid: { architecture: ['mlp-1x8'], regularizer: ['none', { labelSmoothing: 0.25, mixup: 8 }] },
      };
      await finishSweep(store, spec, () => ({ curve: [epochOf(1)] }));
      const rows = await ask(store, `SELECT * FROM ${view} ORDER BY mixup`);
      const columnOf = (field: string): string =>
        field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      for (const field of Object.keys(Regularizer.properties))
        expect(Object.keys(rows[0]!)).toContain(columnOf(field));
      expect(rows).toMatchObject([
        { regularizer: 'none', label_smoothing: 0, mixup: 0 },
        { regularizer: 'label-smoothing+mixup', label_smoothing: 0.25, mixup: 8 },
      ]);
    },
  );

  it('also show unfinished and failed cells', async () => {
    const { store } = await useStore();
    await registerWorker(store);
    await store.sweeps.submit({ spec: SPEC, cells: expandSweep(SPEC) });
    await store.attempts.fail(await claimOne(store), { class: 'bug', message: 'a shape does not fit' });
    const { rows } = await store.readOnlyQuery(
      `SELECT state, error, attempts, engine, outcome FROM results ORDER BY position LIMIT 2`,
    );
    expect(rows).toEqual([
      ['failed', 'bug: a shape does not fit', 1, 'wasm', null],
      ['pending', null, 0, null, null],
    ]);
  });
});

describe("a researcher's question in the guide", () => {
  const [accuracies, fitting, earlyLearning, combinations] = guideQueries() as [
    string,
    string,
    string,
    string,
  ];
  /** Returns the rows of a query as objects, without the digests of settings. */
  const ask = async (query: string): Promise<readonly Record<string, unknown>[]> => {
    const store = await useTrainedSweep();
    const { columns, rows } = await store.readOnlyQuery(query);
    return rows.map((row) =>
      Object.fromEntries(columns.flatMap((name, index) => (name === 'settings' ? [] : [[name, row[index]]]))),
    );
  };

  it('train and test accuracy by everything that varies', async () => {
    expect(await ask(accuracies)).toEqual(
      ['mlp-1x512', 'mlp-3x512'].flatMap((architecture) =>
        (
          [
            ['none', 0],
            ['partial-labels', 0.5],
            ['random-labels', 1],
          ] as const
        ).flatMap(([corruption, label_noise]) =>
          ['none', 'weight-decay'].map((regularizer) => ({
            architecture,
            corruption,
            label_noise,
            regularizer,
            train_images: 1000,
            seeds: 2,
            train: 1,
            test: corruption === 'random-labels' ? 0.115 : 0.515,
          })),
        ),
      ),
    );
  });

  it('how much longer random labels take to fit than true ones', async () => {
    const rows = await ask(fitting);
    expect(rows.filter(({ label_noise }) => label_noise !== 0.5)).toEqual(
      (
        [
          ['mlp-1x512', 5.5, 10.5, 1.91],
          ['mlp-3x512', 15.5, 30.5, 1.97],
        ] as const
      ).flatMap(([architecture, ofTrue, ofRandom, ratio]) => {
        const shared = { sweep: 'randomization', architecture, n: 2 };
        return [
          { ...shared, label_noise: 0, epochs_to_fit: ofTrue, epochs_at_least: ofTrue, relative_time: 1 },
          {
            ...shared,
            label_noise: 1,
            epochs_to_fit: ofRandom,
            epochs_at_least: ofRandom,
            relative_time: ratio,
          },
        ];
      }),
    );
  });

  it('whether clean labels are learned before corrupted ones', async () => {
    const rows = await ask(earlyLearning);
    expect(
      rows.filter(({ architecture, epoch }) => architecture === 'mlp-3x512' && Number(epoch) < 3),
    ).toEqual([
      { sweep: 'randomization', architecture: 'mlp-3x512', epoch: 1, n: 2, clean: 0.5, corrupted: 0.25 },
      { sweep: 'randomization', architecture: 'mlp-3x512', epoch: 2, n: 2, clean: 1, corrupted: 0.5 },
    ]);
  });

  it('the combinations of a sweep, with their spread', async () => {
    const rows = await ask(combinations);
    expect(rows).toHaveLength(12);
    expect(rows[0]).toMatchObject({ sweep: 'randomization', n: 2, train: 1, test: 0.515 });
  });
});
