import * as tf from '@tensorflow/tfjs-core';
import { SQUARED } from '../layers/loss.js';
import { constant, normal } from './initializers.js';
import type { Network } from './model.js';
import type { ParameterFactory } from './parameters.js';

/**
 * A linear model without bias and with squared loss (paper, section 5). Weight decay acts on all of its weights.
 *
 * @param options.inputs number of values per image
 * @param options.start standard deviation of the normal initial weights; 0 starts from zero
 */
export function createLinear(
  parameters: ParameterFactory,
  options: { readonly inputs: number; readonly start: number; readonly classes: number },
): Network {
  const { inputs, start, classes } = options;
  const kernel = parameters.create<tf.Rank.R2>('output/kernel', [inputs, classes], {
    initializer: start === 0 ? constant(0) : normal(start),
    decayed: true,
  });
  return {
    forward: (images) => tf.matMul(tf.reshape<tf.Rank.R2>(images, [-1, inputs]), kernel),
    droppable: [],
    loss: SQUARED,
  };
}
