import type { EpochMetrics, Score } from '@rote/domain';
import type { Epoch } from './generated/client.js';

const toScore = (loss: number | null, accuracy: number | null): Score | null =>
  loss === null || accuracy === null ? null : { loss, accuracy };

export const toEpochMetrics = (row: Epoch): EpochMetrics => ({
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
});

/** JSON has no NaN and no infinity, which a diverging cell reports; Postgres reads them from text. */
const storable = (_key: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

/** The rows of `epochs` as JSON, for `jsonb_to_recordset`; where an epoch comes twice, the last one. */
export function epochRowsJson(metrics: readonly EpochMetrics[]): string {
  const byEpoch = new Map(metrics.map((epoch) => [epoch.epoch, epoch]));
  const rows = [...byEpoch.values()].map((epoch) => ({
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
