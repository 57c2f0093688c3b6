import { util } from '@tensorflow/tfjs-core';
import type { BatchMatMulAttrs, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import { reshaped } from './stock-kernels.js';
import type { StockKernels } from './stock-kernels.js';

/**
 * Matrix product that makes transposes explicit: the stock kernel runs a transposed operand (both gradients of a
 * dense layer) through a scalar loop at 1–2 GFLOPS, where XNNPACK's fully connected kernel does 30.
 * Real batches and products without a transpose go to the stock kernel.
 */
export function createBatchMatMul(stock: StockKernels): KernelFunc {
  return (call) => {
    const { a, b } = call.inputs as Record<'a' | 'b', TensorInfo>;
    const { transposeA, transposeB } = call.attrs as unknown as BatchMatMulAttrs;
    const batches = util.sizeFromShape(a.shape.slice(0, -2)) * util.sizeFromShape(b.shape.slice(0, -2));
    if ((!transposeA && !transposeB) || batches !== 1) return stock.batchMatMul(call);

    const left = transposeA ? transposedMatrix(stock, a) : reshaped(a, a.shape.slice(-2));
    const right = transposeB ? transposedMatrix(stock, b) : reshaped(b, b.shape.slice(-2));
    const product = stock.multiplyMatrices(left, right);
    if (transposeA) stock.free(left);
    if (transposeB) stock.free(right);
    const batchShape = (a.shape.length >= b.shape.length ? a : b).shape.slice(0, -2);
    return reshaped(product, [...batchShape, ...product.shape]);
  };
}

function transposedMatrix(stock: StockKernels, x: TensorInfo): TensorInfo {
  return stock.transpose(reshaped(x, x.shape.slice(-2)), [1, 0]);
}
