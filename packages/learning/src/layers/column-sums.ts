import * as tf from '@tensorflow/tfjs-core';

/**
 * The sums over all axes but the last, [columns]. A product with a row of ones: 2 × as fast as `tf.sum` on the native
 * engine and 30 × on wasm, whose reductions are scalar loops.
 */
export function columnSums(x: tf.Tensor): tf.Tensor1D {
  const columns = x.shape.at(-1)!;
  const rows = x.size / columns;
  return tf.reshape<tf.Rank.R1>(tf.matMul(tf.ones([1, rows]), tf.reshape(x, [rows, columns])), [columns]);
}

/** The means over all axes but the last, [columns]. */
export const columnMeans = (x: tf.Tensor): tf.Tensor1D =>
  tf.div<tf.Tensor1D>(columnSums(x), x.size / x.shape.at(-1)!);
