/** Pixels of one image: 32 × 32. */
export const PIXELS = 1024;
/** One image in the official binary layout: the label, then its red, green and blue plane, each row-major. */
export const RECORD_BYTES = 1 + 3 * PIXELS;

/**
 * Decodes a batch in the official binary layout.
 *
 * @param images receives `count × 32 × 32 × 3` bytes (NHWC)
 * @param labels receives `count` class indices
 */
export function decodeBatch(batch: Uint8Array, images: Uint8Array, labels: Uint8Array): void {
  const count = batch.length / RECORD_BYTES;
  let target = 0;
  for (let image = 0; image < count; image++) {
    const record = image * RECORD_BYTES;
    labels[image] = batch[record]!;
    for (let source = record + 1; source <= record + PIXELS; source++) {
      images[target++] = batch[source]!;
      images[target++] = batch[source + PIXELS]!;
      images[target++] = batch[source + 2 * PIXELS]!;
    }
  }
}
