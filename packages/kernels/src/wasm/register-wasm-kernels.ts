import * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { createAvgPoolGrad } from '../average-pool-grad.js';
import type { FusedKernelTable } from '../fused/fused-kernel-table.js';
import { kernelFuncsOf } from '../fused/fused-kernel-table.js';
import { assembleKernels } from './assembled-kernels.js';
import { createBatchNormRelu, createBatchNormReluGrad } from './batch-norm-relu.js';
import { createBatchMatMul } from './batch-mat-mul.js';
import { createConv2d } from './conv2d.js';
import { createConv2dBackpropFilter } from './conv2d-backprop-filter.js';
import { createConv2dBackpropInput } from './conv2d-backprop-input.js';
import { createApplyMomentum, createBiasAdd, createReluGrad, createScaleRelu } from './elementwise.js';
import { guardMemory } from './guard-memory.js';
import { createMaxPoolGrad } from './max-pool-grad.js';
import { createConcat, createGatherV2, createIdentity, createSplitV } from './data-movement.js';
import { captureStockKernels } from './stock-kernels.js';
import { createUnsortedSegmentSum } from './unsorted-segment-sum.js';

/**
 * Adds to the wasm backend of this process the kernels that training needs and the backend lacks, runs slowly or
 * computes wrongly, and its fused kernels. They belong to the process's only wasm backend: call this once, after that
 * backend is selected.
 */
export function registerWasmKernels(backend: BackendWasm): void {
  guardMemory(backend);
  const stock = captureStockKernels(backend);
  const context = { backend, kernels: assembleKernels(backend), stock };
  const replaced = {
    [tf.AvgPoolGrad]: createAvgPoolGrad('wasm'),
    [tf.BatchMatMul]: createBatchMatMul(context),
    [tf.Concat]: createConcat(context),
    [tf.Conv2D]: createConv2d(context),
    [tf.Conv2DBackpropFilter]: createConv2dBackpropFilter(context),
    [tf.Conv2DBackpropInput]: createConv2dBackpropInput(context),
    [tf.GatherV2]: createGatherV2(context),
    [tf.Identity]: createIdentity(context),
    [tf.MaxPoolGrad]: createMaxPoolGrad(context),
    [tf.SplitV]: createSplitV(context),
    [tf.UnsortedSegmentSum]: createUnsortedSegmentSum(context),
  };
  const fused = {
    ApplyMomentum: createApplyMomentum(context),
    BatchNormRelu: createBatchNormRelu(context),
    BatchNormReluGrad: createBatchNormReluGrad(context),
    BiasAdd: createBiasAdd(context),
    BiasAddRelu: createBiasAdd(context, 0),
    ReluGrad: createReluGrad(context),
    ScaleRelu: createScaleRelu(context),
  } satisfies FusedKernelTable;
  const kernels = { ...replaced, ...kernelFuncsOf(fused, (backend) => backend) };
  for (const [kernelName, kernelFunc] of Object.entries(kernels)) {
    const stockConfig = tf.getKernel(kernelName, 'wasm') as tf.KernelConfig | undefined;
    if (stockConfig !== undefined) tf.unregisterKernel(kernelName, 'wasm');
    tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc });
  }
}
