import * as tf from '@tensorflow/tfjs-core';

/**
 * The gradient of a ReLU: `dy` where the output is positive, else 0. The step is a clipped ceiling because that is fast
 * everywhere: `tf.step` takes 7 × as long on the native engine, `tf.sign` and `tf.greater` as much on wasm.
 *
 * @param output of the ReLU, so never negative
 */
export const reluGradient = <T extends tf.Tensor>(dy: T, output: T): T =>
  tf.mul<T>(dy, tf.clipByValue(tf.ceil(output), 0, 1));
