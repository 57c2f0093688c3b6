import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomKey, randomPermutation, randomSource, threefry2x32 } from '../src/random.js';

const seeds = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

describe('threefry2x32', () => {
  // Known answers of the Random123 distribution (kat_vectors, threefry2x32 with 20 rounds).
  it.each([
    [0, 0, 0, 0, '6b200159', '99ba4efe'],
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, '1cb996fc', 'bb002be7'],
    [0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3, 'c4923a9c', '483df7a0'],
  ])('agrees with the published answer for key %i %i', (k0, k1, c0, c1, first, second) => {
    const out = new Uint32Array(2);
    threefry2x32({ k0, k1 }, c0, c1, out);
    expect([...out].map((word) => word.toString(16).padStart(8, '0'))).toEqual([first, second]);
  });
});

describe('randomSource', () => {
  it('yields the same numbers from any offset', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: 50 }), (seed, offset) => {
        const key = randomKey(seed, 'law');
        const whole = randomSource(key);
        for (let i = 0; i < offset; i++) whole.uint32();
        const part = randomSource(key, offset);
        const take = (source: typeof part): number[] => Array.from({ length: 9 }, () => source.uint32());
        expect(take(part)).toEqual(take(whole));
      }),
    );
  });

  it('yields different numbers for different purposes, parts and seeds', () => {
    const first = (...key: Parameters<typeof randomKey>): number => randomSource(randomKey(...key)).uint32();
    const all = [
      first(1),
      first(2),
      first(1, 'a'),
      first(1, 'b'),
      first(1, 'a', 0),
      first(1, 'a', 1),
      first(2 ** 32 + 1),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it('has the moments of a standard normal', () => {
    const source = randomSource(randomKey(7, 'normal'));
    const n = 100_000;
    const values = Array.from({ length: n }, () => source.normal());
    const mean = values.reduce((sum, x) => sum + x, 0) / n;
    const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n;
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
  });

  it('draws whole numbers below a bound, all about equally often', () => {
    const source = randomSource(randomKey(3, 'integer'));
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 50_000; i++) counts[source.integer(10)]! += 1;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 5000) ** 2 / 5000, 0);
    expect(chiSquare).toBeLessThan(27.9); // 0.999 quantile with 9 degrees of freedom
  });
});

describe('randomPermutation', () => {
  it('contains every index once, and depends only on the key', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: 300 }), (seed, n) => {
        const order = randomPermutation(randomKey(seed, 'order', 1), n);
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
        expect(order).toEqual(randomPermutation(randomKey(seed, 'order', 1), n));
      }),
    );
  });
});
