import * as tf from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { packByShape } from './pack-by-shape.js';

/** `[before, after]` for each axis of an NHWC tensor, in elements. */
type Paddings = readonly [number, number][];

/**
 * Kernels that the wasm backend brings (most are XNNPACK), out of which the training kernels are composed.
 * They are captured before any of them is replaced, and work below the TF.js engine: nothing is recorded for the
 * gradient, no `tidy` collects what they return, so whoever calls one frees its result.
 */
export interface StockKernels {
  readonly backend: BackendWasm;
  transpose(x: TensorInfo, perm: readonly number[]): TensorInfo;
  slice(x: TensorInfo, begin: readonly number[], size: readonly number[]): TensorInfo;
  stridedSlice(
    x: TensorInfo,
    begin: readonly number[],
    size: readonly number[],
    strides: readonly number[],
  ): TensorInfo;
  pad(x: TensorInfo, paddings: Paddings): TensorInfo;
  concatRows(parts: readonly TensorInfo[]): TensorInfo;
  /** NHWC convolution with stride 1 and explicit paddings. */
  conv2d(
    x: TensorInfo,
    filter: TensorInfo,
    paddings: Paddings,
    dilations?: readonly [number, number],
  ): TensorInfo;
  /** `a · b` of two matrices, neither transposed: the one case that XNNPACK's fully connected kernel takes. */
  multiplyMatrices(a: TensorInfo, b: TensorInfo): TensorInfo;
  /** The replaced kernel, for the cases that it serves well. */
  batchMatMul: tf.KernelFunc;
  free(...tensors: readonly TensorInfo[]): void;
}

/** The same memory under another shape. It holds no reference: free the original, not this. */
export function reshaped(tensor: TensorInfo, shape: readonly number[]): TensorInfo {
  return { dataId: tensor.dataId, shape: [...shape], dtype: tensor.dtype };
}

export function captureStockKernels(backend: BackendWasm): StockKernels {
  const run = (kernelName: string) => {
    const kernel = getWasmKernel(kernelName);
    return (inputs: tf.NamedTensorInfoMap, attrs: tf.NamedAttrMap): TensorInfo =>
      onlyOutput(kernel({ inputs, attrs, backend }));
  };
  const transpose = run('Transpose');
  const slice = run('Slice');
  const stridedSlice = run('StridedSlice');
  const pad = run('PadV2');
  const conv2d = run('Conv2D');
  const concat = getWasmKernel('Concat');
  const identity = run('Identity');
  const free = (...tensors: readonly TensorInfo[]): void => {
    for (const { dataId } of tensors) backend.disposeData(dataId);
  };
  const batchMatMul = packByShape(getWasmKernel('BatchMatMul'), { copy: (x) => identity({ x }, {}), free });

  return {
    backend,
    batchMatMul,
    transpose: (x, perm) => transpose({ x }, { perm: [...perm] }),
    slice: (x, begin, size) => slice({ x }, { begin: [...begin], size: [...size] }),
    stridedSlice: (x, begin, size, strides) =>
      stridedSlice(
        { x },
        {
          begin: [...begin],
          end: begin.map((from, axis) => from + ((size[axis] ?? 1) - 1) * (strides[axis] ?? 1) + 1),
          strides: [...strides],
          beginMask: 0,
          endMask: 0,
          ellipsisMask: 0,
          newAxisMask: 0,
          shrinkAxisMask: 0,
        },
      ),
    pad: (x, paddings) => pad({ x }, { paddings: paddings.map((both) => [...both]), constantValue: 0 }),
    // The kernel takes a list of inputs, which the type of a single kernel's inputs does not say.
    concatRows: (parts) =>
      onlyOutput(concat({ inputs: parts as unknown as tf.NamedTensorInfoMap, attrs: { axis: 0 }, backend })),
    conv2d: (x, filter, paddings, dilations = [1, 1]) =>
      conv2d(
        { x, filter },
        {
          strides: [1, 1],
          pad: paddings.map((both) => [...both]),
          dilations: [...dilations],
          dataFormat: 'NHWC',
          dimRoundingMode: 'floor',
        },
      ),
    multiplyMatrices(a, b) {
      const product = onlyOutput(
        batchMatMul({
          inputs: { a: reshaped(a, [1, ...a.shape]), b: reshaped(b, [1, ...b.shape]) },
          attrs: { transposeA: false, transposeB: false },
          backend,
        }),
      );
      return reshaped(product, product.shape.slice(1));
    },
    free,
  };
}

function getWasmKernel(kernelName: string): tf.KernelFunc {
  const kernel = tf.getKernel(kernelName, 'wasm') as tf.KernelConfig | undefined;
  if (kernel === undefined)
    throw new Error(`the wasm backend of TF.js ${tf.version_core} has no kernel ${kernelName}`);
  return kernel.kernelFunc;
}

function onlyOutput(output: TensorInfo | TensorInfo[]): TensorInfo {
  const tensor = Array.isArray(output) ? output[0] : output;
  if (tensor === undefined) throw new Error('a wasm kernel returned no output');
  return tensor;
}
