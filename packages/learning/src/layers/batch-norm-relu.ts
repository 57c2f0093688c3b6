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

/** What is learned of a normalization, [channels]. */
export interface NormParameters {
  /** γ. Default: 1 for each channel. */
  readonly gamma?: tf.Tensor1D;
  readonly beta: tf.Tensor1D;
}

/**
 * Computes relu(γ·x̂ + β) with x̂ = (x − mean) / √(variance + ε), per channel over batch, rows and columns (Ioffe and
 * Szegedy 2015, arXiv 1502.03167). It is one operation on the tape. The composed form keeps x̂ and the output, half of
 * what its separate operations would keep.
 *
 * @param onMoments receives the moments of this batch; the tensors are freed after the call
 */
export function batchNormRelu(
  x: tf.Tensor4D,
  { gamma = tf.ones(x.shape.slice(3) as [number]), beta }: NormParameters,
  onMoments: (moments: Moments) => void,
): tf.Tensor4D {
  const operation = tf.customGrad((...args) => {
    const [x, gamma, beta, save] = args as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D, tf.GradSaveFunc];
    const given = { x, scale: gamma, offset: beta };
    return whole(given, onMoments, save) ?? fused(given, onMoments, save) ?? composed(given, onMoments, save);
  });
  return operation(x, gamma, beta) as tf.Tensor4D;
}

/** Scale and offset are γ and β, as kernels call them. */
interface Given {
  readonly x: tf.Tensor4D;
  readonly scale: tf.Tensor1D;
  readonly offset: tf.Tensor1D;
}

/** Gradients are with respect to x, scale and offset. */
interface Operation {
  readonly value: tf.Tensor;
  readonly gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.Tensor[];
}

/** Runs a single kernel for all of it, on engines that have one. */
function whole(
  given: Given,
  onMoments: (moments: Moments) => void,
  save: tf.GradSaveFunc,
): Operation | undefined {
  const epsilon = BATCH_NORM_EPSILON;
  const outputs = runFusedKernel('BatchNormRelu', { ...given }, { epsilon });
  if (outputs === undefined) return undefined;
  const [value, mean, variance] = outputs;
  onMoments({ mean, variance });
  save([value, given.x, given.scale, mean, variance]);
  return {
    value,
    gradFunc(dy, saved) {
      const [y, x, scale, mean, variance] = saved as [
        tf.Tensor4D,
        tf.Tensor4D,
        tf.Tensor1D,
        tf.Tensor1D,
        tf.Tensor1D,
      ];
      const inputs = { dy: dy as tf.Tensor4D, y, x, scale, mean, variance };
      return runFusedKernel('BatchNormReluGrad', inputs, { epsilon })!;
    },
  };
}

/** Runs TensorFlow's own kernels, on engines that have them. */
function fused(
  given: Given,
  onMoments: (moments: Moments) => void,
  save: tf.GradSaveFunc,
): Operation | undefined {
  const epsilon = BATCH_NORM_EPSILON;
  const outputs = runFusedKernel('FusedBatchNormV3', { ...given }, { epsilon });
  if (outputs === undefined) return undefined;
  const [y, mean, unbiased, ...reserves] = outputs;
  const n = given.x.size / given.x.shape[3];
  onMoments({ mean, variance: tf.mul(unbiased, (n - 1) / n) });
  const value = tf.relu(y);
  save([given.x, given.scale, value, ...reserves]);
  return {
    value,
    gradFunc(dy, saved) {
      const [x, scale, value, reserve1, reserve2, reserve3] = saved as [
        tf.Tensor4D,
        tf.Tensor1D,
        tf.Tensor4D,
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
      ];
      const inputs = { dy: reluGradient(dy as tf.Tensor4D, value), x, scale, reserve1, reserve2, reserve3 };
      return runFusedKernel('FusedBatchNormGradV3', inputs, { epsilon })!;
    },
  };
}

function composed(
  { x, scale, offset }: Given,
  onMoments: (moments: Moments) => void,
  save: tf.GradSaveFunc,
): Operation {
  const mean = columnMeans(x);
  const centered = tf.sub(x, mean);
  const variance = columnMeans(tf.square(centered));
  onMoments({ mean, variance });
  const inverseStd = tf.rsqrt(tf.add(variance, BATCH_NORM_EPSILON));
  const normalized = tf.mul(centered, inverseStd);
  const value = tf.relu(tf.add(tf.mul(normalized, scale), offset));
  save([normalized, tf.mul(scale, inverseStd), value]);
  return {
    value,
    gradFunc(dy, saved) {
      const [normalized, steepness, value] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
      const dz = reluGradient(dy, value);
      const dScale = columnSums(tf.mul(dz, normalized));
      const dOffset = columnSums(dz);
      const positions = dz.size / dOffset.size;
      const common = tf.div(tf.add(dOffset, tf.mul(normalized, dScale)), positions);
      return [tf.mul(tf.sub(dz, common), steepness), dScale, dOffset];
    },
  };
}

/** Does the same with given moments, for evaluation. */
export function fixedBatchNormRelu(
  x: tf.Tensor4D,
  { gamma, beta }: NormParameters,
  moments: Moments,
): tf.Tensor4D {
  return tf.tidy(() => {
    const inverseStd = tf.rsqrt(tf.add<tf.Tensor1D>(moments.variance, BATCH_NORM_EPSILON));
    const scale = gamma === undefined ? inverseStd : tf.mul<tf.Tensor1D>(gamma, inverseStd);
    const shift = tf.sub<tf.Tensor1D>(beta, tf.mul(moments.mean, scale));
    const value = runFusedKernel('ScaleRelu', { x, scale, shift })?.[0] as tf.Tensor4D | undefined;
    return value ?? tf.relu(tf.add<tf.Tensor4D>(tf.mul(x, scale), shift));
  });
}
