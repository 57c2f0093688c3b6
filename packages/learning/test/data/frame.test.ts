import { expect, test } from 'vitest';
import type { Frame } from '../../src/data/frame.js';
import { copyCentreWindow } from '../../src/data/frame.js';
import { FRAMES, imagesOf } from '../fixtures/augmented.js';
import { croppedWindow } from '../fixtures/windows.js';

const centreOf = (frame: Frame): Float32Array => {
  const out = new Float32Array(28 * 28 * frame.channels);
  copyCentreWindow(imagesOf(frame)[0]!, frame, out);
  return out;
};

test('the centre window has rows and columns 2 … 29 of 32', () => {
  const [image] = imagesOf(FRAMES.colour);
  const out = centreOf(FRAMES.colour);
  const at = (y: number, x: number): number => (y * 32 + x) * 3;
  expect(out[0]).toBe(image![at(2, 2)]);
  expect(out.at(-1)).toBe(image![at(29, 29) + 2]);
  expect(out).toEqual(croppedWindow(2, 2)(image!, FRAMES.colour));
});

test('the centre window of a 28×28 image is all of it', () => {
  expect(centreOf(FRAMES.grey)).toEqual(Float32Array.from(imagesOf(FRAMES.grey)[0]!));
});

test('the centre window of an oblong image is in the middle of both extents', () => {
  const [image] = imagesOf(FRAMES.oblong);
  expect(centreOf(FRAMES.oblong)).toEqual(croppedWindow(1, 4)(image!, FRAMES.oblong));
});
