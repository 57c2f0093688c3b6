import { expect, test } from 'vitest';
import { smooth } from '../src/curves/smooth.js';

test('smoothing keeps a constant, from its first value on', () => {
  expect([...smooth([2, 2, 2, 2], 0.9)]).toEqual(
    [2, 2, 2, 2].map((value) => expect.closeTo(value, 5) as number),
  );
});

test('a weight of zero changes nothing', () => {
  expect([...smooth([1, 3, 2], 0)]).toEqual([1, 3, 2]);
});

test('the second value is the weighted mean of two', () => {
  // (0.5 · 0.5 · 1 + 0.5 · 4) / (0.25 + 0.5)
  expect(smooth([1, 4], 0.5)[1]).toBeCloseTo(3, 5);
});

test('gaps stay gaps, and the average continues after them', () => {
  const [first, gap, next] = smooth([1, NaN, 1], 0.9);
  expect([first, gap, next]).toEqual([expect.closeTo(1, 5), NaN, expect.closeTo(1, 5)]);
  expect(smooth([Infinity], 0.5)[0]).toBeNaN();
});
