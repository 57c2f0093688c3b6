import * as tf from '@tensorflow/tfjs-core';
import { patternTensor } from '../pattern.js';
import type { Probe } from './probe.js';
import { valueAndGradients } from './probe.js';

/** Operations that reduce a window to one number, or several feature maps to one, with the gradients. */
export const POOLINGS: readonly Probe[] = [
  {
    name: 'maxPool without padding',
    run: () =>
      valueAndGradients(
        (x) => tf.maxPool(x as tf.Tensor4D, 3, 2, 'valid'),
        [patternTensor([2, 9, 9, 4], 26)],
      ),
  },
  {
    name: 'maxPool of negative values',
    run: () =>
      valueAndGradients(
        (x) => tf.maxPool(tf.sub(x as tf.Tensor4D, 1), 3, 2, 'same'),
        [patternTensor([2, 8, 8, 4], 27)],
      ),
  },
  {
    name: 'maxPool',
    run: () =>
      valueAndGradients((x) => tf.maxPool(x as tf.Tensor4D, 3, 2, 'same'), [patternTensor([2, 8, 8, 4], 3)]),
  },
  {
    name: 'avgPool at the edges',
    run: () =>
      valueAndGradients((x) => tf.avgPool(x as tf.Tensor4D, 3, 1, 'same'), [patternTensor([2, 5, 4, 3], 24)]),
  },
  {
    name: 'every second position',
    run: () =>
      valueAndGradients(
        (x) => tf.avgPool(x as tf.Tensor4D, 1, 2, 'valid'),
        [patternTensor([2, 5, 4, 3], 30)],
      ),
  },
  {
    name: 'padded feature maps',
    run: () =>
      valueAndGradients(
        (x) =>
          tf.pad(x, [
            [0, 0],
            [1, 1],
            [1, 1],
            [0, 0],
          ]),
        [patternTensor([2, 4, 3, 5], 31)],
      ),
  },
  {
    name: 'sum of feature maps',
    run: () => ({ value: tf.add(patternTensor([2, 3, 3, 5], 32), patternTensor([2, 3, 3, 5], 33)) }),
  },
  {
    name: 'mean of feature maps',
    run: () => valueAndGradients((x) => tf.mean(x, [1, 2]), [patternTensor([3, 4, 5, 6], 25)]),
  },
  {
    name: 'concat of feature maps',
    run: () =>
      valueAndGradients(
        (...parts) => tf.concat(parts, 3),
        [3, 4, 2, 5].map((channels, i) => patternTensor([2, 3, 3, channels], 9 + i)),
      ),
  },
];
