import { runFusedKernel } from '@rote/kernels/fused';
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
 * Computes relu(x̂ + β) with x̂ = (x − mean) / √(variance + ε), per channel over batch, rows and columns; there is no
 * γ. It is one operation on the tape. The composed form keeps x̂ and the output, half of what its separate operations
 * would keep.
 *
 * @param onMoments receives the moments of this batch; the tensors are freed after the call
 */
export function batchNormRelu(
  x: tf.Tensor4D,
  beta: tf.Tensor1D,
  onMoments: (moments: Moments) => void,
): tf.Tensor4D {
  const operation = tf.customGrad((...args) => {
    const [x, beta, save] = args as [tf.Tensor4D, tf.Tensor1D, tf.GradSaveFunc];
    return (
      whole(x, beta, onMoments, save) ?? fused(x, beta, onMoments, save) ?? composed(x, beta, onMoments, save)
    );
  });
  return operation(x, beta) as tf.Tensor4D;
}

interface Operation {
  readonly value: tf.Tensor;
  readonly gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.Tensor[];
}

/** Runs a single kernel for all of it, on engines that have one. */
function whole(
  x: tf.Tensor4D,
  beta: tf.Tensor1D,
  onMoments: (moments: Moments) => void,
  save: tf.GradSaveFunc,
): Operation | undefined {
  const epsilon = BATCH_NORM_EPSILON;
  const outputs = runFusedKernel('BatchNormRelu', { x, offset: beta }, { epsilon });
  if (outputs === undefined) return undefined;
  const [value, mean, variance] = outputs;
  onMoments({ mean, variance });
  save([value, x, mean, variance]);
  return {
    value,
    gradFunc(dy, saved) {
      const [y, x, mean, variance] = saved as [tf.Tensor4D, tf.Tensor4D, tf.Tensor1D, tf.Tensor1D];
      const inputs = { dy: dy as tf.Tensor4D, y, x, mean, variance };
      return runFusedKernel('BatchNormReluGrad', inputs, { epsilon })!;
    },
  };
}

/** Runs TensorFlow's own kernels, on engines that have them. */
function fused(
  x: tf.Tensor4D,
  beta: tf.Tensor1D,
  onMoments: (moments: Moments) => void,
  save: tf.GradSaveFunc,
): Operation | undefined {
  const epsilon = BATCH_NORM_EPSILON;
  const outputs = runFusedKernel('FusedBatchNormV3', { x, offset: beta }, { epsilon });
  if (outputs === undefined) return undefined;
  const [y, mean, unbiased, ...reserves] = outputs;
  const n = x.size / x.shape[3];
  onMoments({ mean, variance: tf.mul(unbiased, (n - 1) / n) });
  const value = tf.relu(y);
  save([x, value, ...reserves]);
  return {
    value,
    gradFunc(dy, saved) {
      const [x, value, reserve1, reserve2, reserve3] = saved as [
        tf.Tensor4D,
        tf.Tensor4D,
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
      ];
      const inputs = { dy: reluGradient(dy as tf.Tensor4D, value), x, reserve1, reserve2, reserve3 };
      return runFusedKernel('FusedBatchNormGradV3', inputs, { epsilon })!;
    },
  };
}

function composed(
  x: tf.Tensor4D,
  beta: tf.Tensor1D,
  onMoments: (moments: Moments) => void,
  save: tf.GradSaveFunc,
): Operation {
  const mean = columnMeans(x);
  const centered = tf.sub(x, mean);
  const variance = columnMeans(tf.square(centered));
  onMoments({ mean, variance });
  const inverseStd = tf.rsqrt(tf.add(variance, BATCH_NORM_EPSILON));
  const normalized = tf.mul(centered, inverseStd);
  const value = tf.relu(tf.add(normalized, beta));
  save([normalized, inverseStd, value]);
  return {
    value,
    gradFunc(dy, saved) {
      const [normalized, inverseStd, value] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
      const dz = reluGradient(dy, value);
      const projection = columnMeans(tf.mul(dz, normalized));
      const dx = tf.sub(tf.sub(dz, columnMeans(dz)), tf.mul(normalized, projection));
      return [tf.mul(dx, inverseStd), columnSums(dz)];
    },
  };
}

/** Does the same with given moments, for evaluation. */
export function fixedBatchNormRelu(x: tf.Tensor4D, beta: tf.Tensor1D, moments: Moments): tf.Tensor4D {
  return tf.tidy(() => {
    const scale = tf.rsqrt(tf.add<tf.Tensor1D>(moments.variance, BATCH_NORM_EPSILON));
    const shift = tf.sub<tf.Tensor1D>(beta, tf.mul(moments.mean, scale));
    const value = runFusedKernel('ScaleRelu', { x, scale, shift })?.[0] as tf.Tensor4D | undefined;
    return value ?? tf.relu(tf.add<tf.Tensor4D>(tf.mul(x, scale), shift));
  });
}
