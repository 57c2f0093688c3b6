import { readFile } from 'node:fs/promises';
import { describeError, FOLDER_INPUT_SIDE, RoteError, type ImagePart } from '@rote/domain';
import type { Sharp } from 'sharp';

/** Of its height and of its width: what TensorFlow's Inception preprocessing keeps of an image in evaluation. */
const CENTRAL_FRACTION = 0.875;

/** A rectangle of pixels. */
interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const within = (value: number, most: number): number => Math.min(Math.max(Math.round(value), 1), most);

/** The pixels of a part; what would be wider or higher than the image ends at its edges. */
export function partOf(part: ImagePart, { width, height }: Pick<Rectangle, 'width' | 'height'>): Rectangle {
  if (part.kind === 'centre') {
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

/** Makes a reader of encoded images, such as `sharp` itself. */
export type OpenImage = (bytes: Uint8Array) => Sharp;

/**
 * The decoder. It takes one thread an image, of those that Node has for such work, and keeps nothing: images are read
 * many at once, and each once an epoch.
 *
 * @throws RoteError `data-unavailable` where it has no binary for this machine
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
 * As TensorFlow does, it takes pixels as they are stored: the orientation that a camera noted is not applied, nor is
 * transparency.
 *
 * @returns 299 × 299 × 3 bytes
 * @throws RoteError `data-corrupt` where the file is missing, damaged or no image
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
      `${path} cannot be read as an image (${describeError(cause)}): put the right file in its place, or take it away and say in the sweep how many images are left`,
      { cause },
    );
  }
}
