import * as tf from '@tensorflow/tfjs-core';
import type { Convolution } from './convolution.js';
import { createConvolution } from './convolution.js';
import { constant, scaledTruncatedNormal } from './initializers.js';
import type { Network, Pass } from './model.js';
import type { ParameterFactory } from './parameters.js';
import type { Stage } from './stage.js';
import { createStagedNetwork } from './staged-network.js';

/** A convolution in a branch. Its input is the output of the previous one. */
interface Layer {
  readonly filters: number;
  readonly side: number | readonly [height: number, width: number];
  readonly stride?: 2;
  readonly padding?: 'valid';
}

const layer = (filters: number, side: Layer['side'] = 1): Layer => ({ filters, side });
/** A grid reduction: stride 2, without padding. */
const halving = (filters: number): Layer => ({ filters, side: 3, stride: 2, padding: 'valid' });

type Pooling = 'mean' | 'halving-max';

/**
 * A branch of a module: an optional pooling, then a chain of convolutions, which may end in two parallel ones (`fork`).
 * A module concatenates the outputs of its branches, in this order. A branch may consist of only a pooling.
 */
interface Branch {
  readonly pool?: Pooling;
  readonly layers: readonly Layer[];
  readonly fork?: readonly [Layer, Layer];
}

/** Figure 5: 35×35. */
const moduleA = (pooled: number): readonly Branch[] => [
  { layers: [layer(64)] },
  { layers: [layer(48), layer(64, 5)] },
  { layers: [layer(64), layer(96, 3), layer(96, 3)] },
  { pool: 'mean', layers: [layer(pooled)] },
];
/** Figure 10: from 35×35 to 17×17. */
const MODULE_B: readonly Branch[] = [
  { layers: [halving(384)] },
  { layers: [layer(64), layer(96, 3), halving(96)] },
  { pool: 'halving-max', layers: [] },
];
/** Figure 6, with n = 7: 17×17. */
const moduleC = (inner: number): readonly Branch[] => [
  { layers: [layer(192)] },
  { layers: [layer(inner), layer(inner, [1, 7]), layer(192, [7, 1])] },
  {
    layers: [
      layer(inner),
      layer(inner, [7, 1]),
      layer(inner, [1, 7]),
      layer(inner, [7, 1]),
      layer(192, [1, 7]),
    ],
  },
  { pool: 'mean', layers: [layer(192)] },
];
/** From 17×17 to 8×8. */
const MODULE_D: readonly Branch[] = [
  { layers: [layer(192), halving(320)] },
  { layers: [layer(192), layer(192, [1, 7]), layer(192, [7, 1]), halving(192)] },
  { pool: 'halving-max', layers: [] },
];
/** Figure 7: 8×8. */
const MODULE_E: readonly Branch[] = [
  { layers: [layer(320)] },
  { layers: [layer(384)], fork: [layer(384, [1, 3]), layer(384, [3, 1])] },
  { layers: [layer(448), layer(384, 3)], fork: [layer(384, [1, 3]), layer(384, [3, 1])] },
  { pool: 'mean', layers: [layer(192)] },
];

/** The names are slim's (`Mixed_5b`, …) in lower case. */
const MODULES: readonly (readonly [name: string, branches: readonly Branch[]])[] = [
  ['mixed-5b', moduleA(32)],
  ['mixed-5c', moduleA(64)],
  ['mixed-5d', moduleA(64)],
  ['mixed-6a', MODULE_B],
  ['mixed-6b', moduleC(128)],
  ['mixed-6c', moduleC(160)],
  ['mixed-6d', moduleC(160)],
  ['mixed-6e', moduleC(192)],
  ['mixed-7a', MODULE_D],
  ['mixed-7b', MODULE_E],
  ['mixed-7c', MODULE_E],
];

/** The stem, from 299×299 to 35×35: two chains of convolutions, each followed by a max-pooling. */
const STEM: readonly (readonly [name: string, layers: readonly Layer[]])[] = [
  ['stem-1', [{ ...halving(32) }, { ...layer(32, 3), padding: 'valid' }, layer(64, 3)]],
  ['stem-2', [layer(80), { ...layer(192, 3), padding: 'valid' }]],
];

const POOLINGS: Readonly<Record<Pooling, (x: tf.Tensor4D) => tf.Tensor4D>> = {
  mean: (x) => tf.avgPool(x, 3, 1, 'same'),
  'halving-max': (x) => tf.maxPool(x, 3, 2, 'valid'),
};

/** Values per image that the backward pass needs at least: the outputs of the modules. */
export const INCEPTION_V3_ACTIVATIONS =
  147 * 147 * 64 + 71 * 71 * 192 + 35 * 35 * (256 + 288 + 288) + 17 * 17 * 768 * 5 + 8 * 8 * 5376;

/**
 * Inception-v3 for 299×299 images (Szegedy et al. 2015, arXiv 1512.00567, table 1), as in TensorFlow slim and Keras: a
 * stem, three modules at 35×35, five at 17×17 and three at 8×8, a global mean, dropout, and a dense layer. Each
 * convolution has a batch normalization with only β; weight decay acts on all kernels. The auxiliary classifier, a
 * second loss at 17×17, is omitted: the paper's table 2 does not mention it, and evaluation does not use it. 23,817,352
 * parameters for 1000 classes.
 */
export function createInceptionV3(
  parameters: ParameterFactory,
  options: {
    readonly channels: number;
    readonly classes: number;
    /** Keep only the output of each stage and recompute the rest in the backward pass. */
    readonly recompute: boolean;
  },
): Network {
  const kernel = scaledTruncatedNormal();
  const convolution = (name: string, inputs: number, spec: Layer): Convolution =>
    createConvolution(parameters, name, {
      inputs,
      ...spec,
      kernel,
      bias: constant(0),
      decayed: true,
      batchNorm: true,
    });

  const chain = (name: string, inputs: number, layers: readonly Layer[]): Stage => {
    let channels = inputs;
    const convolutions = layers.map((spec, i) => {
      const made = convolution(`${name}/conv-${String(i + 1)}`, channels, spec);
      channels = spec.filters;
      return made;
    });
    return { channels, apply: (x, pass) => convolutions.reduce((y, convolve) => convolve(y, pass), x) };
  };

  const createBranch = (name: string, inputs: number, { pool, layers, fork }: Branch): Stage => {
    const trunk = chain(name, inputs, layers);
    const ends = fork?.map((spec, i) => convolution(`${name}/fork-${String(i + 1)}`, trunk.channels, spec));
    const apply = (x: tf.Tensor4D, pass: Pass): tf.Tensor4D => {
      const y = trunk.apply(pool === undefined ? x : POOLINGS[pool](x), pass);
      return ends === undefined
        ? y
        : tf.concat4d(
            ends.map((end) => end(y, pass)),
            3,
          );
    };
    const channels = fork === undefined ? trunk.channels : fork[0].filters + fork[1].filters;
    return { channels, apply };
  };

  const createModule = (name: string, inputs: number, branches: readonly Branch[]): Stage => {
    const made = branches.map((branch, i) => createBranch(`${name}/branch-${String(i + 1)}`, inputs, branch));
    return {
      channels: made.reduce((sum, branch) => sum + branch.channels, 0),
      apply: (x, pass) =>
        tf.concat4d(
          made.map(({ apply }) => apply(x, pass)),
          3,
        ),
    };
  };

  return createStagedNetwork(parameters, {
    ...options,
    // A copy, because in evaluation stages free their inputs.
    stem: (images) => tf.clone(images),
    stages: [
      ...STEM.map(([name, layers]) => (inputs: number): Stage => {
        const { channels, apply } = chain(name, inputs, layers);
        return { channels, apply: (x, pass) => POOLINGS['halving-max'](apply(x, pass)) };
      }),
      ...MODULES.map(
        ([name, branches]) =>
          (inputs: number) =>
            createModule(name, inputs, branches),
      ),
    ],
    kernel,
  });
}
