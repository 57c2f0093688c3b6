import type { EpochMetrics, Score } from '@rote/contracts';
import type { EpochMetrics as DomainMetrics, Measures, Score as DomainScore } from '@rote/domain';

/** JSON has no NaN and no infinity; both mean that training diverged. */
const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

const toScore = (score: DomainScore): Score => ({
  loss: finiteOrNull(score.loss),
  accuracy: score.accuracy,
});

const finiteMeasures = (measures: Measures): Record<string, number | null> =>
  Object.fromEntries(Object.entries(measures).map(([name, value]) => [name, finiteOrNull(value)]));

export const toEpochMetrics = (metrics: DomainMetrics): EpochMetrics => ({
  ...metrics,
  train: toScore(metrics.train),
  trainClean: metrics.trainClean && toScore(metrics.trainClean),
  trainCorrupted: metrics.trainCorrupted && toScore(metrics.trainCorrupted),
  test: toScore(metrics.test),
  gradientNorm: metrics.gradientNorm === null ? null : finiteOrNull(metrics.gradientNorm),
  weightNorm: finiteOrNull(metrics.weightNorm),
  ...(metrics.measures === undefined ? {} : { measures: finiteMeasures(metrics.measures) }),
});
