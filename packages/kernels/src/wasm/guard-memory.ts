import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/** Of Emscripten's module, what TF.js's type leaves out or has as read-only. */
interface Allocator {
  _malloc(bytes: number): number;
  _free(pointer: number): void;
}

/**
 * Makes the backend notice where no memory is left on the wasm heap: TF.js takes the null pointer that it gets then for
 * an address, and reads and writes there.
 */
export function guardMemory(backend: BackendWasm): void {
  const allocator = backend.wasm as unknown as Allocator;
  // Emscripten puts the real function in place at the first call.
  allocator._free(allocator._malloc(1));
  const allocate = allocator._malloc.bind(allocator);
  allocator._malloc = (bytes) => {
    const pointer = allocate(bytes);
    if (pointer === 0 && bytes > 0)
      throw new Error(`out of memory: no room on the wasm heap for ${bytes} bytes`);
    return pointer;
  };
}
