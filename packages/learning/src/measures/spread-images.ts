/**
 * At most so many of some images, evenly spaced, so that all classes are among them where images are in their order, as
 * those of a folder.
 */
export function spreadImages(images: Int32Array, most: number): Int32Array {
  const count = Math.min(most, images.length);
  return Int32Array.from({ length: count }, (_, i) => images[Math.floor((i * images.length) / count)]!);
}
