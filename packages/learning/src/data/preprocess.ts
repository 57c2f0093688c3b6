import type { CellDataset } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';

/** Prepares images in gray levels (0 … 255), [batch, height, width, channels], for a network. */
export type Preprocess = (images: tf.Tensor4D) => tf.Tensor4D;

/**
 * Whitens each image (paper, section 2): (x − mean) / max(std, 1/√N) over all N of its values, with x in 0 … 1 and the
 * population standard deviation. The floor keeps images of a single color finite.
 */
const whiten: Preprocess = (images) => {
  const n = images.size / images.shape[0];
  const centered = tf.sub(images, tf.mean(images, [1, 2, 3], true));
  const std = tf.sqrt(tf.mean(tf.square(centered), [1, 2, 3], true));
  return tf.div(centered, tf.maximum(std, 255 / Math.sqrt(n)));
};

/** Scales gray levels to 0 … 1. */
const scale: Preprocess = (images) => tf.div(images, 255);

/** Scales gray levels to −1 … 1, as TensorFlow's Inception does. */
const inception: Preprocess = (images) => tf.sub(tf.div(images, 127.5), 1);

export const PREPROCESS = { whiten, scale, inception } as const satisfies Record<
  CellDataset['preprocessing'],
  Preprocess
>;
