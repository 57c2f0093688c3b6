import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { Conv2dGeometry } from './conv2d-geometry.js';
import { float32View, withRows } from './heap.js';
import type { StockKernels } from './stock-kernels.js';

/** Floats of dy in one block: what the packed operand of a product may hold to stay in the second-level cache. */
const BLOCK_FLOATS = 98_304;

/**
 * Filter gradient of a convolution with stride 1. Input and dy are laid on one flat grid of padded pixels, where
 * moving the filter by one tap is moving dy by a whole number of rows. So each tap is one product of the same xᵀ
 * with a window of dy, without copying a patch: dW[i, j] = xᵀ[C, pixels] · dy[pixels shifted by (i, j), O].
 */
export function filterGradientByRows(
  stock: StockKernels,
  x: TensorInfo,
  dy: TensorInfo,
  geometry: Conv2dGeometry,
): TensorInfo {
  const { backend } = stock;
  const { batchSize, inHeight, inWidth, inChannels, outChannels, filterHeight, filterWidth, padInfo } =
    geometry;
  const gridWidth = inWidth + padInfo.left + padInfo.right;
  const imagePixels = (inHeight + padInfo.top + padInfo.bottom) * gridWidth;
  const pixels = batchSize * imagePixels;
  // Rows of zeros before dy, as many as the farthest tap moves it.
  const margin = (filterHeight - 1) * gridWidth + filterWidth - 1;

  const xGrid = backend.makeOutput([pixels, inChannels], 'float32');
  const dyGrid = backend.makeOutput([margin + pixels, outChannels], 'float32');
  const gradient = backend.makeOutput([filterHeight, filterWidth, inChannels, outChannels], 'float32');
  layOnGrid(backend, x, xGrid, {
    imagePixels,
    gridWidth,
    firstPixel: padInfo.top * gridWidth + padInfo.left,
  });
  layOnGrid(backend, dy, dyGrid, { imagePixels, gridWidth, firstPixel: margin });
  float32View(backend, gradient).fill(0);

  const imagesPerBlock = Math.min(
    batchSize,
    Math.max(1, Math.floor(BLOCK_FLOATS / (imagePixels * outChannels))),
  );
  for (let image = 0; image < batchSize; image += imagesPerBlock) {
    const firstPixel = image * imagePixels;
    const blockPixels = Math.min(imagesPerBlock, batchSize - image) * imagePixels;
    const xT = withRows(backend, xGrid, firstPixel, [blockPixels, inChannels], (rows) =>
      stock.transpose(rows, [1, 0]),
    );
    for (let tap = 0; tap < filterHeight * filterWidth; tap++) {
      const shift = Math.floor(tap / filterWidth) * gridWidth + (tap % filterWidth);
      const firstRow = margin + firstPixel - shift;
      const product = withRows(backend, dyGrid, firstRow, [blockPixels, outChannels], (rows) =>
        stock.multiplyMatrices(xT, rows),
      );
      addAt(float32View(backend, gradient), tap * inChannels * outChannels, float32View(backend, product));
      stock.free(product);
    }
    stock.free(xT);
  }
  stock.free(xGrid, dyGrid);
  return gradient;
}

/** Copies images [N, H, W, D] row by row onto a zeroed grid [pixels, D]. */
function layOnGrid(
  backend: BackendWasm,
  images: TensorInfo,
  grid: TensorInfo,
  place: { readonly imagePixels: number; readonly gridWidth: number; readonly firstPixel: number },
): void {
  const [batchSize = 0, height = 0, width = 0, depth = 0] = images.shape;
  const source = float32View(backend, images);
  const target = float32View(backend, grid).fill(0);
  for (let image = 0; image < batchSize; image++) {
    for (let row = 0; row < height; row++) {
      const from = (image * height + row) * width * depth;
      const pixel = place.firstPixel + image * place.imagePixels + row * place.gridWidth;
      target.set(source.subarray(from, from + width * depth), pixel * depth);
    }
  }
}

function addAt(sum: Float32Array, offset: number, addend: Float32Array): void {
  for (let i = 0; i < addend.length; i++) sum[offset + i] = sum[offset + i]! + addend[i]!;
}
