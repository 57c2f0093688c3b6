import * as tf from '@tensorflow/tfjs-core';
import { meanSoftmaxCrossEntropy, softmaxCrossEntropies } from './softmax-cross-entropy.js';

/** The loss that training minimizes, as a function of a network's outputs and targets, both [batch, classes]. */
export interface Loss {
  /** Mean over the batch, differentiable with respect to the outputs. */
  readonly mean: (outputs: tf.Tensor2D, targets: tf.Tensor2D) => tf.Scalar;
  /** Loss of each image, [batch], without a gradient. */
  readonly each: (outputs: tf.Tensor2D, targets: tf.Tensor2D) => tf.Tensor1D;
}

/** In nats; the outputs are logits. */
export const CROSS_ENTROPY: Loss = { mean: meanSoftmaxCrossEntropy, each: softmaxCrossEntropies };

const halfSquares = (difference: tf.Tensor2D): tf.Tensor1D =>
  tf.div(tf.sum<tf.Tensor1D>(tf.square(difference), 1), 2);

const meanHalfSquare = tf.customGrad((...args) => {
  const [outputs, targets, save] = args as [tf.Tensor2D, tf.Tensor2D, tf.GradSaveFunc];
  const difference = tf.sub<tf.Tensor2D>(outputs, targets);
  save([difference]);
  return {
    value: tf.mean(halfSquares(difference)),
    gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const [difference] = saved as [tf.Tensor2D];
      return [tf.mul(difference, tf.div(dy, difference.shape[0])), tf.zerosLike(difference)];
    },
  };
});

/** ½‖f − y‖² (paper, section 5). */
export const SQUARED: Loss = {
  mean: (outputs, targets) => meanHalfSquare(outputs, targets) as tf.Scalar,
  each: (outputs, targets) => tf.tidy(() => halfSquares(tf.sub(outputs, targets))),
};
