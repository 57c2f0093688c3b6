import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/**
 * The values of a float32 tensor, in place on the wasm heap. An allocation can grow the heap, which detaches every
 * view: create views after the last allocation, and use them before the next.
 */
export function float32View(backend: BackendWasm, tensor: TensorInfo): Float32Array {
  const view = backend.typedArrayFromHeap(tensor);
  if (!(view instanceof Float32Array)) throw new Error(`expected a float32 tensor, got ${tensor.dtype}`);
  return view;
}

/** The address of a tensor's values on the heap, in bytes. */
export const pointerTo = (backend: BackendWasm, { dataId }: TensorInfo): number =>
  (backend.dataIdMap.get(dataId) as { readonly memoryOffset: number }).memoryOffset;

/** Values on the heap, in place: a view like those of {@link float32View}. */
export function floatsAt({ wasm }: BackendWasm, pointer: number, count: number): Float32Array {
  // Emscripten's field, which TF.js's type omits.
  const { HEAPU8 } = wasm as unknown as { readonly HEAPU8: Uint8Array };
  return new Float32Array(HEAPU8.buffer, pointer, count);
}

/** Passes `use` memory that is freed when it returns: one block for each size in bytes. */
export function withScratch<T>(
  backend: BackendWasm,
  sizes: readonly number[],
  use: (...blocks: number[]) => T,
): T {
  const blocks = sizes.map((bytes) => backend.makeOutput([Math.ceil(bytes / 4)], 'float32'));
  try {
    return use(...blocks.map((block) => pointerTo(backend, block)));
  } finally {
    for (const { dataId } of blocks) backend.disposeData(dataId);
  }
}
