import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FinalRow, History } from '../src/history/check-history.js';
import { checkHistory } from '../src/history/check-history.js';
import type { Measured } from '../src/history/measured.js';

const measured = fc
  .record({
    losses: fc.array(fc.double({ noNaN: true }), { maxLength: 5 }),
    accuracy: fc.double({ min: 0, max: 1 }),
  })
  .map(({ losses, accuracy }): Measured => {
    const curve = losses.map((trainLoss, index) => ({ epoch: index + 1, trainLoss }));
    return { result: { accuracy, epochs: curve.length, final: curve.at(-1) ?? null }, curve };
  });

/** What a cell may go through without being lost: attempts that fail or are released, then one that does not. */
const cell = fc.record({
  whole: measured,
  half: measured,
  ends: fc.array(fc.constantFrom('failed', 'released', 'cancelled'), { maxLength: 3 }),
  microBatches: fc.constantFrom(1 as const, 2 as const),
  outcome: fc.constantFrom('succeeded', 'diverged'),
  /** The first poll that sees its result; if that is after the last, none does. */
  seenFrom: fc.nat(6),
});

const POLLS = 6;

const saneHistory = fc.array(cell, { minLength: 1, maxLength: 5 }).map((cells): History => {
  const ids = cells.map((_, index) => `cell-${index}`);
  const entriesOf = <T>(toValue: (one: (typeof cells)[number]) => T): Record<string, T> =>
    Object.fromEntries(cells.map((one, index) => [`cell-${index}`, toValue(one)]));
  return {
    cellIds: ids,
    polls: Array.from({ length: POLLS }, (_, poll) => ({
      cells: cells.map(({ seenFrom }, index) => ({
        id: `cell-${index}`,
        result: poll >= seenFrom ? `hash-${index}` : null,
      })),
    })),
    rows: entriesOf(({ whole, half, ends, microBatches, outcome }): FinalRow => {
      const attempts = [...ends, outcome].map((end, index) => ({
        number: index + 1,
        outcome: end,
        microBatches,
      }));
      const results = [{ attempt: attempts.length, measured: microBatches === 1 ? whole : half }];
      return { state: outcome, error: null, attempts, results };
    }),
    reference: entriesOf(({ whole, half }) => ({ 1: whole, 2: half })),
  };
});

type Plant = (row: FinalRow) => FinalRow | undefined;

const withMeasured = (row: FinalRow, change: (one: Measured) => Measured): FinalRow => ({
  ...row,
  results: row.results.map((result) => ({ ...result, measured: change(result.measured) })),
});

const inRows = {
  'a missing cell': ['lost', () => undefined],
  'a waiting cell': ['lost', (row) => ({ ...row, state: 'queued' })],
  'a failed cell': [
    'lost',
    (row) => ({ ...row, state: 'failed', error: { class: 'crash', message: 'it crashed' } }),
  ],
  'a cancelled cell': ['lost', (row) => ({ ...row, state: 'cancelled' })],
  'a missing result': ['lost', (row) => ({ ...row, results: [] })],
  'two results': ['duplicated', (row) => ({ ...row, results: [...row.results, ...row.results] })],
  'an attempt after the result': [
    'duplicated',
    (row) => ({
      ...row,
      attempts: [...row.attempts, { number: row.attempts.length + 1, outcome: null, microBatches: 1 }],
    }),
  ],
  'two attempts with a result': [
    'duplicated',
    (row) => ({
      ...row,
      attempts: [{ number: 0, outcome: 'succeeded', microBatches: 1 }, ...row.attempts],
    }),
  ],
  'an epoch that occurs twice': [
    'duplicated',
    (row) => withMeasured(row, (one) => ({ ...one, curve: [{ epoch: 1, trainLoss: 0 }, ...one.curve] })),
  ],
  'an extra epoch': [
    'duplicated',
    (row) =>
      withMeasured(row, (one) => ({
        ...one,
        curve: [...one.curve, { epoch: one.curve.length + 1, trainLoss: 0 }],
      })),
  ],
  'another accuracy': [
    'changed',
    (row) => withMeasured(row, (one) => ({ ...one, result: { ...one.result, accuracy: 2 } })),
  ],
  'a field that the undisturbed run lacks': [
    'changed',
    (row) => withMeasured(row, (one) => ({ ...one, result: { ...one.result, surprise: 1 } })),
  ],
  'a curve with other bits': [
    'changed',
    (row) =>
      withMeasured(row, (one) => ({
        ...one,
        curve:
          one.curve.length === 0
            ? [{ epoch: 1, trainLoss: 1 }]
            : one.curve.map((epoch) => ({
                ...epoch,
                // Arithmetic would not do: infinity plus a number is still infinity.
                trainLoss: epoch['trainLoss'] === 1 ? 2 : 1,
              })),
      })),
  ],
} satisfies Record<string, readonly ['lost' | 'duplicated' | 'changed', Plant]>;

const inPolls = {
  'a result that disappears': ['lost', () => null],
  'a result that is replaced': ['changed', () => 'another hash'],
} satisfies Record<string, readonly ['lost' | 'changed', () => string | null]>;

/** A history and one of its cells. */
const withVictim = saneHistory.chain((history) =>
  fc.record({ history: fc.constant(history), victim: fc.constantFrom(...history.cellIds) }),
);

describe('checkHistory', () => {
  it('finds nothing if nothing is wrong', () => {
    fc.assert(
      fc.property(saneHistory, (history) => {
        expect(checkHistory(history)).toEqual({ lost: 0, duplicated: 0, changed: 0, details: [] });
      }),
    );
  });

  it.each(Object.entries(inRows))('finds %s', (_, [kind, plant]: readonly [string, Plant]) => {
    fc.assert(
      fc.property(withVictim, ({ history, victim }) => {
        const { [victim]: row, ...others } = history.rows;
        const planted = plant(row!);
        const rows = planted === undefined ? others : { ...others, [victim]: planted };
        const verdict = checkHistory({ ...history, rows });
        expect(verdict).toMatchObject({ [kind]: 1 });
        expect(verdict.details.join('\n')).toContain(`${kind}: cell ${victim}`);
      }),
    );
  });

  it.each(Object.entries(inPolls))('finds %s', (_, [kind, plant]) => {
    fc.assert(
      fc.property(withVictim, ({ history, victim }) => {
        const seen = (result: string | null) => ({ cells: [{ id: victim, result }] });
        const verdict = checkHistory({ ...history, polls: [seen('hash'), seen(plant())] });
        expect(verdict).toMatchObject({ [kind]: 1 });
      }),
    );
  });

  it('finds a second attempt if nothing failed', () => {
    fc.assert(
      fc.property(saneHistory, (history) => {
        const again = Object.values(history.rows).filter(({ attempts }) => attempts.length > 1);
        expect(checkHistory({ ...history, trainedOnce: true }).duplicated).toBe(again.length);
      }),
    );
  });

  it('finds a change of a single bit, and a zero of the other sign', () => {
    fc.assert(
      fc.property(withVictim, fc.constantFrom(-0, Number.MIN_VALUE), ({ history, victim }, other) => {
        const row = history.rows[victim]!;
        const accurate = (accuracy: number) => (one: Measured) => ({
          ...one,
          result: { ...one.result, accuracy },
        });
        const microBatches = row.attempts.at(-1)!.microBatches;
        const verdict = checkHistory({
          ...history,
          rows: { ...history.rows, [victim]: withMeasured(row, accurate(other)) },
          reference: {
            ...history.reference,
            [victim]: { [microBatches]: accurate(0)(row.results[0]!.measured) },
          },
        });
        expect(verdict.changed).toBe(1);
      }),
    );
  });
});
