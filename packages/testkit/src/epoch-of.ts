import type { EpochMetrics } from '@rote/domain';

/**
 * Returns the metrics of an epoch of 8 steps. The train loss is 2 / epoch; the labels are not corrupted.
 *
 * @param epoch counted from 1
 * @param changes what is different in this test
 */
export const epochOf = (epoch: number, changes: Partial<EpochMetrics> = {}): EpochMetrics => ({
  epoch,
  step: epoch * 8,
  train: { loss: 2 / epoch, accuracy: 1 - 1 / (epoch + 1) },
  trainClean: { loss: 1 / epoch, accuracy: 0.5 },
  trainCorrupted: null,
  test: { loss: 2.3, accuracy: 0.1 },
  bestTestAccuracy: 0.1,
  learningRate: 0.01,
  gradientNorm: 1.5,
  weightNorm: 20,
  seconds: 0.5,
  imagesPerSecond: 1000,
  ...changes,
});
