import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Preprocess } from '../../src/data/preprocess.js';
import { PREPROCESS } from '../../src/data/preprocess.js';
import { useCpuBackend } from '../fixtures/cpu-backend.js';

useCpuBackend();

const SIZE = 28 * 28 * 3;
const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The result of preprocessing images that share a batch. */
const preprocessed = (preprocess: Preprocess, ...images: readonly Float32Array[]): Float32Array[] =>
  tf.tidy(() => {
    const batch = tf.stack(images.map((image) => tf.tensor3d(image, [28, 28, 3]))) as tf.Tensor4D;
    const result = preprocess(batch);
    expect(result.shape).toEqual(batch.shape);
    return tf.unstack(result).map((image) => image.dataSync().slice() as Float32Array);
  });

describe('whiten', () => {
  const { whiten } = PREPROCESS;

  test('gives each image of a batch mean 0 and population deviation 1 over all its values', () => {
    const pixels = fc.uint8Array({ minLength: SIZE, maxLength: SIZE });
    fc.assert(
      fc.property(pixels, fc.integer({ min: 1, max: 200 }), (bytes, darkest) => {
        const image = Float32Array.from(bytes);
        // A spread well above the floor, whatever fast-check draws.
        image[0] = 0;
        for (let i = 1; i < 400; i++) image[i] = 255;
        const narrower = image.map((value) => darkest + (value * (255 - darkest)) / 255);
        for (const white of preprocessed(whiten, image, narrower)) {
          expect(mean(white)).toBeCloseTo(0, 5);
          expect(mean(white.map((value) => value * value))).toBeCloseTo(1, 5);
        }
      }),
      { numRuns: 10 },
    );
  });

  test('keeps an image of a single color finite, and a faint image faint', () => {
    const constant = new Float32Array(SIZE).fill(77);
    // The deviation of 1/255 is below the floor of 1/√2352, which is then the divisor.
    const faint = Float32Array.from({ length: SIZE }, (_, i) => 100 + 2 * (i % 2));
    const [flat, slight] = preprocessed(whiten, constant, faint);
    for (const value of flat!) expect(value).toBeCloseTo(0, 3);
    expect(slight![1]).toBeCloseTo(Math.sqrt(SIZE) / 255, 6);
  });
});

test('scale divides gray levels by 255', () => {
  const [scaled] = preprocessed(
    PREPROCESS.scale,
    Float32Array.from({ length: SIZE }, (_, i) => [0, 51, 255][i % 3]!),
  );
  expect(Array.from(scaled!.subarray(0, 3))).toEqual([0, Math.fround(0.2), 1]);
});
