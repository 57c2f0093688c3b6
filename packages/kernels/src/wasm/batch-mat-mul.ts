import { util } from '@tensorflow/tfjs-core';
import type { BatchMatMulAttrs, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelContext } from './kernel-context.js';
import { pointerTo, withScratch } from './heap.js';
import { FLOAT, multiplyMatrices, productScratch } from './matrix-product.js';

/**
 * Product of matrices. The stock kernel runs a transposed operand (both gradients of a dense layer) through a scalar
 * loop at 1–2 GFLOPS, reaches 30 without transposes, and keeps a packed copy of the right operand as long as its data
 * lives. This kernel reaches 45 and keeps nothing. True batches go to the stock kernel, and so does everything for
 * which it has an error message.
 */
export function createBatchMatMul({ backend, kernels, stock }: KernelContext): KernelFunc {
  return (call) => {
    const { a, b } = call.inputs as Record<'a' | 'b', TensorInfo>;
    const { transposeA, transposeB } = call.attrs as unknown as BatchMatMulAttrs;
    const batches = util.sizeFromShape(a.shape.slice(0, -2)) * util.sizeFromShape(b.shape.slice(0, -2));
    const [aRows, aColumns] = a.shape.slice(-2) as [number, number];
    const [bRows, bColumns] = b.shape.slice(-2) as [number, number];
    const [rows, depth] = transposeA ? [aColumns, aRows] : [aRows, aColumns];
    const isFloat = a.dtype === 'float32' && b.dtype === 'float32';
    if (batches !== 1 || depth === 0 || !isFloat) return stock.batchMatMul(call);
    const columns = transposeB ? bRows : bColumns;
    const batchShape = (a.shape.length >= b.shape.length ? a : b).shape.slice(0, -2);
    const product = backend.makeOutput([...batchShape, rows, columns], 'float32');
    if (product.shape.includes(0)) return product;
    const isRow = rows === 1 && !transposeB;
    const sizes = { rows, columns, depth };
    withScratch(backend, isRow ? [] : productScratch(sizes), (...scratch) => {
      const [left, right, target] = [a, b, product].map((tensor) => pointerTo(backend, tensor)) as [
        number,
        number,
        number,
      ];
      if (isRow) {
        kernels.multiplyRow(left, right, target, depth, columns);
        return;
      }
      multiplyMatrices(
        kernels,
        place(left, aColumns, transposeA),
        place(right, bColumns, transposeB),
        target,
        sizes,
        scratch as [number, number],
      );
    });
    return product;
  };
}

/** A dense matrix, or its transpose. */
const place = (pointer: number, columns: number, isTransposed: boolean) => ({
  pointer,
  rowStride: isTransposed ? FLOAT : columns * FLOAT,
  columnStride: isTransposed ? columns * FLOAT : FLOAT,
});
