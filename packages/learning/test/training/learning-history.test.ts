import type { StopRule } from '@rote/domain';
import { describe, expect, test } from 'vitest';
import type { LearningHistory, MeasuredEpoch } from '../../src/training/learning-history.js';
import { extendHistory, findStopReason, hasDiverged } from '../../src/training/learning-history.js';

const measured = (epoch: number, changes: Partial<MeasuredEpoch> = {}): MeasuredEpoch => ({
  epoch,
  step: epoch * 8,
  train: { loss: 1, accuracy: 0.5 },
  trainClean: null,
  trainCorrupted: null,
  test: { loss: 2, accuracy: 0.3 },
  learningRate: 0.01,
  gradientNorm: 1,
  weightNorm: 10,
  seconds: 1,
  imagesPerSecond: 1000,
  ...changes,
});

/** The history of epochs with these test accuracies. */
const historyOf = (...accuracies: readonly number[]): LearningHistory =>
  accuracies.reduce<LearningHistory | undefined>(
    (history, accuracy, i) => extendHistory(history, measured(i + 1, { test: { loss: 2, accuracy } })),
    undefined,
  )!;

const NEVER: StopRule = { trainLoss: null, trainAccuracy: null };

describe('extendHistory', () => {
  test('keeps the first epoch of the best test accuracy', () => {
    const history = historyOf(0.2, 0.4, 0.3, 0.4);
    expect(history).toMatchObject({ bestTestAccuracy: 0.4, bestTestEpoch: 2 });
    expect(history.last).toMatchObject({ epoch: 4, bestTestAccuracy: 0.4 });
  });

  test('keeps the first epoch whose train loss is at most 0.05', () => {
    const losses = [0.5, 0.05, 0.2, 0.01];
    const fits = losses.reduce<(number | null)[]>((seen, _loss, i) => {
      const history = losses
        .slice(0, i + 1)
        .reduce<LearningHistory | undefined>(
          (h, loss, k) => extendHistory(h, measured(k + 1, { train: { loss, accuracy: 1 } })),
          undefined,
        );
      return [...seen, history!.epochsToFit];
    }, []);
    expect(fits).toEqual([null, 2, 2, 2]);
  });
});

describe('findStopReason', () => {
  const reason = (
    history: LearningHistory,
    { stop = NEVER, epochs = 10, patience = null as number | null } = {},
  ) => findStopReason(history, { stop, epochs }, { patience });

  test('continues until the limit of epochs', () => {
    expect(reason(historyOf(0.1, 0.2), { epochs: 3 })).toBeUndefined();
    expect(reason(historyOf(0.1, 0.2, 0.3), { epochs: 3 })).toBe('epochs');
  });

  test('stops when every limit of the rule that is not null is met', () => {
    const history = extendHistory(undefined, measured(1, { train: { loss: 0.4, accuracy: 0.9 } }));
    expect(reason(history, { stop: { trainLoss: 0.4, trainAccuracy: null } })).toBe('stop-rule');
    expect(reason(history, { stop: { trainLoss: null, trainAccuracy: 0.9 } })).toBe('stop-rule');
    expect(reason(history, { stop: { trainLoss: 0.4, trainAccuracy: 0.9 } })).toBe('stop-rule');
    expect(reason(history, { stop: { trainLoss: 0.3, trainAccuracy: 0.9 } })).toBeUndefined();
  });

  test('runs out of patience after that many epochs without a better test accuracy', () => {
    expect(reason(historyOf(0.1, 0.5, 0.4), { patience: 2 })).toBeUndefined();
    expect(reason(historyOf(0.1, 0.5, 0.4, 0.5), { patience: 2 })).toBe('patience');
    expect(reason(historyOf(0.1, 0.5, 0.4, 0.6), { patience: 2 })).toBeUndefined();
  });
});

describe('hasDiverged', () => {
  test.each([
    ['a NaN loss', { train: { loss: NaN, accuracy: 0.1 } }],
    ['an infinite test loss', { test: { loss: Infinity, accuracy: 0.1 } }],
    ['a NaN gradient', { gradientNorm: NaN }],
    ['infinite weights', { weightNorm: Infinity }],
    ['an exploded loss', { train: { loss: 2400, accuracy: 0.1 } }],
  ])('sees %s', (_what, changes) => {
    expect(hasDiverged(measured(1, changes), 10)).toBe(true);
  });

  test('accepts a large loss that may still fall', () => {
    expect(hasDiverged(measured(1, { train: { loss: 500, accuracy: 0.1 } }), 10)).toBe(false);
  });
});
