import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { ConvolutionSizes } from './conv2d-geometry.js';
import { pointerTo, withScratch } from './heap.js';
import type { KernelContext } from './kernel-context.js';
import { FLOAT, panelBytes } from './matrix-product.js';
import { convolveByWinograd, filterGradientByWinograd, suitsWinograd } from './winograd.js';

/** Floats of patches that are written at once: they stay in the second-level cache. */
const PATCH_FLOATS = 65_536;
/** Most patches at once when they are the depth of a product. */
const MAX_PATCHES = 256;

/**
 * A convolution, [images, outHeight, outWidth, filters].
 *
 * @param x [images, height, width, channels]
 * @param filter [filterHeight, filterWidth, channels, filters]
 */
export function convolve(
  context: KernelContext,
  x: TensorInfo,
  filter: TensorInfo,
  sizes: ConvolutionSizes,
): TensorInfo {
  const { images, outHeight, outWidth, filters } = sizes;
  const y = context.backend.makeOutput([images, outHeight, outWidth, filters], 'float32');
  if (y.shape.includes(0)) return y;
  (suitsWinograd(sizes) ? convolveByWinograd : convolveByPatches)(context, x, filter, y, sizes);
  return y;
}

/**
 * The gradient of a convolution with respect to its filter, [filterHeight, filterWidth, channels, filters].
 *
 * @param dy [images, outHeight, outWidth, filters]
 */
export function filterGradient(
  context: KernelContext,
  x: TensorInfo,
  dy: TensorInfo,
  sizes: ConvolutionSizes,
): TensorInfo {
  const { filterHeight, filterWidth, channels, filters } = sizes;
  const gradient = context.backend.makeOutput([filterHeight, filterWidth, channels, filters], 'float32');
  (suitsWinograd(sizes) ? filterGradientByWinograd : filterGradientByPatches)(
    context,
    x,
    dy,
    gradient,
    sizes,
  );
  return gradient;
}

/** y[pixels, O] = patches[pixels, KH·KW·C] · filter[KH·KW·C, O]. */
function convolveByPatches(
  { backend, kernels }: KernelContext,
  x: TensorInfo,
  filter: TensorInfo,
  y: TensorInfo,
  sizes: ConvolutionSizes,
): void {
  const { images, outHeight, outWidth, filters } = sizes;
  const pixels = images * outHeight * outWidth;
  const patch = patchSize(sizes);
  const block = Math.min(pixels, Math.max(4, Math.floor(PATCH_FLOATS / patch / 4) * 4));
  const scratch = [panelBytes(patch, filters), patch * 4 * FLOAT, block * patch * FLOAT];
  withScratch(backend, scratch, (panels, strip, patches) => {
    kernels.packPanels(pointerTo(backend, filter), filters * FLOAT, FLOAT, patch, filters, panels);
    const target = pointerTo(backend, y);
    for (let first = 0; first < pixels; first += block) {
      const count = Math.min(block, pixels - first);
      kernels.multiply(
        layPatches(kernels, pointerTo(backend, x), sizes, first, count, patches),
        patch * FLOAT,
        FLOAT,
        panels,
        target + first * filters * FLOAT,
        filters * FLOAT,
        count,
        filters,
        patch,
        false,
        strip,
      );
    }
  });
}

/** dW[KH·KW·C, O] = patchesᵀ[KH·KW·C, pixels] · dy[pixels, O], summed over blocks of pixels. */
function filterGradientByPatches(
  { backend, kernels }: KernelContext,
  x: TensorInfo,
  dy: TensorInfo,
  gradient: TensorInfo,
  sizes: ConvolutionSizes,
): void {
  const { images, outHeight, outWidth, filters } = sizes;
  const pixels = images * outHeight * outWidth;
  const patch = patchSize(sizes);
  const block = Math.min(pixels, MAX_PATCHES, Math.max(32, Math.floor((2 * PATCH_FLOATS) / patch / 4) * 4));
  const scratch = [panelBytes(block, filters), block * 4 * FLOAT, block * patch * FLOAT];
  withScratch(backend, scratch, (panels, strip, patches) => {
    for (let first = 0; first < pixels; first += block) {
      const count = Math.min(block, pixels - first);
      const from = pointerTo(backend, dy) + first * filters * FLOAT;
      kernels.packPanels(from, filters * FLOAT, FLOAT, count, filters, panels);
      kernels.multiply(
        layPatches(kernels, pointerTo(backend, x), sizes, first, count, patches),
        FLOAT,
        patch * FLOAT,
        panels,
        pointerTo(backend, gradient),
        filters * FLOAT,
        patch,
        filters,
        count,
        first > 0,
        strip,
      );
    }
  });
}

const patchSize = ({ filterHeight, filterWidth, channels }: ConvolutionSizes): number =>
  filterHeight * filterWidth * channels;

/** Returns the pointer to some patches: the pixels themselves if a patch is one pixel. */
function layPatches(
  kernels: KernelContext['kernels'],
  x: number,
  sizes: ConvolutionSizes,
  first: number,
  count: number,
  target: number,
): number {
  if (isPointwise(sizes)) return x + first * sizes.channels * FLOAT;
  kernels.layPatches(
    x,
    sizes.height,
    sizes.width,
    sizes.channels,
    sizes.outHeight,
    sizes.outWidth,
    sizes.filterHeight,
    sizes.filterWidth,
    sizes.rowStep,
    sizes.columnStep,
    sizes.padTop,
    sizes.padLeft,
    first,
    count,
    target,
  );
  return target;
}

/** Whether each output pixel is computed only from the input pixel at the same place. */
const isPointwise = (sizes: ConvolutionSizes): boolean =>
  sizes.filterHeight === 1 &&
  sizes.filterWidth === 1 &&
  sizes.height === sizes.outHeight &&
  sizes.width === sizes.outWidth &&
  sizes.padTop === 0 &&
  sizes.padLeft === 0 &&
  sizes.rowStep === 1 &&
  sizes.columnStep === 1;
