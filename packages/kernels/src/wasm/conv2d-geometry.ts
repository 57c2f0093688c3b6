import { backend_util } from '@tensorflow/tfjs-core';

type Shape4D = [number, number, number, number];

/** The sizes of one convolution: NHWC input and output, HWIO filter, no dilation. */
export type Conv2dGeometry = backend_util.Conv2DInfo;

/** The attributes of a convolution and of both its gradients. */
export interface Conv2dAttributes {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** A convolution as these kernels see it: all rows and columns beyond the input are zeros. */
export interface ConvolutionSizes {
  readonly images: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly filters: number;
  readonly filterHeight: number;
  readonly filterWidth: number;
  /** The stride. */
  readonly rowStep: number;
  readonly columnStep: number;
  /** Rows and columns of zeros before the input; if negative, this many of the input are skipped. */
  readonly padTop: number;
  readonly padLeft: number;
}

export function computeConv2dGeometry(
  inputShape: readonly number[],
  filterShape: readonly number[],
  { strides, pad, dataFormat, dimRoundingMode }: Conv2dAttributes,
): Conv2dGeometry {
  if (dataFormat !== 'NHWC') {
    throw new Error(`a ${dataFormat} convolution is not available on wasm: use NHWC`);
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

export const sizesOf = (geometry: Conv2dGeometry): ConvolutionSizes => ({
  images: geometry.batchSize,
  height: geometry.inHeight,
  width: geometry.inWidth,
  channels: geometry.inChannels,
  outHeight: geometry.outHeight,
  outWidth: geometry.outWidth,
  filters: geometry.outChannels,
  filterHeight: geometry.filterHeight,
  filterWidth: geometry.filterWidth,
  rowStep: geometry.strideHeight,
  columnStep: geometry.strideWidth,
  padTop: geometry.padInfo.top,
  padLeft: geometry.padInfo.left,
});
