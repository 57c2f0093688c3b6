import { runFusedKernel } from '@rote/kernels/fused';
import * as tf from '@tensorflow/tfjs-core';
import { columnSums } from './column-sums.js';
import { reluGradient } from './relu-gradient.js';

const sum = (x: tf.Tensor, bias: tf.Tensor1D): tf.Tensor =>
  runFusedKernel('BiasAdd', { x, bias })?.[0] ?? tf.add(x, bias);

const add = tf.customGrad((...args) => {
  const [x, bias] = args as [tf.Tensor, tf.Tensor1D];
  return { value: sum(x, bias), gradFunc: (dy: tf.Tensor) => [dy, columnSums(dy)] };
});

/** Adds a bias over the last axis. */
export const addBias = <T extends tf.Tensor>(x: T, bias: tf.Tensor1D): T => add(x, bias) as T;

const addRelu = tf.customGrad((...args) => {
  const [x, bias, save] = args as [tf.Tensor, tf.Tensor1D, tf.GradSaveFunc];
  const value = runFusedKernel('BiasAddRelu', { x, bias })?.[0] ?? tf.relu(sum(x, bias));
  save([value]);
  return {
    value,
    gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const dx = reluGradient(dy, saved[0]!);
      return [dx, columnSums(dx)];
    },
  };
});

/**
 * Computes relu(x + bias) over the last axis as one operation on the tape, which keeps only the output and not the sum.
 */
export const biasRelu = <T extends tf.Tensor>(x: T, bias: tf.Tensor1D): T => addRelu(x, bias) as T;
