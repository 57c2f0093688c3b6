import type * as tf from '@tensorflow/tfjs-core';
import { batchNormRelu, fixedBatchNormRelu } from '../layers/batch-norm-relu.js';
import type { Initializer } from './initializers.js';
import { constant } from './initializers.js';
import type { Pass } from './model.js';
import type { ParameterFactory } from './parameters.js';
import { createRunningMoments } from './running-moments.js';

interface NormalizationOptions {
  readonly channels: number;
  /** Whether channels are scaled by a γ that is learned, from 1 on. */
  readonly scaled: boolean;
  /** Of β. Default: 0. */
  readonly beta?: Initializer;
}

/** A batch normalization, then a ReLU. */
export type Normalization = (x: tf.Tensor4D, pass: Pass) => tf.Tensor4D;

/**
 * A batch normalization and a ReLU by a name of their own, wherever they stand. Its parameters are NAME/gamma, if it has
 * one, and NAME/beta; NAME/mean and NAME/variance are its running averages. Weight decay acts on none of them.
 *
 * One without γ belongs to the convolution before it, whose name it has: `path-norm` folds it into NAME/kernel.
 */
export function createNormalization(
  parameters: ParameterFactory,
  name: string,
  { channels, scaled, beta: initialBeta = constant(0) }: NormalizationOptions,
): Normalization {
  const create = (part: string, initializer: Initializer): tf.Variable<tf.Rank.R1> =>
    parameters.create<tf.Rank.R1>(`${name}/${part}`, [channels], { initializer, decayed: false });
  const gamma = scaled ? { gamma: create('gamma', constant(1)) } : {};
  const learned = { ...gamma, beta: create('beta', initialBeta) };
  const moments = createRunningMoments(parameters, name, channels);
  return (x, { momentsWeight }) =>
    momentsWeight === null
      ? fixedBatchNormRelu(x, learned, moments.read())
      : batchNormRelu(x, learned, (batch) => {
          moments.update(batch, momentsWeight);
        });
}
