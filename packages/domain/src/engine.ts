import { Type } from 'typebox';
import { closed } from './spec-parts.js';
import type { ValueOf } from './value-of.js';

/** Engines, best first on the same device. */
export const ENGINE_NAMES = ['tfjs-node-gpu', 'tfjs-node', 'webgpu', 'wasm'] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

/** What an attempt trained on, as stored. The name can be any text, because engines come and go. */
export const EngineIdentity = Type.Object(
  {
    name: Type.String({ description: 'engine, for example tfjs-node-gpu or wasm' }),
    /** Every version that can change a result, for instance `tfjs 4.22.0, TensorFlow 2.21.0`. */
    version: Type.String({ minLength: 1 }),
    /** Where the operations actually run: `tfjs-node-gpu` without a usable GPU is the same binding on the CPU. */
    device: Type.Enum(['gpu', 'cpu']),
    /** The model of the CPU or the GPU. */
    deviceName: Type.String({ description: 'name that the device reports' }),
  },
  { ...closed, description: 'what did the computing' },
);
export type EngineIdentity = ValueOf<typeof EngineIdentity>;

/** What runs the tensor operations of a process. It is recorded with every attempt. */
export const Engine = Type.Object(
  { ...EngineIdentity.properties, name: Type.Enum([...ENGINE_NAMES]) },
  closed,
);
export type Engine = ValueOf<typeof Engine>;
