import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { ConvolutionSizes } from './conv2d-geometry.js';
import { pointerTo, withScratch } from './heap.js';
import type { KernelContext } from './kernel-context.js';
import { FLOAT, PANEL } from './matrix-product.js';

/** Output rows and columns of a tile. */
const TILE = 4;
/** Values of a transformed tile. */
const PLACES = 36;
/** Memory in which the transforms keep a tile. */
const SCRATCH_BYTES = 2048;
/** Floats of transformed tiles that are processed at once. */
const BLOCK_FLOATS = 262_144;
const MAX_TILES = 128;
const MIN_TILES = 16;

/** Whether {@link convolveByWinograd} supports it: 3 × 3, stride 1, channels and filters in whole panels. */
export const suitsWinograd = (sizes: ConvolutionSizes): boolean =>
  sizes.filterHeight === 3 &&
  sizes.filterWidth === 3 &&
  sizes.rowStep === 1 &&
  sizes.columnStep === 1 &&
  sizes.channels % PANEL === 0 &&
  sizes.filters % PANEL === 0;

/** The number of tiles of an image and of the batch, and how many are processed at once. */
function tilesOf({ images, outHeight, outWidth, channels, filters }: ConvolutionSizes): {
  readonly rows: number;
  readonly columns: number;
  readonly count: number;
  readonly block: number;
} {
  const rows = Math.ceil(outHeight / TILE);
  const columns = Math.ceil(outWidth / TILE);
  const count = images * rows * columns;
  const fitting = Math.floor(BLOCK_FLOATS / (PLACES * (channels + filters)) / 4) * 4;
  return { rows, columns, count, block: Math.min(count, Math.max(MIN_TILES, Math.min(MAX_TILES, fitting))) };
}

/** Writes a convolution with a filter [3, 3, channels, filters] to y. */
export function convolveByWinograd(
  { backend, kernels }: KernelContext,
  x: TensorInfo,
  filter: TensorInfo,
  y: TensorInfo,
  sizes: ConvolutionSizes,
): void {
  const { height, width, channels, filters, outHeight, outWidth, padTop, padLeft } = sizes;
  const tiles = tilesOf(sizes);
  const floats = [
    PLACES * channels * filters,
    PLACES * tiles.block * channels,
    PLACES * tiles.block * filters,
    4 * channels,
  ];
  const bytes = [...floats.map((size) => size * FLOAT), SCRATCH_BYTES];
  withScratch(backend, bytes, (...blocks) => {
    const [panels, inputs, outputs, strip, scratch] = blocks as [number, number, number, number, number];
    kernels.winogradFilter(pointerTo(backend, filter), channels, filters, panels, scratch);
    const [from, to] = [pointerTo(backend, x), pointerTo(backend, y)];
    for (let first = 0; first < tiles.count; first += tiles.block) {
      const count = Math.min(tiles.block, tiles.count - first);
      kernels.winogradInput(
        from,
        height,
        width,
        channels,
        tiles.rows,
        tiles.columns,
        padTop,
        padLeft,
        first,
        count,
        inputs,
        scratch,
      );
      for (let place = 0; place < PLACES; place++) {
        kernels.multiply(
          inputs + place * count * channels * FLOAT,
          channels * FLOAT,
          FLOAT,
          panels + place * channels * filters * FLOAT,
          outputs + place * count * filters * FLOAT,
          filters * FLOAT,
          count,
          filters,
          channels,
          false,
          strip,
        );
      }
      kernels.winogradOutput(
        outputs,
        count,
        filters,
        tiles.rows,
        tiles.columns,
        first,
        to,
        outHeight,
        outWidth,
        scratch,
      );
    }
  });
}

/** Writes the gradient of a filter [3, 3, channels, filters]. */
export function filterGradientByWinograd(
  { backend, kernels }: KernelContext,
  x: TensorInfo,
  dy: TensorInfo,
  gradient: TensorInfo,
  sizes: ConvolutionSizes,
): void {
  const { height, width, channels, filters, outHeight, outWidth, padTop, padLeft } = sizes;
  const tiles = tilesOf(sizes);
  const floats = [
    PLACES * tiles.block * filters,
    PLACES * tiles.block * channels,
    PLACES * channels * filters,
    4 * tiles.block,
  ];
  const bytes = [...floats.map((size) => size * FLOAT), SCRATCH_BYTES];
  withScratch(backend, bytes, (...blocks) => {
    const [panels, inputs, sums, strip, scratch] = blocks as [number, number, number, number, number];
    for (let first = 0; first < tiles.count; first += tiles.block) {
      const count = Math.min(tiles.block, tiles.count - first);
      kernels.winogradInput(
        pointerTo(backend, x),
        height,
        width,
        channels,
        tiles.rows,
        tiles.columns,
        padTop,
        padLeft,
        first,
        count,
        inputs,
        scratch,
      );
      kernels.winogradOutputGradient(
        pointerTo(backend, dy),
        outHeight,
        outWidth,
        filters,
        tiles.rows,
        tiles.columns,
        first,
        count,
        panels,
        scratch,
      );
      for (let place = 0; place < PLACES; place++) {
        kernels.multiply(
          inputs + place * count * channels * FLOAT,
          FLOAT,
          channels * FLOAT,
          panels + place * count * filters * FLOAT,
          sums + place * channels * filters * FLOAT,
          filters * FLOAT,
          channels,
          filters,
          count,
          first > 0,
          strip,
        );
      }
    }
    kernels.winogradFilterGradient(sums, channels * filters, pointerTo(backend, gradient), scratch);
  });
}
