import * as tf from '@tensorflow/tfjs-core';
import { patternTensor } from '../pattern.js';
import type { Outputs, Probe } from './probe.js';

/** Features that linear models and kernels use in place of images. */
export const FEATURES: readonly Probe[] = [
  {
    name: 'Gabor features',
    run(): Outputs {
      const features = tf.split(patternTensor([2, 4, 4, 3], 32), 3, 3).map((channel) => {
        const responses = tf.matMul(tf.reshape(channel, [2, 16]), patternTensor([16, 4 * 2 * 3], 33));
        const moduli = tf.sqrt(tf.sum(tf.reshape(tf.square(responses), [2, 4, 2, 3]), 2));
        const averages = tf.avgPool(tf.reshape<tf.Rank.R4>(moduli, [2, 2, 2, 3]), 2, 2, 'valid');
        return tf.reshape(averages, [2, 3]);
      });
      return { value: tf.concat(features, 1) };
    },
  },
  {
    name: 'random convolutions',
    run(): Outputs {
      const responses = tf.conv2d(
        patternTensor<tf.Rank.R4>([2, 9, 9, 3], 34),
        patternTensor<tf.Rank.R4>([6, 6, 3, 8], 35),
        1,
        'valid',
      );
      const parts = [tf.relu(responses), tf.relu(tf.neg(responses))];
      const pooled = parts.map((part) => tf.mean(tf.slice(part, [0, 2, 0, 0], [-1, 2, 2, -1]), [1, 2]));
      return { value: tf.concat(pooled, 1) };
    },
  },
  {
    name: 'standardized features',
    run(): Outputs {
      const features = patternTensor<tf.Rank.R2>([6, 5], 45);
      const mean = tf.div(tf.sum(features, 0), 6);
      const variance = tf.sub(tf.div(tf.sum(tf.square(features), 0), 6), tf.square(mean));
      const values = tf.mul<tf.Tensor2D>(tf.sub(features, mean), tf.rsqrt(variance));
      const rows = tf.concat([values, tf.ones<tf.Rank.R2>([6, 1])], 1);
      return { value: tf.concat([rows, rows], 0) };
    },
  },
];
