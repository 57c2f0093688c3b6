import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scale, whiten } from '../../src/data/preprocess.js';

const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('whiten', () => {
  test('gives mean 0 and population deviation 1 over all values together', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 2352, maxLength: 2352 }), (bytes) => {
        const image = Float32Array.from(bytes);
        // A spread well above the floor, whatever fast-check draws.
        image[0] = 0;
        for (let i = 1; i < 400; i++) image[i] = 255;
        whiten(image);
        expect(mean(image)).toBeCloseTo(0, 5);
        expect(mean(image.map((value) => value * value))).toBeCloseTo(1, 5);
      }),
      { numRuns: 20 },
    );
  });

  test('keeps an image of one colour finite, and a faint one faint', () => {
    const constant = new Float32Array(2352).fill(77);
    whiten(constant);
    expect(constant.every((value) => value === 0)).toBe(true);
    // Deviation 1/255 lies below the floor of 1/√2352, which then divides.
    const faint = Float32Array.from({ length: 2352 }, (_, i) => 100 + 2 * (i % 2));
    whiten(faint);
    expect(faint[1]).toBeCloseTo(Math.sqrt(2352) / 255, 6);
  });
});

test('scale divides grey levels by 255', () => {
  const image = Float32Array.from([0, 51, 255]);
  scale(image);
  expect(Array.from(image)).toEqual([0, Math.fround(0.2), 1]);
});
