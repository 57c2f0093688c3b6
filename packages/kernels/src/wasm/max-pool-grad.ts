import { backend_util } from '@tensorflow/tfjs-core';
import type { KernelFunc, MaxPoolGradAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { pointerTo } from './heap.js';
import type { KernelContext } from './kernel-context.js';

/**
 * Gradient of max pooling, many times as fast as the stock kernel. If values tie, the first of the window receives the
 * gradient, as on the other engines.
 */
export function createMaxPoolGrad({ backend, kernels }: KernelContext): KernelFunc {
  return ({ inputs, attrs }) => {
    const { dy, input } = inputs as Record<'dy' | 'input', TensorInfo>;
    const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as MaxPoolGradAttrs;
    const shape = input.shape as [number, number, number, number];
    const pool = backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
    const gradient = backend.makeOutput(shape, 'float32');
    kernels.maxPoolGradient(
      pointerTo(backend, input),
      pointerTo(backend, dy),
      pointerTo(backend, gradient),
      pool.batchSize,
      pool.inHeight,
      pool.inWidth,
      pool.inChannels,
      pool.outHeight,
      pool.outWidth,
      pool.filterHeight,
      pool.filterWidth,
      pool.strideHeight,
      pool.strideWidth,
      pool.padInfo.top,
      pool.padInfo.left,
    );
    return gradient;
  };
}
