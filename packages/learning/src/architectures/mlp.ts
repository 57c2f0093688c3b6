import * as tf from '@tensorflow/tfjs-core';
import { createDense } from './dense.js';
import { constant, glorotUniform } from './initializers.js';
import type { Network } from './model.js';
import type { ParameterFactory } from './parameters.js';

/**
 * A multilayer perceptron with `depth` hidden layers of `width` rectified units (paper, appendix A). Weight decay acts
 * on all kernels. The paper does not state the initial values; these are TensorFlow's defaults of the time: Glorot's
 * kernels, and biases of 0.
 *
 * @param options.inputs number of values per image
 */
export function createMlp(
  parameters: ParameterFactory,
  options: {
    readonly inputs: number;
    readonly depth: number;
    readonly width: number;
    readonly classes: number;
  },
): Network {
  const { inputs, depth, width, classes } = options;
  const usual = { kernel: glorotUniform(), bias: constant(0), decayed: true };
  const hidden = Array.from({ length: depth }, (_, i) =>
    createDense(parameters, `hidden-${String(i + 1)}`, {
      inputs: i === 0 ? inputs : width,
      units: width,
      ...usual,
    }),
  );
  const output = createDense(parameters, 'output', { inputs: width, units: classes, ...usual });
  return {
    forward(images, pass) {
      const pixels = tf.reshape<tf.Rank.R2>(images, [-1, inputs]);
      return output.linear(hidden.reduce((units, layer, i) => pass.dropout(layer.relu(units), i), pixels));
    },
    droppable: hidden.map(() => width),
  };
}
