import { RoteError, type Dataset } from '@rote/domain';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { takeSubset } from '../src/index.js';

/** A data set whose images are one pixel that encodes their index. */
function indexed(count: number): Dataset {
  const images = Uint8Array.from({ length: count }, (_, i) => i);
  const set = { count, images, labels: images.map((i) => i % 10) };
  return { name: 'synthetic', height: 1, width: 1, channels: 1, classes: 10, train: set, test: set };
}

const sized = fc
  .integer({ min: 1, max: 256 })
  .chain((count) => fc.record({ count: fc.constant(count), size: fc.integer({ min: 1, max: count }) }));
const seeds = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

test('has the requested size, in order, without repeats, each image with its label', () => {
  fc.assert(
    fc.property(sized, seeds, ({ count, size }, seed) => {
      const { train, test: rest } = takeSubset(indexed(count), { train: size, seed });
      const chosen = [...train.images];
      expect(train.count).toBe(size);
      expect(chosen).toHaveLength(size);
      expect(chosen).toEqual([...new Set(chosen)].sort((a, b) => a - b));
      expect([...train.labels]).toEqual(chosen.map((i) => i % 10));
      expect(rest.count).toBe(count);
    }),
  );
});

test('depends only on data, size and seed, and a larger subset contains the smaller', () => {
  fc.assert(
    fc.property(sized, seeds, ({ count, size }, seed) => {
      const subset = takeSubset(indexed(count), { train: size, test: size, seed });
      expect(takeSubset(indexed(count), { train: size, test: size, seed })).toEqual(subset);
      const smaller = takeSubset(indexed(count), { train: Math.ceil(size / 2), seed });
      const larger = new Set(subset.train.images);
      expect([...smaller.train.images].every((i) => larger.has(i))).toBe(true);
    }),
  );
});

test('selects other images for other seeds and the other split', () => {
  const choices = Array.from({ length: 50 }, (_, seed) =>
    takeSubset(indexed(256), { train: 64, test: 64, seed }),
  );
  const distinct = new Set(
    choices.flatMap(({ train, test: tests }) => [train.images.join(), tests.images.join()]),
  );
  expect(distinct.size).toBe(100);
});

test('selects every image about equally often', () => {
  const times = new Array<number>(20).fill(0);
  for (let seed = 0; seed < 2000; seed++) {
    for (const image of takeSubset(indexed(20), { train: 5, seed }).train.images) times[image]! += 1;
  }
  // Expected 500 with a standard deviation of 19: the bounds are five of them either way.
  expect(Math.min(...times)).toBeGreaterThan(400);
  expect(Math.max(...times)).toBeLessThan(600);
});

test('copies images of several bytes whole', () => {
  const images = Uint8Array.from({ length: 30 }, (_, i) => i);
  const set = { count: 5, images, labels: new Uint8Array(5) };
  const dataset: Dataset = { ...indexed(1), height: 1, width: 2, channels: 3, train: set };
  const { train } = takeSubset(dataset, { train: 2, seed: 3 });
  expect(train.images).toHaveLength(12);
  for (const start of [0, 6]) {
    const first = train.images[start]!;
    expect(first % 6).toBe(0);
    expect([...train.images.subarray(start, start + 6)]).toEqual([0, 1, 2, 3, 4, 5].map((i) => first + i));
  }
});

test.each([0, -1, 1.5, 11, Number.NaN])('rejects a size of %s of 10', (size) => {
  const attempt = () => takeSubset(indexed(10), { train: size, seed: 0 });
  expect(attempt).toThrow(RoteError);
  expect(attempt).toThrow(expect.objectContaining({ code: 'spec-invalid', retryable: false }));
});
