import { describe, expect, test } from 'vitest';
import { channelStatistics, gaussianImage } from '../../src/corruption/gaussian-noise.js';

const statistics = { mean: [125, 10, 240], std: [63, 5, 30] };
const noise = (index: number, split: 'train' | 'test' = 'train', seed = 1) =>
  gaussianImage(statistics, { split, index, pixels: 1024, seed });

describe('channelStatistics', () => {
  test('computes the mean and population deviation of each channel', () => {
    const images = Uint8Array.from([0, 10, 4, 10, 8, 10, 0, 10]);
    const { mean, std } = channelStatistics(images, 2);
    expect(mean).toEqual([3, 10]);
    expect(std[0]).toBeCloseTo(Math.sqrt((9 + 1 + 25 + 9) / 4), 12);
    expect(std[1]).toBe(0);
  });
});

describe('gaussianImage', () => {
  test('has the mean and deviation of each channel', () => {
    const images = Array.from({ length: 40 }, (_, index) => noise(index));
    for (let channel = 0; channel < 3; channel++) {
      const values = images.flatMap((image) => Array.from(image).filter((_, i) => i % 3 === channel));
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
      const std = statistics.std[channel]!;
      expect(Math.abs(mean - statistics.mean[channel]!)).toBeLessThan((5 * std) / Math.sqrt(values.length));
      expect(Math.sqrt(variance) / std).toBeCloseTo(1, 1);
    }
  });

  test('is never clamped to the range of bytes', () => {
    const values = Array.from(noise(0));
    expect(Math.min(...values)).toBeLessThan(0);
    expect(Math.max(...values)).toBeGreaterThan(255);
  });

  test('depends on seed, split and index', () => {
    expect(noise(4)).toEqual(noise(4));
    expect(noise(4)).not.toEqual(noise(5));
    expect(noise(4)).not.toEqual(noise(4, 'test'));
    expect(noise(4)).not.toEqual(noise(4, 'train', 2));
  });
});
