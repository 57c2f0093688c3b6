import * as tf from '@tensorflow/tfjs-core';
import { patternTensor } from '../pattern.js';
import type { Outputs, Probe } from './probe.js';

/** The operations of complexity measures besides passes of the network. */
export const MEASURES: readonly Probe[] = [
  {
    name: 'power of a Gram matrix',
    run(): Outputs {
      const power = (gram: tf.Tensor): tf.Tensor => {
        const scaled = tf.divNoNan(gram, tf.max(gram));
        return tf.matMul(scaled, scaled);
      };
      const [tall, wide] = [patternTensor([9, 5], 46), patternTensor([4, 11], 47)];
      return {
        tall: power(tf.matMul(tall, tall, true)),
        wide: power(tf.matMul(wide, wide, false, true)),
      };
    },
  },
  { name: 'sum of all outputs', run: () => ({ value: tf.sum(patternTensor([3, 5], 48)) }) },
];
