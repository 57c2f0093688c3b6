import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/** Members of Emscripten's module that TF.js's type omits or declares read-only. */
interface Allocator {
  _malloc(bytes: number): number;
  _free(pointer: number): void;
}

/**
 * Makes the backend throw if no memory is left on the wasm heap. TF.js would take the null pointer that it then gets
 * for an address, and read and write there.
 */
export function guardMemory(backend: BackendWasm): void {
  const allocator = backend.wasm as unknown as Allocator;
  // Emscripten replaces the stub with the real function at the first call.
  allocator._free(allocator._malloc(1));
  const allocate = allocator._malloc.bind(allocator);
  allocator._malloc = (bytes) => {
    const pointer = allocate(bytes);
    if (pointer === 0 && bytes > 0)
      throw new Error(`out of memory: no room on the wasm heap for ${bytes} bytes`);
    return pointer;
  };
}
