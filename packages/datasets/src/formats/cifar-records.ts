import { RoteError } from '@rote/domain';

/** Pixels of one image: 32 × 32. */
export const PIXELS = 1024;

/** Bytes of one image in the official binary layout: its labels, then its red, green and blue plane, each row-major. */
export const recordBytes = (labelBytes: number): number => labelBytes + 3 * PIXELS;

export interface CifarRecords {
  /** The file's name in errors. */
  readonly name: string;
  readonly content: Uint8Array;
  /** Number of label bytes per image. The last one is its class. */
  readonly labelBytes: number;
  readonly classes: number;
}

/**
 * Decodes a file in the official binary layout of CIFAR-10 and CIFAR-100.
 *
 * @param images receives `count × 32 × 32 × 3` bytes (NHWC)
 * @param labels receives `count` class indices; its length is the expected `count`
 * @throws RoteError `data-corrupt` if the file has another size, or a label that is not a class
 */
export function decodeRecords(
  { name, content, labelBytes, classes }: CifarRecords,
  images: Uint8Array,
  labels: Uint8Array,
): void {
  const size = recordBytes(labelBytes);
  const count = labels.length;
  if (content.length !== count * size) {
    const message = `${name} has ${content.length} bytes; expected ${size} for each of ${count} images`;
    throw new RoteError('data-corrupt', message);
  }
  let target = 0;
  for (let image = 0; image < count; image++) {
    const red = image * size + labelBytes;
    const label = content[red - 1]!;
    if (label >= classes) {
      const message = `${name}: image ${image} has label ${label}; expected 0 to ${classes - 1}`;
      throw new RoteError('data-corrupt', message);
    }
    labels[image] = label;
    for (let source = red; source < red + PIXELS; source++) {
      images[target++] = content[source]!;
      images[target++] = content[source + PIXELS]!;
      images[target++] = content[source + 2 * PIXELS]!;
    }
  }
}
