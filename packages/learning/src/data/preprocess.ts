import type { Preprocessing } from '@rote/domain';

/**
 * Whitens one image in place (paper, section 2): (x − mean) / max(std, 1/√N) over all N values together, with x in
 * 0 … 1 and the population standard deviation. The floor keeps an image of one colour finite.
 *
 * @param image grey levels, 0 … 255
 */
export function whiten(image: Float32Array): void {
  let sum = 0;
  for (const value of image) sum += value;
  const mean = sum / image.length;
  let squares = 0;
  for (const value of image) squares += (value - mean) * (value - mean);
  const std = Math.sqrt(squares / image.length);
  const scale = 1 / Math.max(std, 255 / Math.sqrt(image.length));
  for (let i = 0; i < image.length; i++) image[i] = (image[i]! - mean) * scale;
}

/** Scales one image of grey levels to 0 … 1, in place. */
export function scale(image: Float32Array): void {
  for (let i = 0; i < image.length; i++) image[i] = image[i]! / 255;
}

export const PREPROCESS = { whiten, scale } as const satisfies Record<
  Preprocessing,
  (image: Float32Array) => void
>;
