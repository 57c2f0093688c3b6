import * as tf from '@tensorflow/tfjs-core';
import { createLinearConvolution } from './convolution.js';
import type { LinearConvolution } from './convolution.js';
import { glorotUniform, scaledTruncatedNormal } from './initializers.js';
import type { Network } from './model.js';
import { createNormalization } from './normalization.js';
import type { ParameterFactory } from './parameters.js';
import type { Stage } from './stage.js';
import { createStagedNetwork } from './staged-network.js';

/** Filters of a stage in widths of the network, and the stride of its first block. */
const STAGES = [
  { multiple: 1, stride: 1 },
  { multiple: 2, stride: 2 },
  { multiple: 4, stride: 2 },
  { multiple: 8, stride: 2 },
] as const;
const BLOCKS_A_STAGE = 2;

/**
 * Values of an image that the backward pass needs, at least: the outputs of the first convolution and of the blocks.
 *
 * @param width filters of the first stage
 */
export const resnet18Activations = (width: number): number =>
  width * (28 * 28 * 3 + 14 * 14 * 2 * 2 + 7 * 7 * 4 * 2 + 4 * 4 * 8 * 2);

/** A row and a column of zeros on each side. */
const padded = (x: tf.Tensor4D): tf.Tensor4D =>
  tf.pad(x, [
    [0, 0],
    [1, 1],
    [1, 1],
    [0, 0],
  ]);

/**
 * A pre-activation ResNet-18 (He et al. 2016, arXiv 1603.05027, figure 1b): a convolution 3×3, four stages of two blocks, a
 * global mean, and a dense layer. A block adds to its input what two convolutions 3×3 make of it, a batch normalization
 * and a ReLU before each. Where stride or filters change, what is added to is a convolution 1×1 of the first ReLU's output.
 *
 * Stages have k, 2k, 4k and 8k filters, and nothing is normalized after the last block, as in Nakkiran et al. 2020 (arXiv
 * 1912.02292) and the code that they adapt (github.com/kuangliu/pytorch-cifar, `PreActResNet18`), where He et al. have one
 * more normalization and ReLU. Zeros lie on both sides of what is convolved with stride 2, as there, not on the far side
 * by itself, as with TensorFlow's `same`. Batch normalization has γ, β and Rote's one ε. Weight decay acts on all kernels, and
 * not on γ and β. Initial kernels of convolutions are those of He et al. 2015; that of the dense layer, which no ReLU
 * precedes, is Glorot's. 11,171,146 parameters for k = 64, images of three channels and 10 classes.
 */
export function createResnet18(
  parameters: ParameterFactory,
  options: {
    readonly channels: number;
    readonly classes: number;
    /** k */
    readonly width: number;
    /** Keep the output of each block only, and compute the rest again on the way back. */
    readonly recompute: boolean;
  },
): Network {
  const convolution = (
    name: string,
    inputs: number,
    filters: number,
    { side, stride = 1 }: { readonly side: 1 | 3; readonly stride?: 1 | 2 },
  ): LinearConvolution => {
    const shape = { inputs, filters, side, stride, kernel: scaledTruncatedNormal(), decayed: true };
    if (side === 1 || stride === 1) return createLinearConvolution(parameters, name, shape);
    const convolve = createLinearConvolution(parameters, name, { ...shape, padding: 'valid' });
    return (x) => convolve(padded(x));
  };

  const createBlock = (name: string, inputs: number, filters: number, stride: 1 | 2): Stage => {
    const first = createNormalization(parameters, `${name}/norm-1`, { channels: inputs, scaled: true });
    const projection =
      inputs === filters && stride === 1
        ? undefined
        : convolution(`${name}/shortcut`, inputs, filters, { side: 1, stride });
    const widen = convolution(`${name}/conv-1`, inputs, filters, { side: 3, stride });
    const second = createNormalization(parameters, `${name}/norm-2`, { channels: filters, scaled: true });
    const refine = convolution(`${name}/conv-2`, filters, filters, { side: 3 });
    return {
      channels: filters,
      apply(x, pass) {
        const activated = first(x, pass);
        const residual = refine(second(widen(activated), pass));
        return tf.add<tf.Tensor4D>(projection?.(activated) ?? x, residual);
      },
    };
  };

  const { width } = options;
  return createStagedNetwork(parameters, {
    ...options,
    stem: convolution('stem', options.channels, width, { side: 3 }),
    channels: width,
    stages: STAGES.flatMap(({ multiple, stride }, stage) =>
      Array.from({ length: BLOCKS_A_STAGE }, (_, i) => (inputs: number) => {
        const name = `stage-${String(stage + 1)}/block-${String(i + 1)}`;
        return createBlock(name, inputs, multiple * width, i === 0 ? stride : 1);
      }),
    ),
    kernel: glorotUniform(),
  });
}
