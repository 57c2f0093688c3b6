import { describe, expect, it } from 'vitest';
import type { ResultColumns } from '../src/grid/model/grid-cells.js';
import { findMetric } from '../src/grid/model/grid-metric.js';
import { compareResults, differenceOf, isClear } from '../src/pages/compare/compare-results.js';

const rowsOf = (columns: Readonly<Record<string, readonly unknown[]>>): ResultColumns => ({
  size: Object.values(columns)[0]!.length,
  find: (name) => columns[name],
});

const ACCURACY = findMetric('test_accuracy')!;
const LEFT = rowsOf({
  corruption: ['none', 'none', 'random-labels', 'random-labels'],
  test_accuracy: [0.5, 0.7, 0.1, null],
  train_accuracy: [1, 1, 1, null],
});
const RIGHT = rowsOf({
  corruption: ['none', 'none', 'gaussian'],
  test_accuracy: [0.8, 0.8, NaN],
  train_accuracy: [1, 1, 0.2],
});

describe('sweeps side by side', () => {
  it('have a row for each combination of either, with the mean over seeds', () => {
    const rows = compareResults([LEFT, RIGHT], ['corruption'], ACCURACY);
    expect(rows.map(({ combination, samples }) => [combination[0], samples.map((each) => each?.n)])).toEqual([
      ['none', [2, 2]],
      ['random-labels', [1, undefined]],
      // Its only cell diverged.
      ['gaussian', [undefined, undefined]],
    ]);
    expect(rows[0]!.samples[0]!.mean).toBeCloseTo(0.6, 12);
    expect(rows[0]!.differences[0]!.value).toBeCloseTo(0.2, 12);
    expect(rows[1]!.differences).toEqual([undefined]);
  });

  it('compare a difference of two columns', () => {
    const [first] = compareResults([LEFT, RIGHT], ['corruption'], findMetric('gap')!);
    expect(first!.samples.map((each) => each?.mean)).toEqual([
      expect.closeTo(0.4, 12),
      expect.closeTo(0.2, 12),
    ]);
  });
});

describe('the difference of two means', () => {
  it('has Welch’s interval', () => {
    // The variances of the means are 5/12 and 20/12, which has 4.41 degrees of freedom; with 4,
    // 2.5 ± 2.776445 · √(5/12 + 20/12).
    const { value, low, high } = differenceOf([1, 2, 3, 4], [2, 4, 6, 8]);
    expect(value).toBe(2.5);
    expect(high - value).toBeCloseTo(2.776445 * Math.sqrt(25 / 12), 5);
    expect(value - low).toBeCloseTo(high - value, 12);
  });

  it('is clear if the interval does not contain zero, and never for one cell', () => {
    expect(isClear(differenceOf([0.1, 0.11, 0.12], [0.5, 0.51, 0.52]))).toBe(true);
    expect(isClear(differenceOf([0.1, 0.5, 0.9], [0.2, 0.6, 0.9]))).toBe(false);
    expect(isClear(differenceOf([0.1], [0.9]))).toBe(false);
    expect(isClear(differenceOf([0.5, 0.5], [0.5, 0.5]))).toBe(false);
    expect(isClear(differenceOf([0.5, 0.5], [0.6, 0.6]))).toBe(true);
  });
});
