import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Corruption } from '@rote/domain';
import type { CorruptedLabels } from '../../src/corruption/corrupt-labels.js';
import { corruptLabels } from '../../src/corruption/corrupt-labels.js';

const CLASSES = 10;
const trueLabels = (count: number): Uint8Array => Uint8Array.from({ length: count }, (_, i) => i % CLASSES);
const corrupt = (
  labels: Uint8Array,
  corruption: Corruption,
  seed: number,
  split: 'train' | 'test' = 'train',
): CorruptedLabels => corruptLabels(labels, corruption, { classes: CLASSES, seed, split });
const partial = (probability: number): Corruption => ({ kind: 'partial-labels', probability });
const count = (mask: Uint8Array): number => mask.reduce((sum, bit) => sum + bit, 0);

/** Whether a count of successes is within five standard deviations of a binomial's mean. */
const isBinomial = (successes: number, trials: number, probability: number): boolean =>
  Math.abs(successes - trials * probability) <=
  5 * Math.sqrt(trials * probability * (1 - probability)) + 1e-9;

const seeds = fc.nat();
const probabilities = fc.double({ min: 0, max: 1, noNaN: true });

describe('corruptLabels', () => {
  test('selects a share p and changes a share p · 9/10, within the binomial bounds', () => {
    fc.assert(
      fc.property(seeds, probabilities, (seed, probability) => {
        const n = 4000;
        const result = corrupt(trueLabels(n), partial(probability), seed);
        expect(isBinomial(count(result.selected), n, probability)).toBe(true);
        expect(isBinomial(count(result.changed), n, probability * 0.9)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  test('marks labels as changed if they differ from the truth, and changes only selected ones', () => {
    fc.assert(
      fc.property(seeds, probabilities, (seed, probability) => {
        const labels = trueLabels(200);
        const result = corrupt(labels, partial(probability), seed);
        result.labels.forEach((label, i) => {
          expect(label).toBeLessThan(CLASSES);
          expect(result.changed[i]).toBe(label === labels[i] ? 0 : 1);
          if (result.changed[i] === 1) expect(result.selected[i]).toBe(1);
        });
      }),
    );
  });

  test('draws the same labels for the same seed, whatever follows in the data set', () => {
    fc.assert(
      fc.property(seeds, probabilities, (seed, probability) => {
        const long = corrupt(trueLabels(100), partial(probability), seed);
        const short = corrupt(trueLabels(60), partial(probability), seed);
        expect(short.labels).toEqual(long.labels.subarray(0, 60));
      }),
    );
  });

  test('selects, with a larger probability, all that a smaller one selects, with the same classes', () => {
    fc.assert(
      fc.property(seeds, probabilities, probabilities, (seed, p, q) => {
        const labels = trueLabels(200);
        const fewer = corrupt(labels, partial(Math.min(p, q)), seed);
        const more = corrupt(labels, partial(Math.max(p, q)), seed);
        fewer.selected.forEach((bit, i) => {
          if (bit === 0) return;
          expect(more.selected[i]).toBe(1);
          expect(more.labels[i]).toBe(fewer.labels[i]);
        });
      }),
    );
  });

  test('draws every class equally often when all labels are random', () => {
    const n = 20_000;
    const { labels, selected } = corrupt(new Uint8Array(n), { kind: 'random-labels' }, 3);
    expect(count(selected)).toBe(n);
    for (let label = 0; label < CLASSES; label++) {
      expect(isBinomial(labels.filter((drawn) => drawn === label).length, n, 1 / CLASSES)).toBe(true);
    }
  });

  test('does not modify its input, and changes nothing at probability 0', () => {
    const labels = trueLabels(50);
    corrupt(labels, { kind: 'random-labels' }, 1);
    expect(labels).toEqual(trueLabels(50));
    expect(corrupt(labels, partial(0), 1).labels).toEqual(labels);
  });

  test('draws every class except the true one equally often if the true one is excluded', () => {
    const n = 20_000;
    const corruption: Corruption = { kind: 'partial-labels', probability: 0.5, excludeTrueClass: true };
    const { labels, selected, changed } = corrupt(new Uint8Array(n), corruption, 5);
    expect(changed).toEqual(selected);
    expect(isBinomial(count(changed), n, 0.5)).toBe(true);
    for (let label = 1; label < CLASSES; label++)
      expect(isBinomial(labels.filter((drawn) => drawn === label).length, n, 0.5 / 9)).toBe(true);
  });

  test('draws classes with the probabilities in the true class’s row', () => {
    const n = 20_000;
    const transitions = Array.from({ length: CLASSES }, (_, row) =>
      Array.from({ length: CLASSES }, (_, column) =>
        row === 3 ? [0, 0, 0, 0.6, 0, 0.4, 0, 0, 0, 0][column]! : Number(row === column),
      ),
    );
    const { labels, changed } = corrupt(trueLabels(n), { kind: 'asymmetric-labels', transitions }, 5);
    expect(isBinomial(count(changed), n / CLASSES, 0.4)).toBe(true);
    trueLabels(n).forEach((label, i) => {
      if (changed[i] === 1) expect([label, labels[i]]).toEqual([3, 5]);
    });
  });

  test('draws one of two classes for the Rademacher complexity, independently for test images', () => {
    const n = 20_000;
    const train = corrupt(trueLabels(n), { kind: 'random-binary-labels' }, 5);
    const tested = corrupt(trueLabels(n), { kind: 'random-binary-labels' }, 5, 'test');
    expect(Math.max(...train.labels)).toBe(1);
    expect(isBinomial(count(Uint8Array.from(train.labels)), n, 0.5)).toBe(true);
    expect(
      isBinomial(count(Uint8Array.from(train.labels, (label, i) => label ^ tested.labels[i]!)), n, 0.5),
    ).toBe(true);
  });
});
