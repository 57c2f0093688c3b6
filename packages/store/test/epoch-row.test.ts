import type { EpochMetrics, Score } from '@rote/domain';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Epoch } from '../src/generated/client.js';
import { EPOCH_COLUMN_NAMES, epochRowsJson, toEpochColumns, toEpochMetrics } from '../src/cells/epoch-row.js';
import { toJson } from '../src/cells/to-json.js';

const number = fc.double({ min: 0, noDefaultInfinity: true });
const score: fc.Arbitrary<Score> = fc.record({ loss: number, accuracy: number });
const metrics: fc.Arbitrary<EpochMetrics> = fc.record({
  epoch: fc.nat(),
  step: fc.nat(),
  train: score,
  trainClean: fc.option(score),
  trainCorrupted: fc.option(score),
  test: score,
  bestTestAccuracy: number,
  learningRate: fc.option(number),
  gradientNorm: fc.option(number),
  weightNorm: number,
  seconds: number,
  imagesPerSecond: number,
});

/** A row as Prisma reads it. */
const readBack = (columns: Readonly<Record<string, number | null>>): Epoch =>
  Object.fromEntries(
    Object.entries(columns).map(([column, value]) => [
      column.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  ) as unknown as Epoch;

it('reads back every metric of an epoch', () => {
  fc.assert(
    fc.property(metrics, (epoch) => {
      const columns = toEpochColumns(epoch);
      expect(Object.keys(columns)).toEqual(EPOCH_COLUMN_NAMES);
      expect(toEpochMetrics(readBack(columns), [])).toEqual(epoch);
    }),
  );
});

it('writes null for every metric of a score that does not exist', () => {
  const [epoch] = fc.sample(metrics, 1);
  expect(toEpochColumns({ ...epoch!, trainClean: null })).toMatchObject({
    clean_train_loss: null,
    clean_train_accuracy: null,
  });
});

it('writes the same JSON as for any other row, with NaN and infinities as text', () => {
  const any = fc.double();
  const diverging: fc.Arbitrary<EpochMetrics> = fc
    .tuple(metrics, any, any)
    .map(([epoch, loss, gradientNorm]) => ({ ...epoch, train: { ...epoch.train, loss }, gradientNorm }));
  fc.assert(
    fc.property(fc.uniqueArray(diverging, { selector: ({ epoch }) => epoch }), (epochs) => {
      expect(epochRowsJson(epochs)).toBe(toJson(epochs.map(toEpochColumns)));
    }),
  );
});
