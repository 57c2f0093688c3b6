import { expect, test } from 'vitest';
import { spreadImages } from '../../src/measures/spread-images.js';

test('images are spread evenly, or all taken if there are few', () => {
  const images = Int32Array.from({ length: 2500 }, (_, i) => 2 * i);
  const spread = spreadImages(images, 1000);
  expect(spread).toHaveLength(1000);
  expect(new Set(spread).size).toBe(1000);
  expect(Array.from(spread.subarray(0, 5))).toEqual([0, 4, 10, 14, 20]);
  expect(spread.at(-1)).toBe(2 * 2497);
  expect(spreadImages(images, 2500)).toEqual(images);
  expect(spreadImages(images, 9999)).toEqual(images);
  expect(spreadImages(new Int32Array(0), 10)).toHaveLength(0);
});
