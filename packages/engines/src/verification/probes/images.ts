import * as tf from '@tensorflow/tfjs-core';
import { patternTensor } from '../pattern.js';
import type { Outputs, Probe } from './probe.js';

/** A different order of the rows for each image, in which all rows occur. */
const ORDERS = [
  [3, 1, 0, 2],
  [0, 2, 3, 1],
  [2, 3, 1, 0],
];

/** The windows of images [1, 8, 8, 2] under a projection. */
const window = (projection: readonly number[], interpolation: 'bilinear' | 'nearest'): Outputs => ({
  value: tf.image.transform(
    patternTensor<tf.Rank.R4>([1, 8, 8, 2], 16),
    tf.tensor2d([[...projection]]),
    interpolation,
    'nearest',
    0,
    [5, 5],
  ),
});

/** What turns images of a data set into a mini-batch. */
export const IMAGES: readonly Probe[] = [
  {
    name: 'gather',
    run: () => ({
      value: tf.gather(patternTensor([5, 3, 3, 2], 11), tf.tensor1d([2, 0, 2, 4], 'int32')),
    }),
  },
  { name: 'rotated window', run: () => window([0.8, -0.6, 2.5, 0.6, 0.8, -1.2, 0, 0], 'bilinear') },
  { name: 'cropped window', run: () => window([1, 0, 3, 0, 1, 2, 0, 0], 'nearest') },
  {
    name: 'whitened images',
    run(): Outputs {
      const images = tf.mul(tf.add(patternTensor([3, 4, 4, 3], 30), 1), 127.5);
      const centred = tf.sub(images, tf.mean(images, [1, 2, 3], true));
      const std = tf.sqrt(tf.mean(tf.square(centred), [1, 2, 3], true));
      return { value: tf.div(centred, tf.maximum(std, 255 / Math.sqrt(48))) };
    },
  },
  {
    name: 'permuted pixels',
    run(): Outputs {
      const orders = tf.gather(tf.tensor2d(ORDERS), tf.tensor1d([2, 0], 'int32'));
      const first = tf.reshape(tf.range(0, 8, 4, 'int32'), [2, 1]);
      const from = tf.reshape(tf.add(first, tf.cast(orders, 'int32')), [8]);
      const pixels = tf.reshape(patternTensor([2, 2, 2, 3], 31), [8, 3]);
      return { value: tf.reshape(tf.gather(pixels, tf.cast(from, 'int32')), [2, 2, 2, 3]) };
    },
  },
];
