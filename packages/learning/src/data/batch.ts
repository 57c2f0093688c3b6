import type * as tf from '@tensorflow/tfjs-core';

/**
 * Images as a network sees them [batch, height, width, channels], and their targets [batch, classes], each row of which
 * sums to 1.
 */
export interface Batch {
  readonly images: tf.Tensor4D;
  readonly targets: tf.Tensor2D;
}
