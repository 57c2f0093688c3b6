import * as tf from '@tensorflow/tfjs-core';
import { createAvgPoolGrad } from '../average-pool-grad.js';
import type { FusedKernelTable } from '../fused/fused-kernel-table.js';
import { kernelFuncsOf } from '../fused/fused-kernel-table.js';
import { createBatchMatMul } from './batch-mat-mul.js';
import { batchNormRelu, batchNormReluGrad } from './batch-norm-relu.js';
import { applyMomentum, biasAddRelu, columnSums, reluGrad, scaleRelu } from './elementwise.js';
import { createFilterGradient } from './filter-gradient.js';
import { createInputGradient } from './input-gradient.js';
import { maxPoolGrad } from './max-pool-grad.js';
import type { GpuBackend } from './programs.js';

/** Part of the engine's version. Raise it with a change of these kernels that changes a bit of what they compute. */
export const WEBGPU_KERNELS_VERSION = 2;

const FUSED = {
  ApplyMomentum: applyMomentum,
  BatchNormRelu: batchNormRelu,
  BatchNormReluGrad: batchNormReluGrad,
  BiasAddRelu: biasAddRelu,
  ColumnSums: columnSums,
  ReluGrad: reluGrad,
  ScaleRelu: scaleRelu,
} satisfies FusedKernelTable<GpuBackend>;

/**
 * Replaces those kernels of the webgpu backend that compute something else than the other engines, or different bits
 * each time, or far more slowly than a GPU can. Also adds fused kernels: each call of a kernel costs the CPU more than
 * most kernels cost the GPU.
 *
 * @returns a function that restores the original kernels
 */
export function registerWebgpuKernels(backendName: string): () => void {
  const stockOf = (kernelName: string) =>
    tf.getKernel(kernelName, backendName) as tf.KernelConfig | undefined;
  const replaced = {
    [tf.AvgPoolGrad]: createAvgPoolGrad(backendName),
    [tf.BatchMatMul]: createBatchMatMul(stockOf(tf.BatchMatMul)!.kernelFunc),
    [tf.Conv2DBackpropFilter]: createFilterGradient(stockOf(tf.Conv2DBackpropFilter)!.kernelFunc),
    [tf.Conv2DBackpropInput]: createInputGradient(stockOf(tf.Conv2DBackpropInput)!.kernelFunc),
    [tf.MaxPoolGrad]: maxPoolGrad,
  };
  const kernels: Readonly<Record<string, tf.KernelFunc>> = {
    ...replaced,
    ...kernelFuncsOf(FUSED, (backend) => backend as GpuBackend),
  };
  const own = Object.entries(kernels).map(([kernelName, kernelFunc]) => ({
    kernelName,
    backendName,
    kernelFunc,
  }));
  const stock = own.flatMap(({ kernelName }) => stockOf(kernelName) ?? []);
  replaceKernels(stock, own);
  return () => {
    replaceKernels(own, stock);
  };
}

function replaceKernels(former: readonly tf.KernelConfig[], next: readonly tf.KernelConfig[]): void {
  for (const { kernelName, backendName } of former) tf.unregisterKernel(kernelName, backendName);
  for (const config of next) tf.registerKernel(config);
}
