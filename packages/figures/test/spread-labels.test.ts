import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spreadLabels } from '../src/chart/spread-labels.js';

const LIMITS = { gap: 14, top: 30, bottom: 250 };

describe('labels', () => {
  it('stay where they are wanted if nothing is in the way', () => {
    expect(spreadLabels([200, 40, 100], LIMITS)).toEqual([200, 40, 100]);
    expect(spreadLabels([], LIMITS)).toEqual([]);
  });

  it('make room, even at the ends', () => {
    expect(spreadLabels([250, 250, 250], LIMITS)).toEqual([222, 236, 250]);
    expect(spreadLabels([30, 30], LIMITS)).toEqual([30, 44]);
  });

  it('never overlap, keep their order, and stay within the limits while there is room', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { maxLength: 15 }), (wanted) => {
        const places = spreadLabels(wanted, LIMITS);
        const order = wanted.map((_, index) => index).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
        const sorted = order.map((index) => places[index]!);
        for (const [rank, place] of sorted.entries()) {
          expect(place).toBeGreaterThanOrEqual(LIMITS.top - 1e-9);
          expect(place).toBeLessThanOrEqual(LIMITS.bottom + 1e-9);
          if (rank > 0) expect(place - sorted[rank - 1]!).toBeGreaterThanOrEqual(LIMITS.gap - 1e-9);
        }
      }),
    );
  });
});
