import type { NamedTensor } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import type { Model } from '../architectures/model.js';
import { EVALUATION } from '../architectures/model.js';
import { assignTensors } from '../engine/named-tensors.js';
import { BATCH_NORM_EPSILON } from '../layers/batch-norm-relu.js';
import { isKernel } from './kernel-matrix.js';

/**
 * Scales the input and every added term; the outputs are divided by it again, because the squared network is
 * homogeneous in these. It is so far below 1 that local response normalization divides by 1 and deep networks stay
 * within float32.
 */
const SCALE = 2 ** -30;

/**
 * `path-norm` = √(Σ over paths from an input or a bias to an output of Π w² along the path) (Neyshabur, Tomioka and Srebro
 * 2015, "Norm-based capacity control in neural networks"). It takes one forward pass of the network with squared parameters
 * on an input of ones, summed over the outputs (Neyshabur, Salakhutdinov and Srebro 2015, "Path-SGD"; Jiang et al. 2020). It
 * does not change if a ReLU unit's incoming weights are scaled up and its outgoing weights down.
 *
 * A convolution consists of many paths that share weights. Other layers than dense ones and convolutions:
 * - A batch normalization, in evaluation mode, multiplies a channel by s = γ/√(variance + ε) and adds β − mean·s, where it
 *   stands. One without γ follows the kernel of its layer, and is folded into it.
 * - A shortcut without a kernel is a path of weight 1.
 * - A max-pooling passes on only the largest sum of its window, just as it passes on only one value.
 * - A mean over positions stays a mean, which makes the norm √positions times as large as squared weights would.
 * - Local response normalization divides by something that depends on the image, and is treated as the identity.
 *
 * @param model a disposable copy of the network: its values are overwritten
 * @param weights parameters and running averages of the network
 * @param inputShape shape of one image
 */
export async function pathNorm(
  model: Model,
  weights: readonly NamedTensor[],
  inputShape: readonly number[],
): Promise<number> {
  assignTensors([...model.parameters, ...model.statistics], squaredNetwork(weights));
  const sum = tf.tidy(() => {
    const ones = tf.fill<tf.Rank.R4>([1, ...inputShape] as [number, number, number, number], SCALE);
    return tf.sum(model.forward(ones, EVALUATION));
  });
  try {
    return Math.sqrt((await sum.data())[0]! / SCALE);
  } finally {
    sum.dispose();
  }
}

/** A batch normalization in evaluation, by channel: x · scale + shift. */
interface FixedNorm {
  readonly scale: (channel: number) => number;
  readonly shift: (channel: number) => number;
  /** Which of its layer's values is multiplied by the scale, and so where the scale acts. */
  readonly scaled: 'gamma' | 'kernel';
}

/** Returns the batch normalization of a layer, or `undefined` if it has none. */
function findNorm(
  layer: string,
  valuesOf: (name: string) => Float32Array | undefined,
): FixedNorm | undefined {
  const [mean, variance, gamma, beta] = ['mean', 'variance', 'gamma', 'beta'].map((part) =>
    valuesOf(`${layer}/${part}`),
  );
  if (mean === undefined || variance === undefined) return undefined;
  const scaled = gamma !== undefined ? 'gamma' : 'kernel';
  if (beta === undefined || valuesOf(`${layer}/${scaled}`) === undefined)
    throw new TypeError(
      `the batch normalization ${layer} has neither γ nor a kernel: the path norm cannot tell where it stands`,
    );
  const scale = (channel: number): number =>
    (gamma?.[channel] ?? 1) / Math.sqrt(variance[channel]! + BATCH_NORM_EPSILON);
  return { scale, shift: (channel) => beta[channel]! - mean[channel]! * scale(channel), scaled };
}

/** Returns the values of a network whose forward pass sums squared paths. */
function squaredNetwork(weights: readonly NamedTensor[]): readonly NamedTensor[] {
  const byName = new Map(weights.map(({ name, values }) => [name, values]));
  const valuesOf = (name: string): Float32Array | undefined => byName.get(name);
  return weights.map((tensor) => {
    const { name, shape, values } = tensor;
    const [layer, part] = [name.slice(0, name.lastIndexOf('/')), name.slice(name.lastIndexOf('/') + 1)];
    const norm = findNorm(layer, valuesOf);
    const replaced = (value: (i: number) => number): NamedTensor => ({
      name,
      shape,
      values: values.map((_, i) => value(i)),
    });
    if (isKernel(tensor)) {
      const channels = shape.at(-1)!;
      const scale = norm?.scaled === 'kernel' ? norm.scale : () => 1;
      return replaced((i) => (values[i]! * scale(i % channels)) ** 2);
    }
    switch (norm && part) {
      case 'mean':
        return replaced(() => 0);
      case 'variance':
        return replaced(() => 1 - BATCH_NORM_EPSILON);
      case 'gamma':
        return replaced((i) => norm!.scale(i) ** 2);
      case 'beta':
        return replaced((i) => norm!.shift(i) ** 2 * SCALE);
      default:
        return replaced((i) => values[i]! ** 2 * SCALE);
    }
  });
}
