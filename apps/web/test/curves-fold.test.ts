import { describe, expect, test } from 'vitest';
import { foldCurves } from '../src/curves/fold-curves.js';

const curve = (...y: readonly number[]) => ({
  name: 'one',
  x: y.map((_, index) => index + 1),
  y,
  group: 'a',
});

describe('seeds folded into one curve', () => {
  test('have their mean, and from two or three the range', () => {
    const folded = foldCurves('mean', [curve(1, 2), curve(3, 2)]);
    expect([...Array.from(folded.y)]).toEqual([2, 2]);
    expect([Array.from(folded.low!), Array.from(folded.high!)]).toEqual([
      [1, 2],
      [3, 2],
    ]);
    expect(folded.group).toBe('a');
  });

  test('have the 95 % interval of the mean from four on', () => {
    const { low, high } = foldCurves('mean', [curve(1), curve(2), curve(3), curve(4)]);
    // The standard deviation is 1.29099, and t with three degrees of freedom 3.182.
    expect(high![0]! - 2.5).toBeCloseTo((3.182 * 1.29099) / 2, 3);
    expect(2.5 - low![0]!).toBeCloseTo((3.182 * 1.29099) / 2, 3);
  });

  test('may end at different epochs', () => {
    const folded = foldCurves('mean', [curve(1, 1, 1), curve(3)]);
    expect(Array.from(folded.x)).toEqual([1, 2, 3]);
    expect(Array.from(folded.y)).toEqual([2, 1, 1]);
  });

  test('do not count what is not finite; a gap is where nothing is left', () => {
    const folded = foldCurves('mean', [curve(1, NaN), curve(NaN, Infinity)]);
    expect(Array.from(folded.y)).toEqual([1, NaN]);
  });

  test('one seed has no band', () => {
    expect(foldCurves('mean', [curve(1)])).not.toHaveProperty('low');
  });
});
