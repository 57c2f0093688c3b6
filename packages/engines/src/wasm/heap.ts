import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/**
 * The values of a float32 tensor, in place on the wasm heap. An allocation can grow the heap, which detaches every
 * view: take views after the last allocation, and use them before the next.
 */
export function float32View(backend: BackendWasm, tensor: TensorInfo): Float32Array {
  const view = backend.typedArrayFromHeap(tensor);
  if (!(view instanceof Float32Array)) throw new Error(`expected a float32 tensor, got ${tensor.dtype}`);
  return view;
}

/**
 * Runs `use` on rows of a matrix without copying them: a tensor whose memory lies within `matrix`. The rows keep
 * their owner, so the borrowed tensor is forgotten afterwards, its memory not freed.
 * @param matrix shape [rows, columns], float32
 * @param shape shape [rowCount, columns] of the borrowed tensor
 */
export function withRows<T>(
  backend: BackendWasm,
  matrix: TensorInfo,
  firstRow: number,
  shape: readonly [number, number],
  use: (rows: TensorInfo) => T,
): T {
  const { memoryOffset } = backend.dataIdMap.get(matrix.dataId);
  const byteOffset = memoryOffset + firstRow * shape[1] * Float32Array.BYTES_PER_ELEMENT;
  const rows = backend.makeOutput([...shape], 'float32', byteOffset);
  try {
    return use(rows);
  } finally {
    backend.wasm.tfjs.disposeData(backend.dataIdMap.get(rows.dataId).id);
    backend.dataIdMap.delete(rows.dataId);
  }
}
