import { runFusedKernel } from '@rote/kernels/fused';
import * as tf from '@tensorflow/tfjs-core';

/** Computes one cross-entropy per image in nats, and softmax probabilities. Shifting the logits prevents overflow. */
function crossEntropies(
  logits: tf.Tensor2D,
  targets: tf.Tensor2D,
): { losses: tf.Tensor1D; probabilities: tf.Tensor2D } {
  const shifted = tf.sub<tf.Tensor2D>(logits, tf.max(logits, 1, true));
  const exponentials = tf.exp(shifted);
  const normalizers = tf.sum<tf.Tensor2D>(exponentials, 1, true);
  const ofTarget = tf.sum<tf.Tensor1D>(tf.mul(shifted, targets), 1);
  return {
    losses: tf.sub<tf.Tensor1D>(tf.log(tf.squeeze<tf.Tensor1D>(normalizers, [1])), ofTarget),
    probabilities: tf.div<tf.Tensor2D>(exponentials, normalizers),
  };
}

/** Returns the cross-entropy of each image in nats, [batch], without a gradient. */
export const softmaxCrossEntropies = (logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Tensor1D =>
  tf.tidy(() => crossEntropies(logits, targets).losses);

/** Returns the losses, and softmax − target. */
function composed(logits: tf.Tensor2D, targets: tf.Tensor2D): [tf.Tensor1D, tf.Tensor2D] {
  const { losses, probabilities } = crossEntropies(logits, targets);
  return [losses, tf.sub(probabilities, targets)];
}

const meanOp = tf.customGrad((...args) => {
  const [logits, targets, save] = args as [tf.Tensor2D, tf.Tensor2D, tf.GradSaveFunc];
  const [losses, difference] =
    runFusedKernel('SoftmaxCrossEntropyWithLogits', { logits, targets }) ?? composed(logits, targets);
  save([difference, targets]);
  return {
    value: tf.mean(losses),
    gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const [difference, targets] = saved as [tf.Tensor2D, tf.Tensor2D];
      return [tf.mul(difference, tf.div(dy, difference.shape[0])), tf.zerosLike(targets)];
    },
  };
});

/**
 * Returns the mean cross-entropy of a batch in nats. Its gradient with respect to the logits is (softmax − target) /
 * batch; targets have no gradient.
 *
 * @param targets [batch, classes]: each row sums to 1
 */
export const meanSoftmaxCrossEntropy = (logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar =>
  meanOp(logits, targets) as tf.Scalar;
