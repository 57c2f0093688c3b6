import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placer, rangeOf, valueAt } from '../src/curves/axis-range.js';
import { placeCurves } from '../src/curves/placed-curves.js';

describe('a logarithmic axis', () => {
  test('begins at the least positive value', () => {
    expect(rangeOf([[0, 0.01, 2, NaN, -1, Infinity]], true)).toEqual([0.01, 2]);
  });

  test('shows zero and less on its lower edge, and NaN nowhere', () => {
    const place = placer({ range: [0.01, 1], isLog: true }, 100, 0);
    expect(place(0)).toBe(100);
    expect(place(-3)).toBe(100);
    expect(place(0.1)).toBeCloseTo(50, 9);
    expect(placeCurves([{ x: [1, 2], y: [0, NaN] }], (x) => x, place).y).toEqual(Float32Array.of(100, NaN));
  });

  test('has a range although no value is positive', () => {
    expect(rangeOf([[0, NaN]], true)).toEqual([0.1, 1]);
  });
});

test('a single value has a range around it', () => {
  expect(rangeOf([[3]], false)).toEqual([2.5, 3.5]);
  expect(rangeOf([], false)).toEqual([0, 1]);
});

test('a place maps back to its value', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), fc.boolean(), (share, isLog) => {
      const scale = { range: [0.001, 7] as const, isLog };
      const value = valueAt(scale, 10, 500, 10 + share * 490);
      return Math.abs(placer(scale, 10, 500)(value) - (10 + share * 490)) < 1e-6;
    }),
  );
});
