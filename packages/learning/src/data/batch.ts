import type * as tf from '@tensorflow/tfjs-core';

/**
 * Images as a network sees them [batch, height, width, channels], and their one-hot or smoothed labels [batch,
 * classes].
 */
export interface Batch {
  readonly images: tf.Tensor4D;
  readonly targets: tf.Tensor2D;
}
