import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { corruptLabels } from '../../src/corruption/corrupt-labels.js';

const CLASSES = 10;
const trueLabels = (count: number): Uint8Array => Uint8Array.from({ length: count }, (_, i) => i % CLASSES);
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
        const result = corruptLabels(trueLabels(n), { classes: CLASSES, probability, seed });
        expect(isBinomial(count(result.selected), n, probability)).toBe(true);
        expect(isBinomial(count(result.changed), n, probability * 0.9)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  test('marks as changed what differs from the truth, and changes only what it selected', () => {
    fc.assert(
      fc.property(seeds, probabilities, (seed, probability) => {
        const labels = trueLabels(200);
        const result = corruptLabels(labels, { classes: CLASSES, probability, seed });
        result.labels.forEach((label, i) => {
          expect(label).toBeLessThan(CLASSES);
          expect(result.changed[i]).toBe(label === labels[i] ? 0 : 1);
          if (result.changed[i] === 1) expect(result.selected[i]).toBe(1);
        });
      }),
    );
  });

  test('draws the same for the same seed, whatever comes after in the data set', () => {
    fc.assert(
      fc.property(seeds, probabilities, (seed, probability) => {
        const options = { classes: CLASSES, probability, seed };
        const long = corruptLabels(trueLabels(100), options);
        const short = corruptLabels(trueLabels(60), options);
        expect(short.labels).toEqual(long.labels.subarray(0, 60));
      }),
    );
  });

  test('selects with a larger probability all that a smaller one does, with the same classes', () => {
    fc.assert(
      fc.property(seeds, probabilities, probabilities, (seed, p, q) => {
        const labels = trueLabels(200);
        const fewer = corruptLabels(labels, { classes: CLASSES, probability: Math.min(p, q), seed });
        const more = corruptLabels(labels, { classes: CLASSES, probability: Math.max(p, q), seed });
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
    const { labels, selected } = corruptLabels(new Uint8Array(n), {
      classes: CLASSES,
      probability: 1,
      seed: 3,
    });
    expect(count(selected)).toBe(n);
    for (let label = 0; label < CLASSES; label++) {
      expect(isBinomial(labels.filter((drawn) => drawn === label).length, n, 1 / CLASSES)).toBe(true);
    }
  });

  test('leaves its input alone, and everything at probability 0', () => {
    const labels = trueLabels(50);
    corruptLabels(labels, { classes: CLASSES, probability: 1, seed: 1 });
    expect(labels).toEqual(trueLabels(50));
    expect(corruptLabels(labels, { classes: CLASSES, probability: 0, seed: 1 }).labels).toEqual(labels);
  });
});
