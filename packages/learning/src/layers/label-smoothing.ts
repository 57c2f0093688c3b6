import * as tf from '@tensorflow/tfjs-core';

/**
 * Spreads a share of each target evenly over all classes: (1 − ε)·target + ε/K (Szegedy et al. 2016, section 7).
 *
 * @param targets [batch, classes]: each row sums to 1
 * @param share ε; if it is undefined, the targets are returned unchanged
 */
export const smoothLabels = (targets: tf.Tensor2D, share: number | undefined): tf.Tensor2D =>
  share === undefined ? targets : tf.add(tf.mul(targets, 1 - share), share / targets.shape[1]);
