import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAhead } from '../../src/data/read-ahead.js';

/** A reader whose reads end when the test says so, or at once. */
function createReader() {
  let underWay = 0;
  let most = 0;
  const begun: number[] = [];
  return {
    begun,
    most: () => most,
    underWay: () => underWay,
    read: async (item: number): Promise<number> => {
      begun.push(item);
      most = Math.max(most, ++underWay);
      for (let i = 0; i < (item * 7) % 5; i++) await Promise.resolve();
      underWay--;
      if (item < 0) throw new Error(`item ${String(item)} is damaged`);
      return item * 2;
    },
  };
}

async function collect(stream: AsyncIterable<number>): Promise<readonly number[]> {
  const values: number[] = [];
  for await (const value of stream) values.push(value);
  return values;
}

describe('reading ahead', () => {
  test('keeps the order, starts each item once, and respects the limit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(100)), fc.integer({ min: 1, max: 8 }), async (items, limit) => {
        const reader = createReader();
        const got = await collect(readAhead(items, reader.read, limit));
        expect(got).toEqual(items.map((item) => item * 2));
        expect(reader.begun).toEqual(items);
        expect(reader.most()).toBeLessThanOrEqual(limit);
      }),
    );
  });

  test('starts no further read when its consumer stops, and waits for pending ones', async () => {
    const reader = createReader();
    for await (const value of readAhead([1, 2, 3, 4, 5, 6, 7, 8], reader.read, 3)) if (value === 4) break;
    expect(reader.begun.length).toBeLessThanOrEqual(2 + 3);
    expect(reader.underWay()).toBe(0);
  });

  test('throws a failure in its place, and leaves no rejection unhandled', async () => {
    const reader = createReader();
    const got: number[] = [];
    const reading = (async () => {
      for await (const value of readAhead([1, 2, -3, -4, 5, 6], reader.read, 4)) got.push(value);
    })();
    await expect(reading).rejects.toThrow('item -3 is damaged');
    expect(got).toEqual([2, 4]);
    expect(reader.underWay()).toBe(0);
  });
});
