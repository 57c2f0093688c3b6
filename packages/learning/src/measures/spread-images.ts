/**
 * Selects at most `most` of the images, evenly spaced. Every class is therefore represented even if images are sorted
 * by class, as in a folder.
 */
export function spreadImages(images: Int32Array, most: number): Int32Array {
  const count = Math.min(most, images.length);
  return Int32Array.from({ length: count }, (_, i) => images[Math.floor((i * images.length) / count)]!);
}
