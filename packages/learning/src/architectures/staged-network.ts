import * as tf from '@tensorflow/tfjs-core';
import { createDense } from './dense.js';
import type { Initializer } from './initializers.js';
import { constant } from './initializers.js';
import type { Network, Pass } from './model.js';
import type { ParameterFactory } from './parameters.js';
import type { Stage } from './stage.js';
import { recomputedStage, runStages } from './stage.js';

/**
 * Creates a network of stages that ends in the mean of each channel, dropout, and a linear layer.
 *
 * @param options.stem returns the input of the first stage, which that stage frees in evaluation
 * @param options.channels of the stem's output
 * @param options.stages create the stages, in order, for the number of channels before each
 * @param options.kernel initializes the linear layer
 * @param options.recompute keeps only the output of each stage and recomputes the rest in the backward pass
 */
export function createStagedNetwork(
  parameters: ParameterFactory,
  options: {
    readonly stem: (images: tf.Tensor4D, pass: Pass) => tf.Tensor4D;
    readonly channels: number;
    readonly stages: readonly ((inputs: number) => Stage)[];
    readonly classes: number;
    readonly kernel: Initializer;
    readonly recompute: boolean;
  },
): Network {
  const { stem } = options;
  let channels = options.channels;
  const stages = options.stages.map((create) => {
    const known = parameters.made.length;
    const stage = create(channels);
    const own = parameters.made.slice(known).map(({ variable }) => variable);
    channels = stage.channels;
    return options.recompute ? recomputedStage(stage, own) : stage;
  });
  const output = createDense(parameters, 'output', {
    inputs: channels,
    units: options.classes,
    kernel: options.kernel,
    bias: constant(0),
    decayed: true,
  });
  return {
    forward(images, pass) {
      const features = runStages(stages, stem(images, pass), pass);
      return output.linear(pass.dropout(tf.mean<tf.Tensor2D>(features, [1, 2]), 0));
    },
    droppable: [channels],
  };
}
