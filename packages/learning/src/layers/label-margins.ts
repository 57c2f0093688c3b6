import * as tf from '@tensorflow/tfjs-core';

/** Larger than any logit, and far below the largest float32. */
const FAR = 1e30;

/**
 * Returns the margin of each image, [batch]: the logit of its label minus the largest other logit. It is negative if
 * the image is misclassified.
 *
 * @param targets one-hot, [batch, classes]
 */
export const labelMargins = (logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Tensor1D =>
  tf.tidy(() => {
    const ofLabel = tf.sum<tf.Tensor1D>(tf.mul(logits, targets), 1);
    const largestOther = tf.max<tf.Tensor1D>(tf.sub(logits, tf.mul(targets, FAR)), 1);
    return tf.sub(ofLabel, largestOther);
  });
