import * as tf from '@tensorflow/tfjs-core';

/**
 * Runs a kernel that some engines have beyond those of TF.js: TensorFlow's fused ones for training, under their own
 * names. The caller composes the same out of TF.js's operations where there is none.
 *
 * @returns its outputs; `undefined` where the current engine has no such kernel
 */
export function runFusedKernel(
  name: string,
  inputs: Readonly<Record<string, tf.Tensor>>,
  attributes: Readonly<Record<string, number>> = {},
): tf.Tensor[] | undefined {
  if ((tf.getKernel(name, tf.getBackend()) as tf.KernelConfig | undefined) === undefined) return undefined;
  const outputs: tf.Tensor | tf.Tensor[] = tf.engine().runKernel(name, inputs, attributes);
  return Array.isArray(outputs) ? outputs : [outputs];
}
