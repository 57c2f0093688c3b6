import { readFile } from 'node:fs/promises';
import { describeError, FOLDER_INPUT_SIDE, RoteError, type ImagePart } from '@rote/domain';
import type { Sharp } from 'sharp';

/** The fraction of height and width that TensorFlow's Inception preprocessing keeps in evaluation. */
const CENTRAL_FRACTION = 0.875;

/** A rectangle of pixels. */
interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const within = (value: number, most: number): number => Math.min(Math.max(Math.round(value), 1), most);

/** The pixels of a part; a part that would extend past the image ends at its edges. */
export function partOf(part: ImagePart, { width, height }: Pick<Rectangle, 'width' | 'height'>): Rectangle {
  if (part.kind === 'center') {
    const size = {
      width: within(width * CENTRAL_FRACTION, width),
      height: within(height * CENTRAL_FRACTION, height),
    };
    return {
      ...size,
      left: Math.floor((width - size.width) / 2),
      top: Math.floor((height - size.height) / 2),
    };
  }
  const area = part.area * width * height;
  const size = {
    width: within(Math.sqrt(area * part.aspect), width),
    height: within(Math.sqrt(area / part.aspect), height),
  };
  return {
    ...size,
    left: Math.round(part.x * (width - size.width)),
    top: Math.round(part.y * (height - size.height)),
  };
}

/** Creates a reader of encoded images, such as `sharp` itself. */
export type OpenImage = (bytes: Uint8Array) => Sharp;

/**
 * The decoder. It uses one of Node's worker threads per image and caches nothing, because many images are read at the
 * same time, and each only once per epoch.
 *
 * @throws RoteError `data-unavailable` if it has no binary for this machine
 */
export async function loadDecoder(): Promise<OpenImage> {
  try {
    const { default: sharp } = await import('sharp');
    sharp.concurrency(1);
    sharp.cache(false);
    return (bytes) => sharp(bytes, { failOn: 'error' });
  } catch (cause) {
    throw new RoteError(
      'data-unavailable',
      'images cannot be decoded here: sharp has no binary for this machine; run "npm install" on it',
      { cause },
    );
  }
}

/**
 * Reads a part of an image file as a square window, stretched to it by area-weighted bilinear interpolation.
 *
 * Like TensorFlow, it takes pixels as they are stored: it applies neither a camera's orientation tag nor transparency.
 *
 * @returns 299 × 299 × 3 bytes
 * @throws RoteError `data-corrupt` if the file is missing, damaged or not an image
 */
export async function decodeWindow(path: string, part: ImagePart, open: OpenImage): Promise<Uint8Array> {
  try {
    const bytes = await readFile(path);
    const { width, height } = await open(bytes).metadata();
    const window = open(bytes)
      .toColourspace('srgb')
      .removeAlpha()
      .extract(partOf(part, { width, height }))
      .resize(FOLDER_INPUT_SIDE, FOLDER_INPUT_SIDE, { fit: 'fill', kernel: 'linear' });
    return await (part.kind === 'drawn' && part.mirrored ? window.flop() : window).raw().toBuffer();
  } catch (cause) {
    throw new RoteError(
      'data-corrupt',
      `${path} cannot be read as an image (${describeError(cause)}): replace it with the right file, or remove it and update the number of images in the sweep`,
      { cause },
    );
  }
}
