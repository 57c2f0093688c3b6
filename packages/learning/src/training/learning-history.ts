import type { EpochMetrics, Regularizer, StopReason, StopRule, Training } from '@rote/domain';
import { FIT_LOSS } from '@rote/domain';

/** What the finished epochs of a run amount to; there is one at least. */
export interface LearningHistory {
  readonly last: EpochMetrics;
  readonly bestTestAccuracy: number;
  /** The first epoch that had it. */
  readonly bestTestEpoch: number;
  /** First epoch with a train loss of at most {@link FIT_LOSS}. */
  readonly epochsToFit: number | null;
}

/** An epoch as measured, before it is compared with those before it. */
export type MeasuredEpoch = Omit<EpochMetrics, 'bestTestAccuracy'>;

/** @param history `undefined` before the first epoch */
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

/** Why training ends after the last epoch of a history, or `undefined` where it goes on. */
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

/** A mean train loss beyond so many times that of a uniform guess (ln classes) is an explosion. */
const EXPLOSION = 1000;

/**
 * Whether an epoch shows that training has diverged: a number that is none, or a train loss that exploded. Diverged
 * weights don't come back.
 */
export function hasDiverged(epoch: MeasuredEpoch, classes: number): boolean {
  const { train, test, gradientNorm, weightNorm } = epoch;
  const finite = [train.loss, test.loss, gradientNorm, weightNorm].every(Number.isFinite);
  return !finite || train.loss > EXPLOSION * Math.log(classes);
}
