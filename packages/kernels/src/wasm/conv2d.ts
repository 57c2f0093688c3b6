import type { Conv2DAttrs, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import { computeConv2dGeometry, sizesOf } from './conv2d-geometry.js';
import { convolve } from './convolution.js';
import type { KernelContext } from './kernel-context.js';

/**
 * Convolution, faster than the stock kernel, which also keeps a packed copy of the filter as long as its data lives.
 * Dilated convolutions go to the stock kernel.
 */
export function createConv2d(context: KernelContext): KernelFunc {
  return (call) => {
    const { x, filter } = call.inputs as Record<'x' | 'filter', TensorInfo>;
    const attributes = call.attrs as unknown as Conv2DAttrs;
    if ([attributes.dilations].flat().some((dilation) => dilation !== 1)) return context.stock.conv2d(call);
    return convolve(context, x, filter, sizesOf(computeConv2dGeometry(x.shape, filter.shape, attributes)));
  };
}
