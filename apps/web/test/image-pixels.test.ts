import { expect, it } from 'vitest';
import { canvasPixels } from '../src/pages/cell/image-pixels.js';

const base64 = (...bytes: readonly number[]): string => Buffer.from(bytes).toString('base64');

it('makes opaque pixels of colors', () => {
  const size = { height: 1, width: 2, channels: 3 };
  expect(Array.from(canvasPixels(base64(0, 128, 255, 7, 8, 9), size))).toEqual([
    0, 128, 255, 255, 7, 8, 9, 255,
  ]);
});

it('makes gray pixels of gray levels', () => {
  const size = { height: 2, width: 1, channels: 1 };
  expect(Array.from(canvasPixels(base64(200, 3), size))).toEqual([200, 200, 200, 255, 3, 3, 3, 255]);
});
