import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findNearest, findNeighbor, stepAlong } from '../src/curves/nearest-curve.js';
import { placeCurves } from '../src/curves/placed-curves.js';

const same = (value: number): number => value;
const place = (...curves: readonly { readonly x: readonly number[]; readonly y: readonly number[] }[]) =>
  placeCurves(curves, same, same);

describe('the curve nearest to a place', () => {
  const three = place(
    { x: [0, 10, 20], y: [0, 0, 0] },
    { x: [0, 10, 20], y: [50, 50, 50] },
    { x: [0, 20], y: [100, 0] },
  );

  test('is found between its points too', () => {
    expect(findNearest(three, 4, 47, 10)).toEqual({ curve: 1, point: 0 });
    expect(findNearest(three, 7, 60, 10)).toEqual({ curve: 2, point: 0 });
  });

  test('is undefined if all are beyond the reach', () => {
    expect(findNearest(three, 5, 25, 5)).toBeUndefined();
    expect(findNearest(place(), 0, 0, 10)).toBeUndefined();
  });

  test('is not found in a gap', () => {
    const gap = place({ x: [0, 10, 20, 30], y: [0, NaN, 0, 0] });
    expect(findNearest(gap, 10, 0, 4)).toBeUndefined();
    expect(findNearest(gap, 2, 0, 4)).toEqual({ curve: 0, point: 0 });
    expect(findNearest(gap, 18, 0, 4)).toEqual({ curve: 0, point: 2 });
  });

  test('is the one that measuring every line finds', () => {
    const numbers = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(
        fc.array(numbers, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 0, max: 50 }),
        fc.integer({ min: 0, max: 100 }),
        (heights, px, py) => {
          const curves = heights.map((y) => ({ x: y.map((_, index) => index * 10), y }));
          const distanceTo = ({ x, y }: (typeof curves)[number]): number =>
            Math.min(
              ...x
                .slice(1)
                .map((_, index) =>
                  lineDistance(px, py, [x[index]!, y[index]!], [x[index + 1]!, y[index + 1]!]),
                ),
            );
          const nearest = Math.min(...curves.map(distanceTo));
          const found = findNearest(place(...curves), px, py, 30);
          if (nearest > 29.99) return found === undefined || distanceTo(curves[found.curve]!) < 30.01;
          return found !== undefined && Math.abs(distanceTo(curves[found.curve]!) - nearest) < 1e-3;
        },
      ),
    );
  });
});

function lineDistance(
  px: number,
  py: number,
  [ax, ay]: readonly [number, number],
  [bx, by]: readonly [number, number],
): number {
  let best = Infinity;
  for (let share = 0; share <= 1; share += 1 / 4096)
    best = Math.min(best, Math.hypot(ax + share * (bx - ax) - px, ay + share * (by - ay) - py));
  return best;
}

describe('arrow keys', () => {
  // Pixels grow downwards: the first curve is the highest.
  const curves = place({ x: [0, 10], y: [5, 5] }, { x: [0, 10], y: [8, NaN] }, { x: [0, 10], y: [8, 20] });

  test('go up and down through all curves that have a value there, each once', () => {
    const bottom = { curve: 2, point: 0 };
    const middle = findNeighbor(curves, bottom, -1);
    expect(findNeighbor(curves, { curve: 0, point: 0 }, -1).curve).not.toBe(0);
    const order = [{ curve: 0, point: 0 }];
    for (let step = 0; step < 2; step++) order.push(findNeighbor(curves, order.at(-1)!, -1));
    expect(new Set(order.map(({ curve }) => curve)).size).toBe(3);
    expect(findNeighbor(curves, order.at(-1)!, -1)).toEqual(order.at(-1));
    expect(findNeighbor(curves, order.at(-1)!, 1)).toEqual(order.at(-2));
    expect(middle.point).toBe(0);
  });

  test('skip curves with a gap there', () => {
    expect(findNeighbor(curves, { curve: 0, point: 1 }, -1)).toEqual({ curve: 2, point: 1 });
  });

  test('go along a curve to its ends, over gaps', () => {
    const gap = place({ x: [0, 1, 2], y: [1, NaN, 1] });
    expect(stepAlong(gap, { curve: 0, point: 0 }, 1)).toEqual({ curve: 0, point: 2 });
    expect(stepAlong(gap, { curve: 0, point: 2 }, 1)).toEqual({ curve: 0, point: 2 });
    expect(stepAlong(gap, { curve: 0, point: 2 }, -1)).toEqual({ curve: 0, point: 0 });
  });
});
