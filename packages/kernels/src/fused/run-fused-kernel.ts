import * as tf from '@tensorflow/tfjs-core';
import type { FusedAttributes, FusedInputs, FusedKernelName, FusedOutputs } from './catalogue.js';

/** Whether a backend has a kernel of the catalogue. Default: the selected backend. */
export const hasFusedKernel = (name: FusedKernelName, backendName = tf.getBackend()): boolean =>
  (tf.getKernel(name, backendName) as tf.KernelConfig | undefined) !== undefined;

/**
 * Runs a kernel of the catalogue. If there is none, the caller composes the same result from TensorFlow.js's
 * operations.
 *
 * @returns its outputs; `undefined` if the current engine has no such kernel
 */
export function runFusedKernel<Name extends FusedKernelName>(
  name: Name,
  inputs: FusedInputs<Name>,
  ...[attributes]: FusedAttributes<Name>
): FusedOutputs<Name> | undefined {
  if (!hasFusedKernel(name)) return undefined;
  const attrs = (attributes ?? {}) as tf.NamedAttrMap;
  const outputs: tf.Tensor | tf.Tensor[] = tf.engine().runKernel(name, { ...inputs }, attrs);
  return (Array.isArray(outputs) ? outputs : [outputs]) as FusedOutputs<Name>;
}
