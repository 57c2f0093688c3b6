import * as tf from '@tensorflow/tfjs-core';
import type { Convolution } from './convolution.js';
import { createConvolution } from './convolution.js';
import { constant, glorotUniform } from './initializers.js';
import type { Network } from './model.js';
import type { ParameterFactory } from './parameters.js';
import type { Stage } from './stage.js';
import { createStagedNetwork } from './staged-network.js';

/** Number of filters in an inception module (1×1, 3×3), or in the 3×3/2 convolution of a downsampling module. */
type StageSpec =
  | { readonly kind: 'inception'; readonly ones: number; readonly threes: number }
  | { readonly kind: 'downsample'; readonly threes: number };

const inception = (ones: number, threes: number): StageSpec => ({ kind: 'inception', ones, threes });
const downsample = (threes: number): StageSpec => ({ kind: 'downsample', threes });

const STEM_FILTERS = 96;
const STAGES: readonly StageSpec[] = [
  inception(32, 32),
  inception(32, 48),
  downsample(80),
  inception(112, 48),
  inception(96, 64),
  inception(80, 80),
  inception(48, 96),
  downsample(96),
  inception(176, 160),
  inception(176, 160),
];

/** Values per image that the backward pass needs at least: the outputs of the modules. */
export const INCEPTION_SMALL_ACTIVATIONS =
  28 * 28 * (96 + 64 + 80) + 14 * 14 * (160 + 160 + 160 + 160 + 144) + 7 * 7 * (240 + 336 + 336);

/**
 * The paper's small Inception (appendix A, figure 3): a convolution, eight inception and two downsampling modules, a
 * global mean over 7×7, and a dense layer. Each convolution has a batch normalization with only β, or a bias if there
 * is no batch normalization; the parameter count is the same. Weight decay acts on all kernels. The paper does not
 * state the initial kernels; these are Glorot's, the default of TensorFlow slim's layers. (He's, √2 times larger,
 * diverge without batch normalization at the paper's rate of 0.1.)
 */
export function createInceptionSmall(
  parameters: ParameterFactory,
  options: {
    readonly channels: number;
    readonly classes: number;
    readonly batchNorm: boolean;
    /** Keep only the output of each module and recompute the rest in the backward pass. */
    readonly recompute: boolean;
  },
): Network {
  const convolution = (
    name: string,
    inputs: number,
    filters: number,
    side: number,
    stride = 1,
  ): Convolution =>
    createConvolution(parameters, name, {
      inputs,
      filters,
      side,
      stride,
      kernel: glorotUniform(),
      bias: constant(0),
      decayed: true,
      batchNorm: options.batchNorm,
    });

  const createStage = (name: string, spec: StageSpec, inputs: number): Stage => {
    if (spec.kind === 'downsample') {
      const threes = convolution(`${name}/3x3`, inputs, spec.threes, 3, 2);
      return {
        channels: spec.threes + inputs,
        apply: (x, pass) => tf.concat4d([threes(x, pass), tf.maxPool(x, 3, 2, 'same')], 3),
      };
    }
    const ones = convolution(`${name}/1x1`, inputs, spec.ones, 1);
    const threes = convolution(`${name}/3x3`, inputs, spec.threes, 3);
    return {
      channels: spec.ones + spec.threes,
      apply: (x, pass) => tf.concat4d([ones(x, pass), threes(x, pass)], 3),
    };
  };

  return createStagedNetwork(parameters, {
    ...options,
    stem: convolution('stem', options.channels, STEM_FILTERS, 3),
    channels: STEM_FILTERS,
    stages: STAGES.map(
      (spec, i) => (inputs: number) => createStage(`${spec.kind}-${String(i + 1)}`, spec, inputs),
    ),
    kernel: glorotUniform(),
  });
}
