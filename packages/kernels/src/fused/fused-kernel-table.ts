import type * as tf from '@tensorflow/tfjs-core';
import type { FusedAttributes, FusedInputs, FusedKernelName, FusedOutputs } from './catalogue.js';

/** Tensors as a kernel receives them. */
type Infos<Tensors> = { readonly [Key in keyof Tensors]: tf.TensorInfo };

/** The implementation of a catalogue kernel on a backend. */
export type FusedKernelFunc<Name extends FusedKernelName, Backend = unknown> = (call: {
  readonly inputs: Infos<FusedInputs<Name>>;
  readonly attrs: FusedAttributes<Name>[0];
  readonly backend: Backend;
}) => Infos<FusedOutputs<Name>>;

/** The catalogue kernels that a backend has. */
export type FusedKernelTable<Backend = unknown> = {
  readonly [Name in FusedKernelName]?: FusedKernelFunc<Name, Backend>;
};

/**
 * The kernels of a table as TensorFlow.js registers them. TensorFlow.js has no types for inputs and attributes: {@link
 * runFusedKernel} passes what the catalogue declares.
 *
 * @param backendOf returns what a kernel is passed of the backend that runs it
 */
export function kernelFuncsOf<Backend>(
  table: FusedKernelTable<Backend>,
  backendOf: (backend: unknown) => Backend,
): Readonly<Record<string, tf.KernelFunc>> {
  type Untyped = (call: { inputs: unknown; attrs: unknown; backend: Backend }) => tf.TensorInfo[];
  const kernelFuncOf =
    (run: Untyped): tf.KernelFunc =>
    ({ inputs, attrs, backend }) => {
      const outputs = run({ inputs, attrs, backend: backendOf(backend) });
      // A list of one output would come back to the caller as a list.
      return outputs.length === 1 ? outputs[0]! : outputs;
    };
  return Object.fromEntries(
    Object.entries(table).map(([name, run]) => [name, kernelFuncOf(run as unknown as Untyped)]),
  );
}
