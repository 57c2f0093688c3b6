import * as tf from '@tensorflow/tfjs-core';
import { createBatchMatMul } from './batch-mat-mul.js';
import { createFilterGradient } from './filter-gradient.js';
import { maxPoolGrad } from './max-pool-grad.js';

/**
 * Puts Rote's kernels in the place of those of the webgpu backend that do not compute what the other engines do, not
 * the same bits every time, or far below what a GPU can.
 *
 * @returns puts the stock kernels back
 */
export function registerTrainingKernels(backendName: string): () => void {
  const stock = (['BatchMatMul', 'Conv2DBackpropFilter', 'MaxPoolGrad'] as const).map((name) =>
    tf.getKernel(name, backendName),
  );
  const [batchMatMul, filterGradient] = stock;
  replaceKernels([
    { kernelName: 'BatchMatMul', backendName, kernelFunc: createBatchMatMul(batchMatMul!.kernelFunc) },
    {
      kernelName: 'Conv2DBackpropFilter',
      backendName,
      kernelFunc: createFilterGradient(filterGradient!.kernelFunc),
    },
    { kernelName: 'MaxPoolGrad', backendName, kernelFunc: maxPoolGrad },
  ]);
  return () => {
    replaceKernels(stock);
  };
}

function replaceKernels(configs: readonly tf.KernelConfig[]): void {
  for (const config of configs) {
    tf.unregisterKernel(config.kernelName, config.backendName);
    tf.registerKernel(config);
  }
}
