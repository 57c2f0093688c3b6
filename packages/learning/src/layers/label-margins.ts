import * as tf from '@tensorflow/tfjs-core';

/** Beyond any logit, and far from where float32 ends. */
const FAR = 1e30;

/**
 * The margin of each image: the logit of its label less the largest other one, [batch]; below 0 where the image is taken
 * for another class.
 *
 * @param targets one-hot, [batch, classes]
 */
export const labelMargins = (logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Tensor1D =>
  tf.tidy(() => {
    const ofLabel = tf.sum<tf.Tensor1D>(tf.mul(logits, targets), 1);
    const largestOther = tf.max<tf.Tensor1D>(tf.sub(logits, tf.mul(targets, FAR)), 1);
    return tf.sub(ofLabel, largestOther);
  });
