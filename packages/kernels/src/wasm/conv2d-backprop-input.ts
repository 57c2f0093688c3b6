import type { Conv2DBackpropInputAttrs, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import { computeConv2dGeometry } from './conv2d-geometry.js';
import type { Conv2dGeometry } from './conv2d-geometry.js';
import { convolve } from './convolution.js';
import { float32View } from './heap.js';
import { computePhases } from './input-gradient-phases.js';
import type { AxisPhase } from './input-gradient-phases.js';
import type { KernelContext } from './kernel-context.js';

/**
 * Gradient of a convolution with respect to its input, re-expressed as convolutions of dy; the stock kernel is a scalar
 * loop. With stride s the pixels of the gradient fall into s × s phases, each a convolution of dy with every s-th tap
 * of the filter, so that no product with an inserted zero is computed.
 */
export function createConv2dBackpropInput(context: KernelContext): KernelFunc {
  return ({ inputs, attrs }) => {
    const { dy, filter } = inputs as Record<'dy' | 'filter', TensorInfo>;
    const attributes = attrs as unknown as Conv2DBackpropInputAttrs;
    const geometry = computeConv2dGeometry(attributes.inputShape, filter.shape, attributes);
    return inputGradient(context, dy, filter, geometry);
  };
}

function inputGradient(
  context: KernelContext,
  dy: TensorInfo,
  filter: TensorInfo,
  geometry: Conv2dGeometry,
): TensorInfo {
  const { backend, stock } = context;
  const { strideHeight, strideWidth, padInfo } = geometry;
  const rowPhases = computePhases({
    inSize: geometry.inHeight,
    outSize: geometry.outHeight,
    filterSize: geometry.filterHeight,
    stride: strideHeight,
    padBefore: padInfo.top,
  });
  const columnPhases = computePhases({
    inSize: geometry.inWidth,
    outSize: geometry.outWidth,
    filterSize: geometry.filterWidth,
    stride: strideWidth,
    padBefore: padInfo.left,
  });
  const filterT = stock.transpose(filter, [0, 1, 3, 2]);
  const phases = rowPhases.flatMap((rows) =>
    columnPhases.map((columns) => ({
      rows,
      columns,
      values: convolvePhase(context, dy, filterT, rows, columns),
    })),
  );
  stock.free(filterT);
  const [only] = phases;
  if (strideHeight === 1 && strideWidth === 1 && only?.values !== undefined) return only.values;

  const gradient = backend.makeOutput(geometry.inShape, 'float32');
  float32View(backend, gradient).fill(0);
  for (const { rows, columns, values } of phases) {
    if (values === undefined) continue;
    interleave(context, values, gradient, rows, columns);
    stock.free(values);
  }
  return gradient;
}

/** The gradient at the pixels of one phase, shape [N, rows.count, columns.count, C]; undefined where it is zero. */
function convolvePhase(
  context: KernelContext,
  dy: TensorInfo,
  filterT: TensorInfo,
  rows: AxisPhase,
  columns: AxisPhase,
): TensorInfo | undefined {
  if (rows.taps.length === 0 || columns.taps.length === 0) return undefined;
  const [images, height, width, channels] = dy.shape as [number, number, number, number];
  const taps = pickTaps(context, filterT, rows.taps, columns.taps);
  const values = convolve(context, dy, taps, {
    images,
    height,
    width,
    channels,
    outHeight: rows.count,
    outWidth: columns.count,
    filters: filterT.shape[3]!,
    filterHeight: rows.taps.length,
    filterWidth: columns.taps.length,
    rowStep: 1,
    columnStep: 1,
    padTop: rows.padBefore,
    padLeft: columns.padBefore,
  });
  context.stock.free(taps);
  return values;
}

/** The given taps of a filter [KH, KW, O, C], as the filter [rowTaps, columnTaps, O, C]. */
function pickTaps(
  { backend }: KernelContext,
  filterT: TensorInfo,
  rowTaps: readonly number[],
  columnTaps: readonly number[],
): TensorInfo {
  const [, filterWidth = 0, outChannels = 0, inChannels = 0] = filterT.shape;
  const picked = backend.makeOutput([rowTaps.length, columnTaps.length, outChannels, inChannels], 'float32');
  const source = float32View(backend, filterT);
  const target = float32View(backend, picked);
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
  { backend }: KernelContext,
  values: TensorInfo,
  gradient: TensorInfo,
  rows: AxisPhase,
  columns: AxisPhase,
): void {
  const [batchSize = 0, height = 0, width = 0, channels = 0] = gradient.shape;
  const source = float32View(backend, values);
  const target = float32View(backend, gradient);
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
