import { takeSubset } from '@rote/datasets';
import type { Cell, Dataset, Engine, EpochMetrics } from '@rote/domain';
import { expandSweep, parseSweepSpec } from '@rote/domain';
import type { Compile } from '@rote/learning';
import { train } from '@rote/learning';

/** The networks of the paper. */
export const PAPER_MODELS = ['mlp-1x512', 'mlp-3x512', 'alexnet-small', 'inception-small'] as const;

const BATCH_SIZE = 128;
/** Target duration of an epoch, if the data set is large enough. */
const EPOCH_SECONDS = 1;
const MIN_TRAIN_IMAGES = 2 * BATCH_SIZE;
/** The first epoch allocates, and compiles on engines that do. */
const WARM_UP_EPOCHS = 1;
const MEASURED_EPOCHS = 3;
/** If the measured epochs take this long, one epoch fewer is enough. */
const SLOW_AFTER_SECONDS = 15;
/** Train images for each test image, as in CIFAR-10. */
const TRAIN_TO_TEST = 5;

/** How fast an engine trains a model. All rates are train images per second. */
export interface ModelSpeed extends Pick<Engine, 'version' | 'device' | 'deviceName'> {
  readonly engine: Engine['name'];
  readonly model: string;
  /** Median, minimum and maximum of the measured epochs, without evaluation. */
  readonly imagesPerSecond: number;
  readonly min: number;
  readonly max: number;
  /** Median, including the evaluation after each epoch. */
  readonly epochImagesPerSecond: number;
  readonly measuredEpochs: number;
  readonly trainImages: number;
}

export interface ModelSpeedOptions {
  readonly engine: Engine;
  /** How the trainer runs cells on it. */
  readonly compile: Compile;
  /** The name of an architecture, as in a sweep spec. */
  readonly model: string;
  readonly dataset: Dataset;
  /** Measure for at least this long, and for three epochs, or two on a slow engine. */
  readonly minSeconds: number;
  /** Train images per epoch. Default: as many as take about a second. */
  readonly trainImages: number | undefined;
}

/**
 * Trains a model on the current TF.js backend with the real training loop: batches of 128, SGD with momentum, no
 * regularizer.
 *
 * @throws RoteError `spec-invalid` if the model is unknown, and whatever training throws
 */
export async function measureModelSpeed(options: ModelSpeedOptions): Promise<ModelSpeed> {
  const { engine, model, minSeconds } = options;
  const trainImages = options.trainImages ?? (await imagesOfAnEpoch(options));
  const epochs = await trainUntil(options, trainImages, (measured) => {
    const seconds = measured.reduce((sum, epoch) => sum + epoch.seconds, 0);
    const enough = seconds < SLOW_AFTER_SECONDS ? MEASURED_EPOCHS : MEASURED_EPOCHS - 1;
    return measured.length >= enough && seconds >= minSeconds;
  });
  const rates = epochs.map(({ imagesPerSecond }) => imagesPerSecond);
  return {
    engine: engine.name,
    version: engine.version,
    device: engine.device,
    deviceName: engine.deviceName,
    model,
    imagesPerSecond: median(rates),
    min: Math.min(...rates),
    max: Math.max(...rates),
    epochImagesPerSecond: median(epochs.map(({ seconds }) => trainImages / seconds)),
    measuredEpochs: epochs.length,
    trainImages,
  };
}

/** Sizes an epoch by training one of two batches on an engine that has not run anything yet. */
async function imagesOfAnEpoch(options: ModelSpeedOptions): Promise<number> {
  const [pilot] = await trainUntil(options, MIN_TRAIN_IMAGES, () => true, 0);
  const batches = Math.round(((pilot?.imagesPerSecond ?? 0) * EPOCH_SECONDS) / BATCH_SIZE);
  return Math.min(Math.max(batches * BATCH_SIZE, MIN_TRAIN_IMAGES), options.dataset.train.count);
}

/** Trains until there are enough epochs after the warm-up, and returns those. */
async function trainUntil(
  { model, dataset, compile }: ModelSpeedOptions,
  trainImages: number,
  isEnough: (measured: readonly EpochMetrics[]) => boolean,
  warmUpEpochs = WARM_UP_EPOCHS,
): Promise<readonly EpochMetrics[]> {
  const cell = cellOf(model, trainImages);
  const { name, ...subset } = cell.dataset;
  const enough = new AbortController();
  const epochs: EpochMetrics[] = [];
  const training = train(cell, takeSubset(dataset, { ...subset, seed: subset.subsetSeed }), {
    signal: enough.signal,
    onEvent({ metrics }) {
      epochs.push(metrics);
      if (epochs.length > warmUpEpochs && isEnough(epochs.slice(warmUpEpochs))) enough.abort();
    },
    clock: () => performance.now(),
    compile,
  });
  await training.then(
    ({ stopReason }) => {
      throw new Error(`${model} on ${name} ended (${stopReason}) before it was measured`);
    },
    (error: unknown) => {
      if (!enough.signal.aborted) throw error;
    },
  );
  return epochs.slice(warmUpEpochs);
}

function cellOf(model: string, trainImages: number): Cell {
  const spec = parseSweepSpec({
    name: 'speed',
    dataset: { name: 'synthetic', train: trainImages, test: Math.ceil(trainImages / TRAIN_TO_TEST) },
    grid: { architecture: [model] },
    // More epochs than anyone would wait for: the measurement stops the training.
    training: { epochs: 1_000_000, batchSize: BATCH_SIZE, optimizer: { learningRate: 0.01 } },
  });
  const [expanded] = expandSweep(spec);
  if (expanded === undefined) throw new Error('a grid of one architecture has one cell');
  return expanded.cell;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle) - 1] ?? 0)) / 2;
}
