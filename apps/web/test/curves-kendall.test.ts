import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kendallTau } from '../src/curves/kendall.js';

/** The definition: every pair is compared. */
function slowTau(x: readonly number[], y: readonly number[]): number {
  let sum = 0;
  let untiedX = 0;
  let untiedY = 0;
  for (let i = 0; i < x.length; i++)
    for (let j = 0; j < i; j++) {
      const [dx, dy] = [Math.sign(x[i]! - x[j]!), Math.sign(y[i]! - y[j]!)];
      sum += dx * dy;
      untiedX += Math.abs(dx);
      untiedY += Math.abs(dy);
    }
  return sum / Math.sqrt(untiedX * untiedY);
}

describe('Kendall’s tau-b', () => {
  test('is 1 for the same order, and −1 for the opposite one', () => {
    expect(kendallTau([1, 2, 3], [10, 20, 30])).toEqual({ count: 3, tau: 1 });
    expect(kendallTau([1, 2, 3], [30, 20, 10]).tau).toBe(-1);
  });

  test('is that of its definition, with ties', () => {
    const small = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(small, (pairs) => {
        const [x, y] = [pairs.map(([each]) => each), pairs.map(([, each]) => each)];
        const { tau } = kendallTau(x, y);
        const slow = slowTau(x, y);
        return Number.isNaN(tau) ? !Number.isFinite(slow) : Math.abs(tau - slow) < 1e-12;
      }),
    );
  });

  test('does not count what is not finite', () => {
    expect(kendallTau([1, NaN, 2, 3], [1, 5, Infinity, 2])).toEqual({ count: 2, tau: 1 });
    expect(kendallTau([1, 1], [1, 2]).tau).toBeNaN();
    expect(kendallTau([], []).tau).toBeNaN();
  });
});
