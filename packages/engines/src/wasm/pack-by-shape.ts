import type { DataId, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';

/**
 * Mends the stock matrix product. XNNPACK packs the right operand once and keeps the packing for as long as the
 * operand's data lives, whatever its shape: the same data reshaped is silently multiplied as it was shaped first. Such
 * an operand is copied, for a packing of its own.
 *
 * @param memory.copy gives a tensor of the same values that shares no memory
 */
export function packByShape(
  batchMatMul: KernelFunc,
  memory: { readonly copy: (x: TensorInfo) => TensorInfo; readonly free: (x: TensorInfo) => void },
): KernelFunc {
  const packedColumns = new WeakMap<DataId, number>();
  return (call) => {
    const { a, b } = call.inputs as Record<'a' | 'b', TensorInfo>;
    const columns = b.shape.at(-1)!;
    const packed = packedColumns.get(b.dataId);
    if (packed === undefined) packedColumns.set(b.dataId, columns);
    if (packed === undefined || packed === columns) return batchMatMul(call);
    const own = memory.copy(b);
    const product = batchMatMul({ ...call, inputs: { a, b: own } });
    memory.free(own);
    return product;
  };
}
