import type { Augmentation } from '@rote/domain';
import { INPUT_SIDE, randomKey, randomSource } from '@rote/domain';
import type { Frame, Window } from './window.js';
import { windowAt } from './window.js';

/** Largest rotation of `flip-rotation`, in degrees (paper, appendix E). */
const MAX_ROTATION_DEGREES = 25;

/**
 * The centre window of an image rotated about its centre and then, perhaps, mirrored left to right. Bilinear; where
 * the window leaves the image, the nearest edge pixel stands in.
 */
export const rotatedWindow =
  (radians: number, mirrored: boolean): Window =>
  (image, { height, width, channels }, out) => {
    const cos = Math.cos(radians);
    const sin = Math.sin(radians);
    const middle = (INPUT_SIDE - 1) / 2;
    let at = 0;
    for (let y = 0; y < INPUT_SIDE; y++) {
      for (let x = 0; x < INPUT_SIDE; x++) {
        const dy = y - middle;
        const dx = mirrored ? middle - x : x - middle;
        const fromY = Math.min(height - 1, Math.max(0, (height - 1) / 2 + cos * dy + sin * dx));
        const fromX = Math.min(width - 1, Math.max(0, (width - 1) / 2 + cos * dx - sin * dy));
        const y0 = Math.min(height - 2, Math.floor(fromY));
        const x0 = Math.min(width - 2, Math.floor(fromX));
        const fy = fromY - y0;
        const fx = fromX - x0;
        const north = (y0 * width + x0) * channels;
        const south = north + width * channels;
        for (let channel = 0; channel < channels; channel++) {
          const n = north + channel;
          const s = south + channel;
          const upper = image[n]! * (1 - fx) + image[n + channels]! * fx;
          const lower = image[s]! * (1 - fx) + image[s + channels]! * fx;
          out[at++] = upper * (1 - fy) + lower * fy;
        }
      }
    }
  };

/**
 * The window of one train image in one epoch: a function of seed, epoch and index alone. An image no larger than the
 * window has one crop only.
 */
export function augmentedWindow(
  augmentation: Exclude<Augmentation, 'none'>,
  draw: { readonly seed: number; readonly epoch: number; readonly index: number },
  frame: Frame,
): Window {
  const source = randomSource(randomKey(draw.seed, 'augment', draw.epoch, draw.index));
  switch (augmentation) {
    case 'random-crop': {
      const top = source.integer(frame.height - INPUT_SIDE + 1);
      const left = source.integer(frame.width - INPUT_SIDE + 1);
      return windowAt(top, left);
    }
    case 'flip-rotation': {
      const mirrored = source.integer(2) === 1;
      const degrees = (2 * source.uniform() - 1) * MAX_ROTATION_DEGREES;
      return rotatedWindow((degrees * Math.PI) / 180, mirrored);
    }
    default:
      throw new TypeError(`no such augmentation: ${String(augmentation satisfies never)}`);
  }
}
