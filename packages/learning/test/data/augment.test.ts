import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Draw } from '../../src/data/augment.js';
import { createAugmenter, rotation } from '../../src/data/augment.js';
import type { Frame } from '../../src/data/frame.js';
import {
  distance,
  expectReferenceRotations,
  expectWholeCrops,
  FRAMES,
  imagesOf,
  takenCrops,
  takeWindows,
} from '../fixtures/augmented.js';
import { useEngine } from '../fixtures/engine.js';
import { croppedWindow } from '../fixtures/windows.js';

// TF.js's cpu backend rotates only the first image of a batch, because its kernel returns too early.
useEngine({ force: 'wasm' });

const named = Object.entries(FRAMES) as [string, Frame][];
const draws = fc.record({ seed: fc.nat(), epoch: fc.nat({ max: 500 }), index: fc.nat({ max: 59_999 }) });

/** The first image's window under a rotation. */
const rotated = (radians: number, mirrored: boolean, frame: Frame): Float32Array =>
  takeWindows('flip-rotation', frame, [{ image: 0, numbers: rotation(radians, mirrored, frame) }])[0]!;

/** The first image's center window, computed without the engine. */
const center = (frame: Frame): Float32Array =>
  croppedWindow((frame.height - 28) / 2, (frame.width - 28) / 2)(imagesOf(frame)[0]!, frame);

describe('rotation', () => {
  test.each(named)('returns the center window at 0°: %s', (_name, frame) => {
    expect(distance(rotated(0, false, frame), center(frame))).toBeLessThan(1e-3);
  });

  test('mirrors left to right', () => {
    const mirrored = rotated(0, true, FRAMES.color);
    const plain = center(FRAMES.color);
    for (let y = 0; y < 28; y++) {
      for (let x = 0; x < 28; x++) {
        expect(mirrored[(y * 28 + x) * 3]).toBeCloseTo(plain[(y * 28 + 27 - x) * 3]!, 3);
      }
    }
  });

  test('turns rows into columns at 90°', () => {
    const turned = rotated(Math.PI / 2, false, FRAMES.color);
    const plain = center(FRAMES.color);
    for (let y = 0; y < 28; y++) {
      for (let x = 0; x < 28; x++) {
        expect(turned[(y * 28 + x) * 3]).toBeCloseTo(plain[(x * 28 + 27 - y) * 3]!, 3);
      }
    }
  });

  test.each(named)('returns the windows of the reference: %s', (_name, frame) => {
    expectReferenceRotations(frame);
  });
});

describe('flip-rotation', () => {
  const augmenter = createAugmenter('flip-rotation', FRAMES.color);

  test('draws angles of at most 25°, with and without mirroring', () => {
    const seen = { mirrored: 0, largest: 0 };
    for (let index = 0; index < 400; index++) {
      const numbers = augmenter.draw({ seed: 1, epoch: 1, index });
      const [cosine = 0, sine = 0] = numbers;
      const mirrored = cosine < 0;
      const radians = Math.atan2(-sine, Math.abs(cosine));
      rotation(radians, mirrored, FRAMES.color).forEach((number, i) => {
        expect(numbers[i]).toBeCloseTo(number, 10);
      });
      if (mirrored) seen.mirrored++;
      seen.largest = Math.max(seen.largest, (Math.abs(radians) * 180) / Math.PI);
    }
    expect(seen.mirrored).toBeGreaterThan(150);
    expect(seen.mirrored).toBeLessThan(250);
    expect(seen.largest).toBeGreaterThan(24);
    expect(seen.largest).toBeLessThanOrEqual(25);
  });

  test('depends on seed, epoch and index', () => {
    fc.assert(
      fc.property(draws, (drawn) => {
        const of = (changes: Partial<Draw>) => augmenter.draw({ ...drawn, ...changes });
        expect(of({})).toEqual(of({}));
        expect(of({})).not.toEqual(of({ seed: drawn.seed + 1 }));
        expect(of({})).not.toEqual(of({ epoch: drawn.epoch + 1 }));
        expect(of({})).not.toEqual(of({ index: drawn.index + 1 }));
      }),
      { numRuns: 50 },
    );
  });
});

describe('random-crop', () => {
  test.each(named)(
    'takes whole crops within the image, and each possible one at times: %s',
    (_name, frame) => {
      expectWholeCrops(frame);
    },
  );

  test('depends on the draw, and differs between epochs', () => {
    const crops = takenCrops(FRAMES.color, 1, 20);
    expect(takenCrops(FRAMES.color, 1, 20)).toEqual(crops);
    expect(takenCrops(FRAMES.color, 2, 20)).not.toEqual(crops);
  });

  test('has only one crop for a 28×28 image', () => {
    expect(takenCrops(FRAMES.gray, 3, 3)).toEqual(['0: 0,0', '1: 0,0', '2: 0,0']);
  });
});
