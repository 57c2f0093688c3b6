import type { NativePackage } from '../native/native-package.js';

/** Passed to every step of a set-up. */
export interface SetUpContext {
  /** The Python interpreter to call. */
  readonly python: string;
  readonly onProgress: (line: string) => void;
  readonly signal: AbortSignal;
}

/** One way to get a native binding with its TensorFlow. */
export interface BuildRecipe {
  /** How the binding is made, as the installation reports it. */
  readonly source: 'wheel' | 'prebuilt';
  /** What it provides, for messages: `TensorFlow 2.21.0 for the CPU`. */
  readonly title: string;
  /** Name of the folder in the cache. It includes everything that the build depends on. */
  readonly key: string;
  readonly isForGpu: boolean;
  /** The packages that the build serves: they share one binding. */
  readonly packages: readonly NativePackage[];
  /**
   * Makes the build in `directory`, its own empty folder: `lib/napi-v8/tfjs_binding.node` and `deps/lib/`, as in the
   * package.
   * @throws RoteError `engine-unavailable`, which says what is missing and how to get it; `aborted`
   */
  build(directory: string, context: SetUpContext): Promise<void>;
}
