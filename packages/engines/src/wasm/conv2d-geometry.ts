import { backend_util } from '@tensorflow/tfjs-core';

type Shape4D = [number, number, number, number];

/** The sizes of one convolution: NHWC input and output, HWIO filter, no dilation. */
export type Conv2dGeometry = backend_util.Conv2DInfo;

/** The attributes that both gradients of a convolution carry. */
export interface Conv2dAttributes {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

export function computeConv2dGeometry(
  inputShape: readonly number[],
  filterShape: readonly number[],
  { strides, pad, dataFormat, dimRoundingMode }: Conv2dAttributes,
): Conv2dGeometry {
  if (dataFormat !== 'NHWC') {
    throw new Error(`the gradient of a ${dataFormat} convolution is not available on wasm: use NHWC`);
  }
  return backend_util.computeConv2DInfo(
    inputShape as Shape4D,
    filterShape as Shape4D,
    strides,
    1,
    pad,
    dimRoundingMode,
    false,
    'channelsLast',
  );
}

/** Whether the convolution is a matrix product of pixels × channels: filter 1 × 1, stride 1, nothing padded. */
export function isPointwise({
  filterHeight,
  filterWidth,
  strideHeight,
  strideWidth,
  padInfo,
}: Conv2dGeometry): boolean {
  const padding = padInfo.top + padInfo.bottom + padInfo.left + padInfo.right;
  return filterHeight === 1 && filterWidth === 1 && strideHeight === 1 && strideWidth === 1 && padding === 0;
}
