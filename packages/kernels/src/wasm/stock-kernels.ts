import * as tf from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/**
 * Kernels of the wasm backend that the training kernels use. They are captured before any of them is replaced, and work
 * below the TF.js engine: nothing is recorded for the gradient, and no `tidy` collects their results, so each caller
 * frees what it gets.
 */
export interface StockKernels {
  transpose(x: TensorInfo, perm: readonly number[]): TensorInfo;
  /** The replaced kernels, for the cases that they serve well. */
  readonly batchMatMul: tf.KernelFunc;
  readonly conv2d: tf.KernelFunc;
  readonly concat: tf.KernelFunc;
  readonly splitV: tf.KernelFunc;
  readonly gatherV2: tf.KernelFunc;
  free(...tensors: readonly TensorInfo[]): void;
}

export function captureStockKernels(backend: BackendWasm): StockKernels {
  const transpose = getWasmKernel('Transpose');
  return {
    batchMatMul: getWasmKernel('BatchMatMul'),
    conv2d: getWasmKernel('Conv2D'),
    concat: getWasmKernel('Concat'),
    splitV: getWasmKernel('SplitV'),
    gatherV2: getWasmKernel('GatherV2'),
    transpose: (x, perm) => onlyOutput(transpose({ inputs: { x }, attrs: { perm: [...perm] }, backend })),
    free(...tensors) {
      for (const { dataId } of tensors) backend.disposeData(dataId);
    },
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
