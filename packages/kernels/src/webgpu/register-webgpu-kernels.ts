import * as tf from '@tensorflow/tfjs-core';
import { createAvgPoolGrad } from '../average-pool-grad.js';
import { createBatchMatMul } from './batch-mat-mul.js';
import { batchNormRelu, batchNormReluGrad } from './batch-norm-relu.js';
import { applyMomentum, biasAddRelu, columnSums, reluGrad, scaleRelu } from './elementwise.js';
import { createFilterGradient } from './filter-gradient.js';
import { createInputGradient } from './input-gradient.js';
import { maxPoolGrad } from './max-pool-grad.js';

/**
 * Puts Rote's kernels in the place of those of the webgpu backend that do not compute what the other engines do, not
 * the same bits every time, or far below what a GPU can; and adds those that it lacks, by the names that
 * packages/learning asks for them: each call of a kernel costs the CPU more than most of them cost the GPU.
 *
 * @returns puts things back as they were
 */
export function registerWebgpuKernels(backendName: string): () => void {
  const stockOf = (kernelName: string) =>
    tf.getKernel(kernelName, backendName) as tf.KernelConfig | undefined;
  const kernels = {
    AvgPoolGrad: createAvgPoolGrad(backendName),
    BatchMatMul: createBatchMatMul(stockOf('BatchMatMul')!.kernelFunc),
    Conv2DBackpropFilter: createFilterGradient(stockOf('Conv2DBackpropFilter')!.kernelFunc),
    Conv2DBackpropInput: createInputGradient(stockOf('Conv2DBackpropInput')!.kernelFunc),
    MaxPoolGrad: maxPoolGrad,
    ApplyMomentum: applyMomentum,
    BatchNormRelu: batchNormRelu,
    BatchNormReluGrad: batchNormReluGrad,
    BiasAddRelu: biasAddRelu,
    ColumnSums: columnSums,
    ReluGrad: reluGrad,
    ScaleRelu: scaleRelu,
  } satisfies Record<string, tf.KernelFunc>;
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
