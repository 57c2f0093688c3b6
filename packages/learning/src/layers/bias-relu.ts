import * as tf from '@tensorflow/tfjs-core';
import { columnSums } from './column-sums.js';
import { reluGradient } from './relu-gradient.js';

const operation = tf.customGrad((...args) => {
  const [x, bias, save] = args as [tf.Tensor, tf.Tensor1D, tf.GradSaveFunc];
  const value = tf.relu(tf.add(x, bias));
  save([value]);
  return {
    value,
    gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const dx = reluGradient(dy, saved[0]!);
      return [dx, columnSums(dx)];
    },
  };
});

/** relu(x + bias) over the last axis, as one operation of the tape: it keeps the output only, not the sum before it. */
export const biasRelu = <T extends tf.Tensor>(x: T, bias: tf.Tensor1D): T => operation(x, bias) as T;
