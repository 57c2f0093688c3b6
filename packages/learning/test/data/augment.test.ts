import { INPUT_SIDE } from '@rote/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { augmentedWindow, rotatedWindow } from '../../src/data/augment.js';
import type { Frame, Window } from '../../src/data/window.js';
import { centreWindow, windowAt } from '../../src/data/window.js';
import { randomDataset } from '../fixtures/cells.js';

const FRAMES: readonly Frame[] = [
  { height: 32, width: 32, channels: 3 },
  { height: 28, width: 28, channels: 1 },
];
const [colour, grey] = FRAMES as [Frame, Frame];

const imageOf = ({ height, channels }: Frame): Uint8Array =>
  randomDataset({ train: 1, test: 1, side: height, channels }).train.images;

function take(window: Window, frame: Frame): Float32Array {
  const out = new Float32Array(INPUT_SIDE * INPUT_SIDE * frame.channels);
  window(imageOf(frame), frame, out);
  return out;
}

const draws = fc.record({ seed: fc.nat(), epoch: fc.nat({ max: 500 }), index: fc.nat({ max: 59_999 }) });

describe('windows', () => {
  test('the centre one has rows and columns 2 … 29 of 32', () => {
    const image = imageOf(colour);
    const out = take(centreWindow, colour);
    const at = (y: number, x: number): number => (y * 32 + x) * 3;
    expect(out[0]).toBe(image[at(2, 2)]);
    expect(out.at(-1)).toBe(image[at(29, 29) + 2]);
  });

  test('the centre one of a 28×28 image is all of it', () => {
    expect(take(centreWindow, grey)).toEqual(Float32Array.from(imageOf(grey)));
  });
});

describe('rotatedWindow', () => {
  test.each(FRAMES)('at 0° is the centre window of %o', (frame) => {
    expect(take(rotatedWindow(0, false), frame)).toEqual(take(centreWindow, frame));
  });

  test('mirrors left to right', () => {
    const mirrored = take(rotatedWindow(0, true), colour);
    const plain = take(centreWindow, colour);
    for (let y = 0; y < 28; y++) {
      for (let x = 0; x < 28; x++) {
        expect(mirrored[(y * 28 + x) * 3]).toBe(plain[(y * 28 + 27 - x) * 3]);
      }
    }
  });

  test('at 90° turns rows into columns', () => {
    const turned = take(rotatedWindow(Math.PI / 2, false), colour);
    const plain = take(centreWindow, colour);
    for (let y = 0; y < 28; y++) {
      for (let x = 0; x < 28; x++) {
        expect(turned[(y * 28 + x) * 3]).toBeCloseTo(plain[(x * 28 + 27 - y) * 3]!, 3);
      }
    }
  });

  test('invents no value beyond those of the image', () => {
    fc.assert(
      fc.property(fc.double({ min: -0.45, max: 0.45, noNaN: true }), fc.boolean(), (radians, mirrored) => {
        for (const value of take(rotatedWindow(radians, mirrored), colour)) {
          expect(value >= 0 && value <= 255).toBe(true);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('augmentedWindow', () => {
  test('takes a crop that lies within the image, every one of the 25 sometimes', () => {
    const crops = new Map<string, string>();
    for (let top = 0; top <= 4; top++) {
      for (let left = 0; left <= 4; left++) {
        crops.set(take(windowAt(top, left), colour).join(), `${String(top)},${String(left)}`);
      }
    }
    const seen = new Set<string | undefined>();
    for (let index = 0; index < 400; index++) {
      const window = augmentedWindow('random-crop', { seed: 1, epoch: 1, index }, colour);
      seen.add(crops.get(take(window, colour).join()));
    }
    expect(seen.has(undefined)).toBe(false);
    expect(seen.size).toBe(25);
  });

  test('is a function of seed, epoch and index', () => {
    fc.assert(
      fc.property(draws, (draw) => {
        const of = (changes: Partial<typeof draw>) =>
          take(augmentedWindow('flip-rotation', { ...draw, ...changes }, colour), colour);
        expect(of({})).toEqual(of({}));
        expect(of({})).not.toEqual(of({ epoch: draw.epoch + 1 }));
        expect(of({})).not.toEqual(of({ index: draw.index + 1 }));
      }),
      { numRuns: 20 },
    );
  });

  test('leaves a 28×28 image one crop only', () => {
    const window = augmentedWindow('random-crop', { seed: 1, epoch: 3, index: 2 }, grey);
    expect(take(window, grey)).toEqual(take(centreWindow, grey));
  });
});
