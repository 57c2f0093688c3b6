import type { NativePackage } from '../native/native-package.js';

/** What every step of a set-up gets. */
export interface SetUpContext {
  /** The Python interpreter to call. */
  readonly python: string;
  readonly onProgress: (line: string) => void;
  readonly signal: AbortSignal;
}

/** One way to get a native binding with its TensorFlow. */
export interface BuildRecipe {
  /** How the binding comes about, as the installation reports it. */
  readonly source: 'wheel' | 'prebuilt';
  /** What is got, for messages: `TensorFlow 2.21.0 for the CPU`. */
  readonly title: string;
  /** Name of the folder in the cache: everything on which the build depends. */
  readonly key: string;
  readonly isForGpu: boolean;
  /** The packages that the build serves: they share one binding. */
  readonly packages: readonly NativePackage[];
  /**
   * Makes the build below `directory`, an empty folder of its own: `lib/napi-v8/tfjs_binding.node` and `deps/lib/`,
   * as the package would have them.
   * @throws RoteError `engine-unavailable` that says what is missing and how to get it; `aborted`.
   */
  build(directory: string, context: SetUpContext): Promise<void>;
}
