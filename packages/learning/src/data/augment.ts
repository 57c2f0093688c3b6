import type { Augmentation } from '@rote/domain';
import { INPUT_SIDE, randomKey, randomSource } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import type { Frame } from './frame.js';

/** Largest rotation of `flip-rotation`, in degrees (paper, appendix E). */
const MAX_ROTATION_DEGREES = 25;

/** Whose window is drawn: all that the draw depends on. */
export interface Draw {
  readonly seed: number;
  readonly epoch: number;
  /** Of the image in the train set. */
  readonly index: number;
}

/** How train images become 28×28 windows, freshly in each epoch. */
export interface Augmenter {
  /** Numbers that describe one image's window. */
  readonly numbers: number;
  /** Draws an image's window. */
  draw(draw: Draw): readonly number[];
  /**
   * Takes the windows of some images.
   *
   * @param frames all images, [count, height, width, channels]
   * @param indices int32 [batch]
   * @param windows their drawn numbers, [batch, numbers]
   * @returns [batch, 28, 28, channels]
   */
  take(frames: tf.Tensor4D, indices: tf.Tensor1D, windows: tf.Tensor2D): tf.Tensor4D;
}

/** A window anywhere in the image, its corner on a whole pixel; an image of 28×28 has one only. */
const randomCrop = ({ height, width }: Frame): Augmenter => ({
  numbers: PROJECTION,
  draw({ seed, epoch, index }) {
    const source = randomSource(randomKey(seed, 'augment', epoch, index));
    const top = source.integer(height - INPUT_SIDE + 1);
    const left = source.integer(width - INPUT_SIDE + 1);
    return [1, 0, left, 0, 1, top, 0, 0];
  },
  // Exact: every sampled point is a pixel. (TF.js's wasm kernel of `cropAndResize` takes the left edge for every left.)
  take: (frames, indices, projections) => project(frames, indices, projections, 'nearest'),
});

/**
 * The centre window of an image rotated about its centre and perhaps mirrored left to right. Bilinear; where the window
 * leaves the image, the nearest edge pixel stands in.
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

/** The first eight numbers of the projection that takes a point (x, y) of a window to one of its image. */
const PROJECTION = 8;

/** The windows under some projections; where one leaves its image, the nearest edge pixel stands in. */
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

/** The projection of a window whose centre is the image's: rotated, and mirrored before that. */
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
