import * as tf from '@tensorflow/tfjs-core';
import type { FusedKernelTable } from '../fused/fused-kernel-table.js';
import { kernelFuncsOf } from '../fused/fused-kernel-table.js';
import { createInputGradient } from './input-gradient.js';

/** The part used here of the backend that tfjs-node and tfjs-node-gpu 4.22 register. */
interface NativeBackend {
  readonly binding: {
    readonly TF_FLOAT: number;
    readonly TF_INT32: number;
    readonly TF_ATTR_TYPE: number;
    readonly TF_ATTR_INT: number;
    readonly TF_ATTR_FLOAT: number;
    readonly TF_ATTR_BOOL: number;
    readonly TF_ATTR_STRING: number;
  };
  executeMultipleOutputs(
    op: string,
    attributes: readonly { readonly name: string; readonly type: number; readonly value: unknown }[],
    inputs: readonly tf.TensorInfo[],
    outputs: number,
  ): tf.Tensor[];
}

/** A plain number is a float; integers and types are marked. */
type AttributeValue =
  number | boolean | string | { readonly int: number } | { readonly dtype: 'float32' | 'int32' };

const FLOAT = { dtype: 'float32' } as const;

/** TensorFlow's kernels on the native backend. */
interface Operations {
  /** Runs a kernel that has one output. */
  execute(
    op: string,
    inputs: readonly tf.TensorInfo[],
    attributes: Readonly<Record<string, AttributeValue>>,
  ): tf.Tensor;
  /** Runs a kernel that has this many outputs. */
  executeAll<Outputs extends readonly tf.Tensor[]>(
    op: string,
    inputs: readonly tf.TensorInfo[],
    attributes: Readonly<Record<string, AttributeValue>>,
    outputs: Outputs['length'],
  ): Outputs;
}

type Pair = [tf.Tensor, tf.Tensor];
type Three = [...Pair, tf.Tensor];
type Five = [...Pair, ...Three];
type Six = [...Pair, ...Pair, ...Pair];

/** TensorFlow's fused kernels for training. */
const FUSED = {
  ReluGrad: ({ inputs: { dy, y }, backend }) => [backend.execute('ReluGrad', [dy, y], { T: FLOAT })],
  L2Loss: ({ inputs: { t }, backend }) => [backend.execute('L2Loss', [t], { T: FLOAT })],
  BiasAdd: ({ inputs: { x, bias }, backend }) => [backend.execute('BiasAdd', [x, bias], { T: FLOAT })],
  SoftmaxCrossEntropyWithLogits: ({ inputs: { logits, targets }, backend }) =>
    backend.executeAll<Pair>('SoftmaxCrossEntropyWithLogits', [logits, targets], { T: FLOAT }, 2),
  FusedBatchNormV3: ({ inputs: { x, scale, offset }, attrs: { epsilon }, backend }) =>
    tf.tidy(() => {
      const none = tf.tensor1d([], 'float32');
      const attributes = { T: FLOAT, U: FLOAT, epsilon, is_training: true };
      return backend.executeAll<Six>('FusedBatchNormV3', [x, scale, offset, none, none], attributes, 6);
    }),
  FusedBatchNormGradV3: ({ inputs, attrs: { epsilon }, backend }) => {
    const { dy, x, scale, reserve1, reserve2, reserve3 } = inputs;
    const attributes = { T: FLOAT, U: FLOAT, epsilon, is_training: true };
    const given = [dy, x, scale, reserve1, reserve2, reserve3];
    const outputs = backend.executeAll<Five>('FusedBatchNormGradV3', given, attributes, 5);
    const [dx, dScale, dOffset, ...rest] = outputs;
    tf.dispose(rest);
    return [dx, dScale, dOffset] as Three;
  },
} satisfies FusedKernelTable<Operations>;

/**
 * `Transform` of images, which TF.js does not connect to TensorFlow's kernel, and `GatherV2` without TF.js's check of
 * every index, which would read a tensor back; TensorFlow checks the indices itself.
 */
const REPLACED: Readonly<Record<string, tf.KernelFunc>> = {
  [tf.Transform]: ({ inputs, attrs, backend }) =>
    tf.tidy(() => {
      const { image, transforms } = inputs as Record<'image' | 'transforms', tf.TensorInfo>;
      const { outputShape, fillValue, interpolation, fillMode } = attrs as unknown as tf.TransformAttrs;
      const shape = tf.tensor1d(outputShape ?? image.shape.slice(1, 3), 'int32');
      const given = [image, transforms, shape, tf.scalar(fillValue)];
      return operationsOf(backend).execute('ImageProjectiveTransformV3', given, {
        dtype: FLOAT,
        interpolation: interpolation.toUpperCase(),
        fill_mode: fillMode.toUpperCase(),
      });
    }),
  [tf.GatherV2]: ({ inputs, attrs, backend }) =>
    tf.tidy(() => {
      const { x, indices } = inputs as Record<'x' | 'indices', tf.TensorInfo>;
      const { axis, batchDims } = attrs as unknown as tf.GatherV2Attrs;
      return operationsOf(backend).execute('GatherV2', [x, indices, tf.scalar(axis, 'int32')], {
        batch_dims: { int: batchDims },
        Tparams: { dtype: x.dtype as 'float32' },
        Tindices: { dtype: 'int32' },
        Taxis: { dtype: 'int32' },
      });
    }),
};

function operationsOf(backend: unknown): Operations {
  const { binding } = backend as NativeBackend;
  const attribute = (name: string, value: AttributeValue) => {
    if (typeof value === 'number') return { name, type: binding.TF_ATTR_FLOAT, value };
    if (typeof value === 'boolean') return { name, type: binding.TF_ATTR_BOOL, value };
    if (typeof value === 'string') return { name, type: binding.TF_ATTR_STRING, value };
    if ('int' in value) return { name, type: binding.TF_ATTR_INT, value: value.int };
    const type = value.dtype === 'float32' ? binding.TF_FLOAT : binding.TF_INT32;
    return { name, type: binding.TF_ATTR_TYPE, value: type };
  };
  const run = (
    op: string,
    inputs: readonly tf.TensorInfo[],
    attributes: Readonly<Record<string, AttributeValue>>,
    outputs: number,
  ): readonly tf.Tensor[] =>
    (backend as NativeBackend).executeMultipleOutputs(
      op,
      Object.entries(attributes).map(([name, value]) => attribute(name, value)),
      inputs,
      outputs,
    );
  return {
    execute: (op, inputs, attributes) => run(op, inputs, attributes, 1)[0]!,
    executeAll: (...call) => run(...call) as never,
  };
}

/** Adds the kernels above to the native backend of this process. Call it once, after that backend is registered. */
export function registerNativeKernels(backendName: string): void {
  const kernels = {
    ...REPLACED,
    [tf.Conv2DBackpropInput]: createInputGradient(
      tf.getKernel(tf.Conv2DBackpropInput, backendName).kernelFunc,
    ),
    ...kernelFuncsOf(FUSED, operationsOf),
  };
  for (const [kernelName, kernelFunc] of Object.entries(kernels)) {
    if ((tf.getKernel(kernelName, backendName) as tf.KernelConfig | undefined) !== undefined)
      tf.unregisterKernel(kernelName, backendName);
    tf.registerKernel({ kernelName, backendName, kernelFunc });
  }
}
