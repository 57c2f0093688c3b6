import { loadDataset, takeSubset } from '@rote/datasets';
import type { Architecture, Cell, CellResult, Dataset, EpochMetrics, ImageSet } from '@rote/domain';
import { DATASETS } from '@rote/domain';
import type { TrainOptions } from '@rote/learning';
import { train } from '@rote/learning';
import { expect } from 'vitest';

/** The networks of the paper, and others as small as they may be. */
export const MODELS = {
  'mlp-1x512': { kind: 'mlp', depth: 1, width: 512 },
  'mlp-3x512': { kind: 'mlp', depth: 3, width: 512 },
  'alexnet-small': { kind: 'alexnet-small' },
  'inception-small': { kind: 'inception-small', batchNorm: true },
  'inception-small-no-bn': { kind: 'inception-small', batchNorm: false },
  // Stages of 3, 6, 12 and 24 filters: kernels that take channels by four take these and what is left.
  'resnet-18-k3': { kind: 'resnet-18', width: 3 },
} as const satisfies Record<string, Architecture>;

export type ModelName = keyof typeof MODELS;
export const MODEL_NAMES = Object.keys(MODELS) as readonly ModelName[];

/** Adam, as it usually is. */
export const ADAM = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

/** What a test changes in a cell. */
export interface CellChanges {
  /** Default: `synthetic`. `cifar100` gives a hundred classes; the images are made up. */
  readonly dataset?: 'synthetic' | 'cifar100';
  readonly corruption?: Cell['corruption'];
  readonly regularizer?: Partial<Cell['regularizer']>;
  readonly training?: Partial<Cell['training']>;
  readonly train?: number;
  readonly test?: number;
}

/** A cell with few images and random labels, which a network can only memorize. */
export function smallCell(architecture: Architecture, changes: CellChanges = {}): Cell {
  const { dataset = 'synthetic', train = 8, test = 4, corruption = { kind: 'random-labels' } } = changes;
  return {
    dataset: { name: dataset, train, test, subsetSeed: 1, preprocessing: 'whiten' },
    corruption,
    architecture,
    seed: 3,
    regularizer: { weightDecay: 0, dropout: 0, augmentation: 'none', patience: null, ...changes.regularizer },
    training: {
      epochs: 2,
      batchSize: 8,
      learningRate: 0.01,
      ...(changes.training !== undefined && 'optimizer' in changes.training ? {} : { momentum: 0.9 }),
      decay: 0.95,
      decaySteps: 100,
      stop: { trainLoss: null, trainAccuracy: null },
      ...changes.training,
    } as Cell['training'],
  };
}

let synthetic: Dataset | undefined;

/** Labels from 0 to 99 in turn. */
const relabel = (set: ImageSet): ImageSet => ({
  ...set,
  labels: set.labels.map((_, index) => index % DATASETS.cifar100.classes),
});

/** Returns the images of a cell. The data set is generated, not fetched. */
async function datasetOf({ dataset }: Cell): Promise<Dataset> {
  synthetic ??= await loadDataset('synthetic', { cacheDir: '', signal: new AbortController().signal });
  const { train, test } = synthetic;
  const whole: Dataset =
    dataset.name === 'cifar100'
      ? { name: 'cifar100', ...DATASETS.cifar100, train: relabel(train), test: relabel(test) }
      : synthetic;
  return takeSubset(whole, { train: dataset.train, test: dataset.test, seed: dataset.subsetSeed });
}

export interface Trained {
  readonly result: CellResult;
  readonly curve: readonly EpochMetrics[];
}

export type TrainingOptions = Partial<Omit<TrainOptions, 'clock' | 'onEvent'>>;

/** Trains a cell to its end with a clock that stands still, so that everything measured depends only on the cell. */
export async function trainCell(cell: Cell, options: TrainingOptions = {}): Promise<Trained> {
  const { signal = new AbortController().signal, ...others } = options;
  const curve: EpochMetrics[] = [];
  const result = await train(cell, await datasetOf(cell), {
    ...others,
    signal,
    clock: () => 0,
    onEvent: ({ metrics }) => curve.push(metrics),
  });
  return { result, curve };
}

/**
 * Trains all epochs of a cell, and leaves the cell before its network is measured: the spectral norms of wide layers with
 * random weights take many times as long as a few steps, on SwiftShader most of a minute.
 */
export async function trainUnmeasured(
  cell: Cell,
  options: Pick<TrainingOptions, 'compile' | 'microBatches'> = {},
): Promise<readonly EpochMetrics[]> {
  const { epochs } = cell.training;
  const curve: EpochMetrics[] = [];
  const leave = new AbortController();
  // A network is measured after its last epoch, so this cell has one more.
  const longer: Cell = { ...cell, training: { ...cell.training, epochs: epochs + 1 } };
  const leaving = train(longer, await datasetOf(cell), {
    ...options,
    signal: leave.signal,
    clock: () => 0,
    onEvent: ({ metrics }) => {
      if (curve.push(metrics) === epochs) leave.abort(new Error('leave'));
    },
  });
  await expect(leaving).rejects.toMatchObject({ code: 'aborted' });
  expect(curve).toHaveLength(epochs);
  return curve;
}
