import { runFusedKernel } from '@rote/kernels/fused';
import * as tf from '@tensorflow/tfjs-core';

/** Up to this many numbers, such as the units of a mini-batch, are summed at once. */
const FEW_ROWS = 512;

/** Returns the largest divisor of a whole number that is not above its square root. */
function middleDivisor(n: number): number {
  let divisor = Math.floor(Math.sqrt(n));
  while (n % divisor !== 0) divisor--;
  return divisor;
}

/** Multiplies by a row of ones. */
const sumRows = (x: tf.Tensor, rows: number, columns: number): tf.Tensor =>
  tf.matMul(tf.ones([1, rows]), tf.reshape(x, [rows, columns]));

/**
 * Returns the sums over all axes but the last, [columns]. If the engine has no kernel for it, products with rows of
 * ones are 2 × as fast as `tf.sum` on the native engine and 30 × on wasm, whose reductions are scalar loops. Many rows
 * are summed in two steps, each over about the square root of their number, because a single sum of 100,000 numbers in
 * single precision is already wrong in the fifth digit.
 */
export function columnSums(x: tf.Tensor): tf.Tensor1D {
  const sums = runFusedKernel('ColumnSums', { x })?.[0];
  if (sums !== undefined) return sums;
  const columns = x.shape.at(-1)!;
  const rows = x.size / columns;
  if (rows <= FEW_ROWS) return tf.reshape<tf.Rank.R1>(sumRows(x, rows, columns), [columns]);
  const blocks = middleDivisor(rows);
  const ofBlocks = sumRows(x, rows / blocks, blocks * columns);
  return tf.reshape<tf.Rank.R1>(sumRows(ofBlocks, blocks, columns), [columns]);
}

/** Returns the means over all axes but the last, [columns]. */
export const columnMeans = (x: tf.Tensor): tf.Tensor1D =>
  tf.div<tf.Tensor1D>(columnSums(x), x.size / x.shape.at(-1)!);
