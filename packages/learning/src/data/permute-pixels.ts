import * as tf from '@tensorflow/tfjs-core';

/**
 * Permutes the pixels of windows, keeping channels together: `out[b, p] = windows[b, orders[r, p]]`.
 *
 * @param windows [batch, height, width, channels]
 * @param orders whole numbers [rows, height × width]; a single row applies to every image
 * @param indices int32 [batch]: the row for each window
 */
export function permutePixels(windows: tf.Tensor4D, orders: tf.Tensor2D, indices: tf.Tensor1D): tf.Tensor4D {
  const [batch, height, width, channels] = windows.shape;
  const positions = height * width;
  const first = tf.reshape(tf.range(0, batch * positions, positions, 'int32'), [batch, 1]);
  const own = orders.shape[0] === 1 ? orders : tf.gather(orders, indices);
  const from = tf.reshape(tf.add(first, tf.cast(own, 'int32')), [batch * positions]);
  const pixels = tf.reshape(windows, [batch * positions, channels]);
  return tf.reshape(tf.gather(pixels, tf.cast(from, 'int32')), windows.shape);
}
