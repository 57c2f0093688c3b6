import type { EpochMetrics } from '@rote/domain';
import { csvLine } from '@rote/contracts';
import { toEpochMetrics } from './curve-view.js';

/** The columns of a curve as CSV, as the table `epochs` names them. */
const COLUMNS = {
  epoch: ({ epoch }) => epoch,
  step: ({ step }) => step,
  train_loss: ({ train }) => train.loss,
  train_accuracy: ({ train }) => train.accuracy,
  clean_train_loss: ({ trainClean }) => trainClean?.loss,
  clean_train_accuracy: ({ trainClean }) => trainClean?.accuracy,
  corrupted_train_loss: ({ trainCorrupted }) => trainCorrupted?.loss,
  corrupted_train_accuracy: ({ trainCorrupted }) => trainCorrupted?.accuracy,
  test_loss: ({ test }) => test.loss,
  test_accuracy: ({ test }) => test.accuracy,
  best_test_accuracy: ({ bestTestAccuracy }) => bestTestAccuracy,
  learning_rate: ({ learningRate }) => learningRate,
  gradient_norm: ({ gradientNorm }) => gradientNorm,
  weight_norm: ({ weightNorm }) => weightNorm,
  seconds: ({ seconds }) => seconds,
  images_per_second: ({ imagesPerSecond }) => imagesPerSecond,
} as const satisfies Record<string, (metrics: EpochMetrics) => number | null | undefined>;

export const curveHead = (): string => csvLine(Object.keys(COLUMNS));

/** Unlike JSON, CSV has words for what is not finite. */
export const curveLine = (metrics: EpochMetrics): string =>
  csvLine(Object.values(COLUMNS).map((read) => read(metrics)));

/** The epoch as the API shows it elsewhere, on a line of its own. */
export const curveJsonLine = (metrics: EpochMetrics): string =>
  `${JSON.stringify(toEpochMetrics(metrics))}\n`;
