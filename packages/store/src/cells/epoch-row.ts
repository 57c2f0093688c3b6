import type { EpochMetrics, Measures, Score } from '@rote/domain';
import type { Epoch, Measure } from '../generated/client.js';

const toScore = (loss: number | null, accuracy: number | null): Score | null =>
  loss === null || accuracy === null ? null : { loss, accuracy };

const toMeasures = (rows: readonly Measure[]): Measures =>
  Object.fromEntries(rows.map(({ name, value }) => [name, value]));

/** @param measures those of the epoch */
export const toEpochMetrics = (row: Epoch, measures: readonly Measure[]): EpochMetrics => ({
  epoch: row.epoch,
  step: row.step,
  train: { loss: row.trainLoss, accuracy: row.trainAccuracy },
  trainClean: toScore(row.cleanTrainLoss, row.cleanTrainAccuracy),
  trainCorrupted: toScore(row.corruptedTrainLoss, row.corruptedTrainAccuracy),
  test: { loss: row.testLoss, accuracy: row.testAccuracy },
  bestTestAccuracy: row.bestTestAccuracy,
  learningRate: row.learningRate,
  gradientNorm: row.gradientNorm,
  weightNorm: row.weightNorm,
  seconds: row.seconds,
  imagesPerSecond: row.imagesPerSecond,
  ...(measures.length === 0 ? {} : { measures: toMeasures(measures) }),
});

/** JSON has no NaN and no infinity, which a diverging cell reports; Postgres reads them from text. */
const storable = (_key: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

/** Where an epoch comes twice, the last one. */
const lastReports = (metrics: readonly EpochMetrics[]): readonly EpochMetrics[] => [
  ...new Map(metrics.map((epoch) => [epoch.epoch, epoch])).values(),
];

/** The rows of `measures` as JSON, for `jsonb_to_recordset`; where an epoch comes twice, those of the last one. */
export function measureRowsJson(metrics: readonly EpochMetrics[]): string {
  const rows = lastReports(metrics).flatMap(({ epoch, measures = {} }) =>
    Object.entries(measures).map(([name, value]) => ({ epoch, name, value })),
  );
  return JSON.stringify(rows, storable);
}

/** The rows of `epochs` as JSON, for `jsonb_to_recordset`; where an epoch comes twice, the last one. */
export function epochRowsJson(metrics: readonly EpochMetrics[]): string {
  const rows = lastReports(metrics).map((epoch) => ({
    epoch: epoch.epoch,
    step: epoch.step,
    train_loss: epoch.train.loss,
    train_accuracy: epoch.train.accuracy,
    clean_train_loss: epoch.trainClean?.loss,
    clean_train_accuracy: epoch.trainClean?.accuracy,
    corrupted_train_loss: epoch.trainCorrupted?.loss,
    corrupted_train_accuracy: epoch.trainCorrupted?.accuracy,
    test_loss: epoch.test.loss,
    test_accuracy: epoch.test.accuracy,
    best_test_accuracy: epoch.bestTestAccuracy,
    learning_rate: epoch.learningRate,
    gradient_norm: epoch.gradientNorm,
    weight_norm: epoch.weightNorm,
    seconds: epoch.seconds,
    images_per_second: epoch.imagesPerSecond,
  }));
  return JSON.stringify(rows, storable);
}
