import type { EpochMetrics, Regularizer, StopReason, StopRule, Training } from '@rote/domain';
import { FIT_LOSS } from '@rote/domain';

/** Summary of a run's finished epochs, of which there is at least one. */
export interface LearningHistory {
  readonly last: EpochMetrics;
  readonly bestTestAccuracy: number;
  /** The first epoch with that accuracy. */
  readonly bestTestEpoch: number;
  /** The first epoch with a train loss of at most {@link FIT_LOSS}. */
  readonly epochsToFit: number | null;
}

/** An epoch's measurements, before they are compared with previous ones. */
export type MeasuredEpoch = Omit<EpochMetrics, 'bestTestAccuracy'>;

/**
 * Adds an epoch to a history.
 *
 * @param history `undefined` before the first epoch
 */
export function extendHistory(
  history: LearningHistory | undefined,
  measured: MeasuredEpoch,
): LearningHistory {
  const { epoch, test, train } = measured;
  const best =
    history === undefined || test.accuracy > history.bestTestAccuracy
      ? { bestTestAccuracy: test.accuracy, bestTestEpoch: epoch }
      : { bestTestAccuracy: history.bestTestAccuracy, bestTestEpoch: history.bestTestEpoch };
  return {
    ...best,
    last: { ...measured, bestTestAccuracy: best.bestTestAccuracy },
    epochsToFit: history?.epochsToFit ?? (train.loss <= FIT_LOSS ? epoch : null),
  };
}

function meets({ trainLoss, trainAccuracy }: StopRule, { train }: EpochMetrics): boolean {
  if (trainLoss === null && trainAccuracy === null) return false;
  return (
    (trainLoss === null || train.loss <= trainLoss) &&
    (trainAccuracy === null || train.accuracy >= trainAccuracy)
  );
}

/** Returns why training ends after the last epoch of a history, or `undefined` if it continues. */
export function findStopReason(
  history: LearningHistory,
  { stop, epochs }: Pick<Training, 'stop' | 'epochs'>,
  { patience }: Pick<Regularizer, 'patience'>,
): StopReason | undefined {
  const { last, bestTestEpoch } = history;
  if (meets(stop, last)) return 'stop-rule';
  if (patience !== null && last.epoch - bestTestEpoch >= patience) return 'patience';
  return last.epoch >= epochs ? 'epochs' : undefined;
}

/** A mean train loss above this multiple of a uniform guess's (ln classes) is an explosion. */
const EXPLOSION = 1000;

/**
 * Whether an epoch shows that training has diverged: a number that is not finite, or an exploded train loss. Diverged
 * weights do not recover.
 */
export function hasDiverged(epoch: MeasuredEpoch, classes: number): boolean {
  const { train, test, gradientNorm, weightNorm } = epoch;
  const finite = [train.loss, test.loss, gradientNorm, weightNorm].every(Number.isFinite);
  return !finite || train.loss > EXPLOSION * Math.log(classes);
}
