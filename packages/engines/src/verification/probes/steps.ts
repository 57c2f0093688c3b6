import { runFusedKernel } from '@rote/kernels/fused';
import * as tf from '@tensorflow/tfjs-core';
import { patternTensor } from '../pattern.js';
import type { Outputs, Probe } from './probe.js';

/** The operations of an optimizer step on gradients, and its statistics. */
export const STEPS: readonly Probe[] = [
  {
    name: 'gradients of two halves, with weight decay',
    run(): Outputs {
      const rows = patternTensor([4, 6], 36);
      const halves = [0, 2].map((first) => tf.mul(tf.slice(rows, first, 2), 0.5));
      // The images of a mini-batch are numbered.
      const indices = tf.slice(tf.tensor1d([3, 1, 4, 1, 5], 'int32'), 2, 2);
      return {
        value: tf.add(tf.add(halves[0]!, halves[1]!), tf.mul(patternTensor([2, 6], 37), 0.25)),
        indices: tf.cast(indices, 'float32'),
      };
    },
  },
  {
    name: 'descent with momentum',
    run(): Outputs {
      const [weights, velocity, gradient] = [38, 39, 40].map((variant) => patternTensor([5, 7], variant)) as [
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
      ];
      const learningRate = tf.scalar(0.125);
      const fused = runFusedKernel(
        'ApplyMomentum',
        { weights, velocity, gradient, learningRate },
        { momentum: 0.9 },
      );
      if (fused !== undefined) return { weights: fused[0], velocity: fused[1] };
      const moved = tf.add(tf.mul(velocity, 0.9), gradient);
      return { weights: tf.sub(weights, tf.mul(moved, learningRate)), velocity: moved };
    },
  },
  {
    name: 'running averages',
    run(): Outputs {
      const [average, value] = [patternTensor([6], 41), patternTensor([6], 42)];
      return { value: tf.add(average, tf.mul(tf.sub(value, average), tf.scalar(0.25))) };
    },
  },
  {
    name: 'sums of squares',
    run(): Outputs {
      const parts = [patternTensor([5, 7], 43), patternTensor([4], 44)].map((t) => {
        const half = runFusedKernel('L2Loss', { t })?.[0];
        return half === undefined ? tf.sum(tf.square(t)) : tf.mul(half, 2);
      });
      return { value: tf.concat(parts.map((part) => tf.reshape(part, [1]))) };
    },
  },
];
