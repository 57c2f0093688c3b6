import * as tf from '@tensorflow/tfjs-core';

/**
 * A float32 tensor of fixed values in (−1, 1): the multiples of an irrational step, folded. They differ over long
 * stretches, so that no maximum is tied. Every value is exact to the last bit on any engine.
 */
export function patternTensor<R extends tf.Rank = tf.Rank>(
  shape: readonly number[] & Readonly<tf.ShapeMap[R]>,
  variant: number,
): tf.Tensor<R> {
  const size = tf.util.sizeFromShape([...shape]);
  const values = Float32Array.from(
    { length: size },
    (_, i) => ((i * 40_503 + variant * 9_973) % 65_521) / 32_760.5 - 1,
  );
  return tf.tensor<R>(values, shape as tf.ShapeMap[R], 'float32');
}
