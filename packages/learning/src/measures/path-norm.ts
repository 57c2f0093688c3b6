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
 * - A batch normalization, in evaluation mode, is folded into the preceding kernel and the bias: k/√(variance + ε) and
 *   β − mean/√(variance + ε).
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

/** Returns the values of a network whose forward pass sums squared paths. */
function squaredNetwork(weights: readonly NamedTensor[]): readonly NamedTensor[] {
  const byName = new Map(weights.map(({ name, values }) => [name, values]));
  return weights.map((tensor) => {
    const { name, shape, values } = tensor;
    const layer = name.slice(0, name.lastIndexOf('/'));
    const mean = byName.get(`${layer}/mean`);
    const variance = byName.get(`${layer}/variance`);
    const replaced = (value: (i: number) => number): NamedTensor => ({
      name,
      shape,
      values: values.map((_, i) => value(i)),
    });
    const scaleAt = (channel: number): number =>
      variance === undefined ? 1 : 1 / Math.sqrt(variance[channel]! + BATCH_NORM_EPSILON);
    if (values === mean) return replaced(() => 0);
    if (values === variance) return replaced(() => 1 - BATCH_NORM_EPSILON);
    if (isKernel(tensor)) {
      const channels = shape.at(-1)!;
      return replaced((i) => (values[i]! * scaleAt(i % channels)) ** 2);
    }
    return replaced((i) => (values[i]! - (mean?.[i] ?? 0) * scaleAt(i)) ** 2 * SCALE);
  });
}
