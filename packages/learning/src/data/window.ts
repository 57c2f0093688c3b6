import { INPUT_SIDE } from '@rote/domain';

/** The values of one image: bytes, or noise in their place; HWC, in grey levels (0 … 255). */
export type Pixels = Uint8Array | Float32Array;

/** The extent of an image. */
export interface Frame {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** Takes an image's window: `out` gets 28 × 28 × channels values. */
export type Window = (image: Pixels, frame: Frame, out: Float32Array) => void;

/** The window whose top left corner is at (top, left). */
export const windowAt =
  (top: number, left: number): Window =>
  (image, { width, channels }, out) => {
    const row = INPUT_SIDE * channels;
    for (let y = 0; y < INPUT_SIDE; y++) {
      const start = ((top + y) * width + left) * channels;
      out.set(image.subarray(start, start + row), y * row);
    }
  };

/** The centre window: rows and columns 2 … 29 of a 32×32 image (paper, appendix A), all of a 28×28 one. */
export const centreWindow: Window = (image, frame, out) => {
  const top = Math.floor((frame.height - INPUT_SIDE) / 2);
  const left = Math.floor((frame.width - INPUT_SIDE) / 2);
  windowAt(top, left)(image, frame, out);
};
