import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thinCurve } from '../src/thin-curve.js';

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);

describe('thinCurve', () => {
  it('keeps all epochs of a curve that is short enough', () => {
    expect(thinCurve({ epochs: [2, 4, 7], series: [[1, 2, 3]] }, 50)).toEqual([2, 4, 7]);
    expect(thinCurve({ epochs: [], series: [[]] }, 50)).toEqual([]);
  });

  it('finds the spike of one epoch in ten thousand, in any of the series', () => {
    const epochs = range(10_000);
    const calm = epochs.map((epoch) => 1 / epoch);
    const series = [3210, 7777].map((spike) =>
      calm.map((value, index) => (epochs[index] === spike ? 5 : value)),
    );
    const kept = thinCurve({ epochs, series: [...series, epochs.map(() => null)] }, 100);
    expect(kept).toEqual(expect.arrayContaining([1, 3210, 7777, 10_000]));
    expect(kept.length).toBeLessThanOrEqual(100);
    expect(kept.length).toBeGreaterThan(50);
  });

  it('follows a curve: a line through what it keeps is close to all of it', () => {
    const epochs = range(10_000);
    const values = epochs.map((epoch) => Math.exp(-epoch / 800) + 0.1 * Math.sin(epoch / 300));
    const kept = thinCurve({ epochs, series: [values] }, 200);
    for (let part = 0; part + 1 < kept.length; part++) {
      const [from, to] = [kept[part]!, kept[part + 1]!];
      for (let epoch = from; epoch <= to; epoch++) {
        const share = (epoch - from) / (to - from);
        const line = (1 - share) * values[from - 1]! + share * values[to - 1]!;
        expect(Math.abs(line - values[epoch - 1]!)).toBeLessThan(0.02);
      }
    }
  });

  it('keeps ends, extremes and the first value that is not finite, and never more than was asked for', () => {
    const value = fc.oneof(
      { weight: 8, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
      { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity) },
      { weight: 1, arbitrary: fc.constant(null) },
    );
    const curve = fc
      .record({ length: fc.integer({ min: 51, max: 300 }), count: fc.integer({ min: 1, max: 8 }) })
      .chain(({ length, count }) =>
        fc.array(fc.array(value, { minLength: length, maxLength: length }), {
          minLength: count,
          maxLength: count,
        }),
      );
    fc.assert(
      fc.property(curve, fc.integer({ min: 50, max: 200 }), (series, points) => {
        const epochs = range(series[0]!.length).map((number) => 3 * number);
        const kept = thinCurve({ epochs, series }, points);
        expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
        expect(kept.length).toBeLessThanOrEqual(points);
        const has = (index: number): boolean => kept.includes(epochs[index]!);
        expect([has(0), has(epochs.length - 1)]).toEqual([true, true]);
        for (const values of series) {
          const finite = values.filter((each) => each !== null && Number.isFinite(each)) as number[];
          for (const extreme of finite.length === 0 ? [] : [Math.min(...finite), Math.max(...finite)])
            expect(values.some((each, index) => each === extreme && has(index))).toBe(true);
          const lost = values.findIndex((each) => each !== null && !Number.isFinite(each));
          if (lost !== -1) expect(has(lost)).toBe(true);
        }
      }),
    );
  });
});
