import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { AssembledKernels } from './assembled-kernels.js';
import type { StockKernels } from './stock-kernels.js';

/** What the training kernels work with. */
export interface KernelContext {
  readonly backend: BackendWasm;
  readonly kernels: AssembledKernels;
  readonly stock: StockKernels;
}
