import * as tf from '@tensorflow/tfjs-core';

/**
 * Targets of which all classes get a share alike: (1 − ε)·target + ε/K (Szegedy et al. 2016, section 7).
 *
 * @param targets one-hot, [batch, classes]
 * @param share ε; without one, the targets as they are
 */
export const smoothLabels = (targets: tf.Tensor2D, share: number | undefined): tf.Tensor2D =>
  share === undefined ? targets : tf.add(tf.mul(targets, 1 - share), share / targets.shape[1]);
