import type { CellImages } from '@rote/client';

type Size = Pick<CellImages, 'height' | 'width' | 'channels'>;

/** Returns an image's bytes, in base64, as a canvas has them: red, green, blue and opacity of each pixel. */
export function canvasPixels(
  base64: string,
  { height, width, channels }: Size,
): Uint8ClampedArray<ArrayBuffer> {
  const bytes = atob(base64);
  const pixels = new Uint8ClampedArray(height * width * 4).fill(255);
  for (let pixel = 0; pixel < height * width; pixel++) {
    for (let color = 0; color < 3; color++)
      pixels[4 * pixel + color] = bytes.charCodeAt(pixel * channels + Math.min(color, channels - 1));
  }
  return pixels;
}
