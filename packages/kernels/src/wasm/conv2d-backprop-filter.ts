import type { Conv2DBackpropFilterAttrs, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import { computeConv2dGeometry, sizesOf } from './conv2d-geometry.js';
import { filterGradient } from './convolution.js';
import type { KernelContext } from './kernel-context.js';

/** Gradient of a convolution with respect to its filter, which the wasm backend lacks. */
export function createConv2dBackpropFilter(context: KernelContext): KernelFunc {
  return ({ inputs, attrs }) => {
    const { x, dy } = inputs as Record<'x' | 'dy', TensorInfo>;
    const attributes = attrs as unknown as Conv2DBackpropFilterAttrs;
    const geometry = computeConv2dGeometry(x.shape, attributes.filterShape, attributes);
    return filterGradient(context, x, dy, sizesOf(geometry));
  };
}
