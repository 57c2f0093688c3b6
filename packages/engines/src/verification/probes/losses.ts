import { runFusedKernel } from '@rote/kernels/fused';
import * as tf from '@tensorflow/tfjs-core';
import { patternTensor } from '../pattern.js';
import type { Outputs, Probe } from './probe.js';

const logitsOf = (variant: number): tf.Tensor2D => patternTensor<tf.Rank.R2>([5, 10], variant);
const targets = (): tf.Tensor2D =>
  tf.cast(tf.oneHot(tf.tensor1d([1, 0, 3, 2, 9], 'int32'), 10), 'float32') as tf.Tensor2D;

/** The cross-entropy of each row, and softmax − target. */
function composeCrossEntropy(logits: tf.Tensor2D, targets: tf.Tensor2D): readonly [tf.Tensor, tf.Tensor] {
  const shifted = tf.sub(logits, tf.max(logits, 1, true));
  const exponentials = tf.exp(shifted);
  const normalizers = tf.sum<tf.Tensor2D>(exponentials, 1, true);
  const ofTarget = tf.sum(tf.mul(shifted, targets), 1);
  return [
    tf.sub(tf.log(tf.squeeze(normalizers, [1])), ofTarget),
    tf.sub(tf.div(exponentials, normalizers), targets),
  ];
}

/** The losses that training minimizes, with their gradients, and the scores of an image's outputs. */
export const LOSSES: readonly Probe[] = [
  {
    name: 'softmax cross-entropy of each row',
    run(): Outputs {
      const [logits, wanted] = [logitsOf(21), targets()];
      const [losses, difference] =
        runFusedKernel('SoftmaxCrossEntropyWithLogits', { logits, targets: wanted }) ??
        composeCrossEntropy(logits, wanted);
      return { losses: losses, difference: difference, mean: tf.mean(losses) };
    },
  },
  {
    name: 'half squares of each row',
    run(): Outputs {
      const difference = tf.sub(logitsOf(12), targets());
      return { losses: tf.div(tf.sum(tf.square(difference), 1), 2) };
    },
  },
  {
    name: 'scores of each row',
    run(): Outputs {
      const [logits, wanted] = [logitsOf(29), targets()];
      const [losses] = composeCrossEntropy(logits, wanted);
      const predicted = tf.cast(tf.argMax(logits, 1), 'float32');
      const largestOther = tf.max(tf.sub(logits, tf.mul(wanted, 1e30)), 1);
      const margins = tf.sub(tf.sum(tf.mul(logits, wanted), 1), largestOther);
      return { scores: tf.stack([losses, predicted, margins]) };
    },
  },
];
