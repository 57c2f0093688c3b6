import type { Conv2DBackpropFilterAttrs, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import { computeConv2dGeometry, isPointwise } from './conv2d-geometry.js';
import type { Conv2dGeometry } from './conv2d-geometry.js';
import { filterGradientByRows } from './filter-gradient-by-rows.js';
import { reshaped } from './stock-kernels.js';
import type { StockKernels } from './stock-kernels.js';

/** Fewest input channels at which the matrix products of {@link filterGradientByRows} are worth their overhead. */
const ROWS_MIN_CHANNELS = 16;
/** Most input channels at which laying the patches out costs less memory traffic than it saves. */
const PATCHES_MAX_CHANNELS = 4;

/**
 * Gradient of a convolution with respect to its filter, which the wasm backend lacks. One of four formulations,
 * whichever was measured to be fastest for the shape.
 */
export function createConv2dBackpropFilter(stock: StockKernels): KernelFunc {
  return ({ inputs, attrs }) => {
    const { x, dy } = inputs as Record<'x' | 'dy', TensorInfo>;
    const attributes = attrs as unknown as Conv2DBackpropFilterAttrs;
    const geometry = computeConv2dGeometry(x.shape, attributes.filterShape, attributes);
    return chooseFormulation(geometry)(stock, x, dy, geometry);
  };
}

type FilterGradient = (
  stock: StockKernels,
  x: TensorInfo,
  dy: TensorInfo,
  geometry: Conv2dGeometry,
) => TensorInfo;

function chooseFormulation(geometry: Conv2dGeometry): FilterGradient {
  const { strideHeight, strideWidth, inChannels } = geometry;
  if (isPointwise(geometry)) return filterGradientOfPointwise;
  if (inChannels <= PATCHES_MAX_CHANNELS) return filterGradientByPatches;
  if (strideHeight === 1 && strideWidth === 1 && inChannels >= ROWS_MIN_CHANNELS) return filterGradientByRows;
  return filterGradientByConvolution;
}

/** One product over all pixels: dW[C, O] = xᵀ[C, pixels] · dy[pixels, O]. */
function filterGradientOfPointwise(
  stock: StockKernels,
  x: TensorInfo,
  dy: TensorInfo,
  geometry: Conv2dGeometry,
): TensorInfo {
  const { batchSize, inHeight, inWidth, inChannels, outChannels } = geometry;
  const pixels = batchSize * inHeight * inWidth;
  const xT = stock.transpose(reshaped(x, [pixels, inChannels]), [1, 0]);
  const product = stock.multiplyMatrices(xT, reshaped(dy, [pixels, outChannels]));
  stock.free(xT);
  return reshaped(product, [1, 1, inChannels, outChannels]);
}

/** The patches under every filter position as one matrix [KH·KW·C, N·OH·OW] (im2col), times dy[N·OH·OW, O]. */
function filterGradientByPatches(
  stock: StockKernels,
  x: TensorInfo,
  dy: TensorInfo,
  geometry: Conv2dGeometry,
): TensorInfo {
  const { batchSize, outHeight, outWidth, inChannels, outChannels, filterHeight, filterWidth, padInfo } =
    geometry;
  const pixels = batchSize * outHeight * outWidth;
  const xT = stock.transpose(x, [3, 0, 1, 2]);
  const { top, bottom, left, right } = padInfo;
  const padded = stock.pad(xT, [
    [0, 0],
    [0, 0],
    [top, bottom],
    [left, right],
  ]);
  stock.free(xT);
  const strides = [1, 1, geometry.strideHeight, geometry.strideWidth];
  const taps: TensorInfo[] = [];
  for (let row = 0; row < filterHeight; row++) {
    for (let column = 0; column < filterWidth; column++) {
      const tap = stock.stridedSlice(
        padded,
        [0, 0, row, column],
        [inChannels, batchSize, outHeight, outWidth],
        strides,
      );
      taps.push(reshaped(tap, [inChannels, pixels]));
    }
  }
  const patches = stock.concatRows(taps);
  stock.free(padded, ...taps);
  const product = stock.multiplyMatrices(patches, reshaped(dy, [pixels, outChannels]));
  stock.free(patches);
  return reshaped(product, [filterHeight, filterWidth, inChannels, outChannels]);
}

/**
 * A convolution in which batch and channels change places: the input [C, H, W, N] under dy [OH, OW, N, O] as the
 * filter, dilated by the stride, gives [C, KH, KW, O].
 */
function filterGradientByConvolution(
  stock: StockKernels,
  x: TensorInfo,
  dy: TensorInfo,
  geometry: Conv2dGeometry,
): TensorInfo {
  const { inChannels, outChannels, filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = geometry;
  const xT = stock.transpose(x, [3, 1, 2, 0]);
  const dyT = stock.transpose(dy, [1, 2, 0, 3]);
  const { top, bottom, left, right } = padInfo;
  const paddings: [number, number][] = [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
  const correlation = stock.conv2d(xT, dyT, paddings, [strideHeight, strideWidth]);
  // A stride that leaves the last rows of the input untouched yields taps beyond the filter.
  const taps = stock.slice(correlation, [0, 0, 0, 0], [inChannels, filterHeight, filterWidth, outChannels]);
  const gradient = stock.transpose(taps, [1, 2, 0, 3]);
  stock.free(xT, dyT, correlation, taps);
  return gradient;
}
