import * as tf from '@tensorflow/tfjs-core';
import type { FusedAttributes, FusedInputs, FusedKernelName, FusedOutputs } from './catalogue.js';

/** Whether a backend has a kernel of the catalogue; the selected one where none is named. */
export const hasFusedKernel = (name: FusedKernelName, backendName = tf.getBackend()): boolean =>
  (tf.getKernel(name, backendName) as tf.KernelConfig | undefined) !== undefined;

/**
 * Runs a kernel of the catalogue. The caller composes the same out of TensorFlow.js's operations where there is none.
 *
 * @returns its outputs; `undefined` where the current engine has no such kernel
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
