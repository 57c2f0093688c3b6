import type { Conv2DBackpropInputAttrs, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import { computeConv2dGeometry, isPointwise } from './conv2d-geometry.js';
import type { Conv2dGeometry } from './conv2d-geometry.js';
import { float32View } from './heap.js';
import { computePhases } from './input-gradient-phases.js';
import type { AxisPhase } from './input-gradient-phases.js';
import { reshaped } from './stock-kernels.js';
import type { StockKernels } from './stock-kernels.js';

/**
 * Gradient of a convolution with respect to its input, re-expressed as XNNPACK convolutions of dy; the stock
 * kernel is a scalar loop. With stride s the pixels of the gradient fall into s × s phases, each a convolution of
 * dy with every s-th tap of the filter, so that no product with an inserted zero is computed.
 */
export function createConv2dBackpropInput(stock: StockKernels): KernelFunc {
  return ({ inputs, attrs }) => {
    const { dy, filter } = inputs as Record<'dy' | 'filter', TensorInfo>;
    const attributes = attrs as unknown as Conv2DBackpropInputAttrs;
    const geometry = computeConv2dGeometry(attributes.inputShape, filter.shape, attributes);
    return isPointwise(geometry)
      ? inputGradientOfPointwise(stock, dy, filter, geometry)
      : inputGradientByPhases(stock, dy, filter, geometry);
  };
}

function inputGradientOfPointwise(
  stock: StockKernels,
  dy: TensorInfo,
  filter: TensorInfo,
  geometry: Conv2dGeometry,
): TensorInfo {
  const { batchSize, inHeight, inWidth, inChannels, outChannels } = geometry;
  const filterT = stock.transpose(reshaped(filter, [inChannels, outChannels]), [1, 0]);
  const product = stock.multiplyMatrices(
    reshaped(dy, [batchSize * inHeight * inWidth, outChannels]),
    filterT,
  );
  stock.free(filterT);
  return reshaped(product, geometry.inShape);
}

function inputGradientByPhases(
  stock: StockKernels,
  dy: TensorInfo,
  filter: TensorInfo,
  geometry: Conv2dGeometry,
): TensorInfo {
  const {
    inHeight,
    outHeight,
    filterHeight,
    strideHeight,
    inWidth,
    outWidth,
    filterWidth,
    strideWidth,
    padInfo,
  } = geometry;
  const rowPhases = computePhases({
    inSize: inHeight,
    outSize: outHeight,
    filterSize: filterHeight,
    stride: strideHeight,
    padBefore: padInfo.top,
  });
  const columnPhases = computePhases({
    inSize: inWidth,
    outSize: outWidth,
    filterSize: filterWidth,
    stride: strideWidth,
    padBefore: padInfo.left,
  });
  const filterT = stock.transpose(filter, [0, 1, 3, 2]);
  const phases = rowPhases.flatMap((rows) =>
    columnPhases.map((columns) => ({
      rows,
      columns,
      values: convolvePhase(stock, dy, filterT, rows, columns),
    })),
  );
  stock.free(filterT);
  const [only] = phases;
  if (strideHeight === 1 && strideWidth === 1 && only?.values !== undefined) return only.values;

  const gradient = stock.backend.makeOutput(geometry.inShape, 'float32');
  float32View(stock.backend, gradient).fill(0);
  for (const { rows, columns, values } of phases) {
    if (values === undefined) continue;
    interleave(stock, values, gradient, rows, columns);
    stock.free(values);
  }
  return gradient;
}

/** The gradient at the pixels of one phase, shape [N, rows.count, columns.count, C]; undefined where it is zero. */
function convolvePhase(
  stock: StockKernels,
  dy: TensorInfo,
  filterT: TensorInfo,
  rows: AxisPhase,
  columns: AxisPhase,
): TensorInfo | undefined {
  if (rows.taps.length === 0 || columns.taps.length === 0) return undefined;
  const [batchSize = 0, , , outChannels = 0] = dy.shape;
  const isCropped = rows.length !== dy.shape[1] || columns.length !== dy.shape[2];
  const source = isCropped
    ? stock.slice(
        dy,
        [0, rows.begin, columns.begin, 0],
        [batchSize, rows.length, columns.length, outChannels],
      )
    : dy;
  const taps = pickTaps(stock, filterT, rows.taps, columns.taps);
  const values = stock.conv2d(source, taps, [[0, 0], rows.padding, columns.padding, [0, 0]]);
  stock.free(taps);
  if (isCropped) stock.free(source);
  return values;
}

/** The given taps of a filter [KH, KW, O, C], as the filter [rowTaps, columnTaps, O, C]. */
function pickTaps(
  stock: StockKernels,
  filterT: TensorInfo,
  rowTaps: readonly number[],
  columnTaps: readonly number[],
): TensorInfo {
  const [, filterWidth = 0, outChannels = 0, inChannels = 0] = filterT.shape;
  const picked = stock.backend.makeOutput(
    [rowTaps.length, columnTaps.length, outChannels, inChannels],
    'float32',
  );
  const source = float32View(stock.backend, filterT);
  const target = float32View(stock.backend, picked);
  const tapSize = outChannels * inChannels;
  let offset = 0;
  for (const row of rowTaps) {
    for (const column of columnTaps) {
      const from = (row * filterWidth + column) * tapSize;
      target.set(source.subarray(from, from + tapSize), offset);
      offset += tapSize;
    }
  }
  return picked;
}

/** Writes the pixels of one phase to their places in the gradient [N, H, W, C]. */
function interleave(
  stock: StockKernels,
  values: TensorInfo,
  gradient: TensorInfo,
  rows: AxisPhase,
  columns: AxisPhase,
): void {
  const [batchSize = 0, height = 0, width = 0, channels = 0] = gradient.shape;
  const source = float32View(stock.backend, values);
  const target = float32View(stock.backend, gradient);
  let from = 0;
  for (let image = 0; image < batchSize; image++) {
    for (let row = rows.first; row < height; row += rows.step) {
      for (let column = columns.first; column < width; column += columns.step) {
        const to = ((image * height + row) * width + column) * channels;
        for (let channel = 0; channel < channels; channel++) target[to + channel] = source[from++]!;
      }
    }
  }
}
