/** Engines, best first on the same device; `loadEngine` says how one is chosen. */
export const ENGINE_NAMES = ['tfjs-node-gpu', 'tfjs-node', 'webgpu', 'wasm'] as const;

export type EngineName = (typeof ENGINE_NAMES)[number];

/** What runs the tensor operations of this process: recorded with every attempt. */
export interface Engine {
  readonly name: EngineName;
  /** Every version that can change a number, for instance `tfjs 4.22.0, TensorFlow 2.21.0`. */
  readonly version: string;
  /** Where the operations really run: `tfjs-node-gpu` without a usable GPU is the same binding on the CPU. */
  readonly device: 'gpu' | 'cpu';
  /** The model of the CPU or the GPU. */
  readonly deviceName: string;
}

/** What an engine hears before it is loaded. */
export interface EngineLoaderOptions {
  /** The GPU that this process was given, as CUDA names it: for its model. */
  readonly gpu?: string;
  /** The engine was asked for by name: it need not be the best for this machine. */
  readonly isForced: boolean;
}

/** One way to get an engine. `load` registers and selects its TF.js backend, or throws with the reason why it cannot. */
export interface EngineLoader {
  readonly name: EngineName;
  /** The name under which the engine registers its backend in TF.js. */
  readonly backendName: string;
  /** Whether the engine may run on a GPU, so that it is worth trying where another one has only the CPU. */
  readonly mayHaveGpu: boolean;
  load(options: EngineLoaderOptions): Promise<Engine>;
}
