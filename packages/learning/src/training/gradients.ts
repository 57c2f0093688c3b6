import { runFusedKernel } from '@rote/kernels/fused';
import * as tf from '@tensorflow/tfjs-core';
import type { Model, Parameter, Pass } from '../architectures/model.js';
import type { Batch } from '../data/batch.js';
import { columnSums } from '../layers/column-sums.js';
import { CROSS_ENTROPY } from '../layers/loss.js';

/**
 * Computes the gradients of a batch's mean loss plus λ/2·‖w‖² over the decayed parameters, in the order of the
 * parameters. The caller owns them.
 */
export function penalizedGradients(
  model: Model,
  batch: Batch,
  options: { readonly pass: Pass; readonly weightDecay: number },
): tf.Tensor[] {
  const { pass, weightDecay } = options;
  const variables = model.parameters.map(({ variable }) => variable);
  return tf.tidy(() => {
    const { mean } = model.loss ?? CROSS_ENTROPY;
    const loss = (): tf.Scalar => mean(model.forward(batch.images, pass), batch.targets);
    const { grads } = tf.valueAndGrads(loss)(variables);
    return grads.map((gradient, i) => penalized(gradient, model.parameters[i]!, weightDecay));
  });
}

/**
 * Computes the gradients of a mini-batch in parts, one after the other, so that only the activations of one part are in
 * memory at a time. The mean over the whole is the mean of the parts weighted by their sizes, and so the same up to
 * rounding.
 *
 * @param gradientsOf computes the gradients of a part, given that part's rows of each of `rows`
 * @param rows tensors [batch, …]
 */
export function accumulate(
  gradientsOf: (...rows: tf.Tensor[]) => tf.Tensor[],
  rows: readonly tf.Tensor[],
  parts: number,
): tf.Tensor[] {
  if (parts === 1) return gradientsOf(...rows);
  const batch = rows[0]!.shape[0];
  const size = Math.ceil(batch / parts);
  let sums: tf.Tensor[] = [];
  for (let first = 0; first < batch; first += size) {
    const taken = Math.min(size, batch - first);
    const before = sums;
    sums = tf.tidy(() => {
      const gradients = gradientsOf(...rows.map((tensor) => tf.slice(tensor, first, taken)));
      const weighted = gradients.map((gradient) => tf.mul(gradient, taken / batch));
      return before.length === 0 ? weighted : weighted.map((gradient, i) => tf.add(before[i]!, gradient));
    });
    tf.dispose(before);
  }
  return sums;
}

const penalized = (gradient: tf.Tensor, { variable, decayed }: Parameter, weightDecay: number): tf.Tensor =>
  decayed && weightDecay > 0 ? tf.add(gradient, tf.mul(variable, weightDecay)) : gradient;

/**
 * Computes sums of squares that add up to the sum over all values of all tensors; {@link normOfSquares} finishes the
 * sum. There is one per tensor if the engine has a kernel for it, and otherwise one per column of each tensor.
 */
export const partialSquares = (tensors: readonly tf.Tensor[]): tf.Tensor1D =>
  tf.concat1d(tensors.map((tensor) => halfSquares(tensor) ?? columnSums(tf.square(tensor))));

/** TensorFlow's kernel computes half the sum. */
function halfSquares(tensor: tf.Tensor): tf.Tensor1D | undefined {
  const half = runFusedKernel('L2Loss', { t: tensor })?.[0];
  return half && tf.reshape<tf.Rank.R1>(tf.mul(half, 2), [1]);
}

/**
 * Computes the ℓ2 norm over all tensors together. The final sum is computed here in 64 bits, because wasm's sum of a
 * million squares is wrong in the fourth digit.
 */
export const normOfSquares = (squares: Float32Array): number =>
  Math.sqrt(squares.reduce((sum, value) => sum + value, 0));
