import * as tf from '@tensorflow/tfjs-core';

/** What is used here of the backend that tfjs-node and tfjs-node-gpu 4.22 register. */
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

type Kernel = (call: {
  readonly inputs: Readonly<Record<string, tf.TensorInfo>>;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly execute: (
    op: string,
    inputs: readonly tf.TensorInfo[],
    attributes: Readonly<Record<string, AttributeValue>>,
    outputs?: number,
  ) => tf.Tensor[];
}) => tf.Tensor[];

/** A number is a float; integers and types say so. */
type AttributeValue =
  number | boolean | string | { readonly int: number } | { readonly dtype: 'float32' | 'int32' };

const FLOAT = { dtype: 'float32' } as const;

/**
 * TensorFlow's fused kernels for training, by the names that `packages/learning` asks for them (which are TensorFlow's);
 * `Transform` of images, which TF.js has not wired to TensorFlow's kernel; and `GatherV2` without TF.js's look at every
 * index: that would read a tensor back, and TensorFlow looks itself.
 */
const KERNELS: Readonly<Record<string, Kernel>> = {
  ReluGrad: ({ inputs: { dy, y }, execute }) => execute('ReluGrad', [dy!, y!], { T: FLOAT }),
  L2Loss: ({ inputs: { t }, execute }) => execute('L2Loss', [t!], { T: FLOAT }),
  BiasAdd: ({ inputs: { x, bias }, execute }) => execute('BiasAdd', [x!, bias!], { T: FLOAT }),
  SoftmaxCrossEntropyWithLogits: ({ inputs: { logits, targets }, execute }) =>
    execute('SoftmaxCrossEntropyWithLogits', [logits!, targets!], { T: FLOAT }, 2),
  FusedBatchNormV3: ({ inputs: { x, offset }, attrs: { epsilon }, execute }) =>
    tf.tidy(() => {
      const scale = tf.ones(offset!.shape);
      const none = tf.tensor1d([], 'float32');
      const attributes = { T: FLOAT, U: FLOAT, epsilon: epsilon as number, is_training: true };
      return execute('FusedBatchNormV3', [x!, scale, offset!, none, none], attributes, 6);
    }),
  FusedBatchNormGradV3: ({ inputs, attrs: { epsilon }, execute }) =>
    tf.tidy(() => {
      const { dy, x, reserve1, reserve2, reserve3 } = inputs;
      const scale = tf.ones(reserve1!.shape);
      const attributes = { T: FLOAT, U: FLOAT, epsilon: epsilon as number, is_training: true };
      const given = [dy!, x!, scale, reserve1!, reserve2!, reserve3!];
      const [dx, , dOffset, ...rest] = execute('FusedBatchNormGradV3', given, attributes, 5);
      tf.dispose(rest);
      return [dx!, dOffset!];
    }),
  Transform: ({ inputs: { image, transforms }, attrs, execute }) =>
    tf.tidy(() => {
      const { outputShape, fillValue, interpolation, fillMode } = attrs as unknown as tf.TransformAttrs;
      const shape = tf.tensor1d(outputShape ?? image!.shape.slice(1, 3), 'int32');
      return execute('ImageProjectiveTransformV3', [image!, transforms!, shape, tf.scalar(fillValue)], {
        dtype: FLOAT,
        interpolation: interpolation.toUpperCase(),
        fill_mode: fillMode.toUpperCase(),
      });
    }),
  GatherV2: ({ inputs: { x, indices }, attrs: { axis, batchDims }, execute }) =>
    tf.tidy(() =>
      execute('GatherV2', [x!, indices!, tf.scalar(axis as number, 'int32')], {
        batch_dims: { int: batchDims as number },
        Tparams: { dtype: x!.dtype as 'float32' },
        Tindices: { dtype: 'int32' },
        Taxis: { dtype: 'int32' },
      }),
    ),
};

function executor(backend: NativeBackend): Parameters<Kernel>[0]['execute'] {
  const { binding } = backend;
  const attribute = (name: string, value: AttributeValue) => {
    if (typeof value === 'number') return { name, type: binding.TF_ATTR_FLOAT, value };
    if (typeof value === 'boolean') return { name, type: binding.TF_ATTR_BOOL, value };
    if (typeof value === 'string') return { name, type: binding.TF_ATTR_STRING, value };
    if ('int' in value) return { name, type: binding.TF_ATTR_INT, value: value.int };
    const type = value.dtype === 'float32' ? binding.TF_FLOAT : binding.TF_INT32;
    return { name, type: binding.TF_ATTR_TYPE, value: type };
  };
  return (op, inputs, attributes, outputs = 1) =>
    backend.executeMultipleOutputs(
      op,
      Object.entries(attributes).map(([name, value]) => attribute(name, value)),
      inputs,
      outputs,
    );
}

/** Gives the native backend of this process the kernels above. Once, after that backend is registered. */
export function registerNativeKernels(backendName: string): void {
  for (const [kernelName, kernel] of Object.entries(KERNELS)) {
    if ((tf.getKernel(kernelName, backendName) as tf.KernelConfig | undefined) !== undefined)
      tf.unregisterKernel(kernelName, backendName);
    tf.registerKernel({
      kernelName,
      backendName,
      kernelFunc({ inputs, attrs, backend }) {
        const outputs = kernel({
          inputs: inputs as Record<string, tf.TensorInfo>,
          attrs: attrs ?? {},
          execute: executor(backend as NativeBackend),
        });
        // A list of one output would come back to the caller as a list.
        return outputs.length === 1 ? outputs[0]! : outputs;
      },
    });
  }
}
