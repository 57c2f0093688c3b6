import { INPUT_SIDE } from '@rote/domain';

/** The values of one image (HWC), in gray levels (0 … 255): bytes, or noise that replaces them. */
export type Pixels = Uint8Array | Float32Array;

/** The size of an image. */
export interface Frame {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/**
 * Copies an image's center window to `out` (28 × 28 × channels values): rows and columns 2 … 29 of a 32×32 image
 * (paper, appendix A), or all of a 28×28 image.
 */
export function copyCenterWindow(image: Pixels, { height, width, channels }: Frame, out: Float32Array): void {
  const top = Math.floor((height - INPUT_SIDE) / 2);
  const left = Math.floor((width - INPUT_SIDE) / 2);
  const row = INPUT_SIDE * channels;
  for (let y = 0; y < INPUT_SIDE; y++) {
    const start = ((top + y) * width + left) * channels;
    out.set(image.subarray(start, start + row), y * row);
  }
}

/** Permutes the pixels of a window, keeping channels together: `out[p] = window[order[p]]`. */
export function movePixels<P extends Pixels>(window: P, order: Int32Array, channels: number): P {
  const moved = window.slice() as P;
  for (let p = 0; p < order.length; p++) {
    const from = order[p]! * channels;
    for (let channel = 0; channel < channels; channel++)
      moved[p * channels + channel] = window[from + channel]!;
  }
  return moved;
}
