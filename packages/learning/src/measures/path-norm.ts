import type { NamedTensor } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import type { Model } from '../architectures/model.js';
import { EVALUATION } from '../architectures/model.js';
import { assignTensors } from '../engine/named-tensors.js';
import { BATCH_NORM_EPSILON } from '../layers/batch-norm-relu.js';
import { isKernel } from './kernel-matrix.js';

/**
 * What the input and everything that is added on the way is scaled with, and the outputs divided by again: the squared
 * network is homogeneous in these. So far below 1, local response normalisation divides by 1, and deep networks stay
 * within float32.
 */
const SCALE = 2 ** -30;

/**
 * `path-norm` = √(Σ over paths from an input or a bias to an output of Π w² along it) (Neyshabur, Tomioka and Srebro
 * 2015, "Norm-based capacity control in neural networks"), by one forward pass of the network with squared parameters on
 * an input of ones, summed over the outputs (Neyshabur, Salakhutdinov and Srebro 2015, "Path-SGD"; Jiang et al. 2020).
 * It does not change when a ReLU unit's weights are scaled up before it and down after it.
 *
 * Beyond dense layers and convolutions, which are many paths with common weights:
 * - a batch normalisation, in evaluation mode, is folded into the kernel and the bias before it: k/√(variance + ε) and
 *   β − mean/√(variance + ε);
 * - of a max-pool's window, only the largest sum goes on, as only one value does;
 * - the mean over positions stays a mean, a factor of one over √positions more than if its weights were squared;
 * - local response normalisation divides by what depends on the image, and is taken for the identity.
 *
 * @param model a copy of the network that nobody needs: its values are overwritten
 * @param weights the parameters and running averages of the network
 * @param inputShape of one image
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

/** The values of a network whose forward pass sums up squared paths. */
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
