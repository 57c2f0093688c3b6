import * as tf from '@tensorflow/tfjs-core';

/** The gradient of a ReLU: `dy` where the output is positive, else 0. */
export const reluGradient = (dy: tf.Tensor, output: tf.Tensor): tf.Tensor =>
  tf.mul(dy, tf.cast(tf.greater(output, 0), 'float32'));

const biasReluOp = tf.customGrad((...args) => {
  const [x, bias, save] = args as [tf.Tensor, tf.Tensor1D, tf.GradSaveFunc];
  const value = tf.relu(tf.add(x, bias));
  save([value]);
  return {
    value,
    gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const dx = reluGradient(dy, saved[0]!);
      const leading = dx.shape.slice(0, -1).map((_, axis) => axis);
      return [dx, tf.sum(dx, leading)];
    },
  };
});

/** relu(x + bias) over the last axis, as one operation of the tape: it keeps the output only, and no sum before it. */
export const biasRelu = <T extends tf.Tensor>(x: T, bias: tf.Tensor1D): T => biasReluOp(x, bias) as T;
