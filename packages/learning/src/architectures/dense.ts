import * as tf from '@tensorflow/tfjs-core';
import { addBias, biasRelu } from '../layers/bias.js';
import type { Initializer } from './initializers.js';
import type { ParameterFactory } from './parameters.js';

/** A fully connected layer with a bias for every unit. */
export interface Dense {
  /** Without activation. */
  linear(units: tf.Tensor2D): tf.Tensor2D;
  relu(units: tf.Tensor2D): tf.Tensor2D;
}

export function createDense(
  parameters: ParameterFactory,
  name: string,
  options: {
    readonly inputs: number;
    readonly units: number;
    readonly kernel: Initializer;
    readonly bias: Initializer;
    /** Whether weight decay acts on the kernel. It never acts on biases. */
    readonly decayed: boolean;
  },
): Dense {
  const { inputs, units, decayed } = options;
  const kernel = parameters.create<tf.Rank.R2>(`${name}/kernel`, [inputs, units], {
    initializer: options.kernel,
    decayed,
  });
  const bias = parameters.create<tf.Rank.R1>(`${name}/bias`, [units], {
    initializer: options.bias,
    decayed: false,
  });
  return {
    linear: (x) => addBias(tf.matMul(x, kernel), bias),
    relu: (x) => biasRelu(tf.matMul(x, kernel), bias),
  };
}
