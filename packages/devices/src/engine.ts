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
