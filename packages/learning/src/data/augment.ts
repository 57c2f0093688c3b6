import type { Augmentation } from '@rote/domain';
import { INPUT_SIDE, randomKey, randomSource } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import type { Frame } from './frame.js';

/** Largest rotation of `flip-rotation`, in degrees (paper, appendix E). */
const MAX_ROTATION_DEGREES = 25;

/** Everything that the draw of a window depends on. */
export interface Draw {
  readonly seed: number;
  readonly epoch: number;
  /** Index of the image in the train set. */
  readonly index: number;
}

/** Turns train images into 28×28 windows, drawn again in each epoch. */
export interface Augmenter {
  /** How many numbers describe the window of one image. */
  readonly numbers: number;
  /** Draws the window of an image. */
  draw(draw: Draw): readonly number[];
  /**
   * Extracts the windows of some images.
   *
   * @param frames all images, [count, height, width, channels]
   * @param indices int32 [batch]
   * @param windows the numbers drawn for each, [batch, numbers]
   * @returns [batch, 28, 28, channels]
   */
  take(frames: tf.Tensor4D, indices: tf.Tensor1D, windows: tf.Tensor2D): tf.Tensor4D;
}

/** A window at a random whole-pixel position. An image of 28×28 has only one. */
const randomCrop = ({ height, width }: Frame): Augmenter => ({
  numbers: PROJECTION,
  draw({ seed, epoch, index }) {
    const source = randomSource(randomKey(seed, 'augment', epoch, index));
    const top = source.integer(height - INPUT_SIDE + 1);
    const left = source.integer(width - INPUT_SIDE + 1);
    return [1, 0, left, 0, 1, top, 0, 0];
  },
  // Exact, because every sampled point is a pixel. (TF.js's wasm kernel of `cropAndResize` uses the left edge for every
  // left.)
  take: (frames, indices, projections) => project(frames, indices, projections, 'nearest'),
});

/**
 * The center window of an image, rotated about its center and mirrored left to right with probability ½. Interpolation
 * is bilinear; outside the image, the nearest edge pixel is used.
 */
const flipRotation = ({ height, width }: Frame): Augmenter => ({
  numbers: PROJECTION,
  draw({ seed, epoch, index }) {
    const source = randomSource(randomKey(seed, 'augment', epoch, index));
    const mirrored = source.integer(2) === 1;
    const degrees = (2 * source.uniform() - 1) * MAX_ROTATION_DEGREES;
    return rotation((degrees * Math.PI) / 180, mirrored, { height, width });
  },
  take: (frames, indices, projections) => project(frames, indices, projections, 'bilinear'),
});

/** The first eight numbers of the projection that maps a point (x, y) of a window to a point of its image. */
const PROJECTION = 8;

/** Extracts windows by projections. Outside an image, the nearest edge pixel is used. */
const project = (
  frames: tf.Tensor4D,
  indices: tf.Tensor1D,
  projections: tf.Tensor2D,
  interpolation: 'nearest' | 'bilinear',
): tf.Tensor4D =>
  tf.image.transform(tf.gather(frames, indices), projections, interpolation, 'nearest', 0, [
    INPUT_SIDE,
    INPUT_SIDE,
  ]);

/** The projection of a window that shares its center with the image: first mirrored, then rotated. */
export function rotation(
  radians: number,
  mirrored: boolean,
  { height, width }: Pick<Frame, 'height' | 'width'>,
): readonly number[] {
  const cos = Math.cos(radians);
  const sin = Math.sin(radians);
  const sign = mirrored ? -1 : 1;
  const middle = (INPUT_SIDE - 1) / 2;
  const x = [sign * cos, -sin, (width - 1) / 2 - (sign * cos - sin) * middle];
  const y = [sign * sin, cos, (height - 1) / 2 - (sign * sin + cos) * middle];
  return [...x, ...y, 0, 0];
}

const AUGMENTERS = {
  'random-crop': randomCrop,
  'flip-rotation': flipRotation,
} satisfies Record<Exclude<Augmentation, 'none'>, (frame: Frame) => Augmenter>;

export const createAugmenter = (augmentation: Exclude<Augmentation, 'none'>, frame: Frame): Augmenter =>
  AUGMENTERS[augmentation](frame);
