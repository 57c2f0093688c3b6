import type { EpochMetrics, Score } from '@rote/contracts';
import type { EpochMetrics as DomainMetrics, Score as DomainScore } from '@rote/domain';

/** JSON has no NaN and no infinity; both mean that training diverged. */
const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

const toScore = (score: DomainScore): Score => ({
  loss: finiteOrNull(score.loss),
  accuracy: score.accuracy,
});

export const toEpochMetrics = (metrics: DomainMetrics): EpochMetrics => ({
  ...metrics,
  train: toScore(metrics.train),
  trainClean: metrics.trainClean && toScore(metrics.trainClean),
  trainCorrupted: metrics.trainCorrupted && toScore(metrics.trainCorrupted),
  test: toScore(metrics.test),
  gradientNorm: finiteOrNull(metrics.gradientNorm),
  weightNorm: finiteOrNull(metrics.weightNorm),
});
