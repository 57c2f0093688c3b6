import { expect, test } from 'vitest';
import type { Frame } from '../../src/data/frame.js';
import { copyCenterWindow } from '../../src/data/frame.js';
import { FRAMES, imagesOf } from '../fixtures/augmented.js';
import { croppedWindow } from '../fixtures/windows.js';

const centerOf = (frame: Frame): Float32Array => {
  const out = new Float32Array(28 * 28 * frame.channels);
  copyCenterWindow(imagesOf(frame)[0]!, frame, out);
  return out;
};

test('the center window has rows and columns 2 … 29 of 32', () => {
  const [image] = imagesOf(FRAMES.color);
  const out = centerOf(FRAMES.color);
  const at = (y: number, x: number): number => (y * 32 + x) * 3;
  expect(out[0]).toBe(image![at(2, 2)]);
  expect(out.at(-1)).toBe(image![at(29, 29) + 2]);
  expect(out).toEqual(croppedWindow(2, 2)(image!, FRAMES.color));
});

test('the center window of a 28×28 image is the whole image', () => {
  expect(centerOf(FRAMES.gray)).toEqual(Float32Array.from(imagesOf(FRAMES.gray)[0]!));
});

test('the center window of an oblong image is centered in both directions', () => {
  const [image] = imagesOf(FRAMES.oblong);
  expect(centerOf(FRAMES.oblong)).toEqual(croppedWindow(1, 4)(image!, FRAMES.oblong));
});
