import * as tf from '@tensorflow/tfjs-core';
import type { Engine, EngineName } from '@rote/domain';
import { RoteError } from '@rote/domain';
import { chooseEngine } from './choose-engine.js';
import type { EngineLoader } from './engine-loader.js';
import { tfjsNodeGpu } from './tfjs-node-gpu.js';
import { tfjsNode } from './tfjs-node.js';
import { wasm } from './wasm.js';
import { webgpu } from './webgpu.js';

const LOADERS: Readonly<Record<EngineName, EngineLoader>> = {
  'tfjs-node-gpu': tfjsNodeGpu,
  'tfjs-node': tfjsNode,
  webgpu,
  wasm,
};

export interface LoadEngineOptions {
  /** Load only this engine. */
  readonly force?: EngineName;
  /** The GPU that this process was given, as CUDA_VISIBLE_DEVICES names it; used only for its name. */
  readonly gpu?: string;
  /** Called with the reason when an engine is passed over. */
  readonly onNote?: (line: string) => void;
}

/**
 * Loads the best engine, or the forced one, into this process: its backend is registered and selected in
 * `@tensorflow/tfjs-core`, and verified by small known computations.
 *
 * An engine on a GPU comes before any on the CPU; on the same device the order is that of `ENGINE_NAMES`. So `webgpu`
 * is chosen if it has a GPU and the native engine has none or is not installed. It is never chosen on a software
 * adapter, only forced.
 *
 * @throws RoteError `engine-unavailable`, which lists what was tried and how to fix it
 */
export async function loadEngine({ force, gpu, onNote }: LoadEngineOptions = {}): Promise<Engine> {
  // Also silences the messages that TF.js prints about itself at the start.
  tf.enableProdMode();
  const loaders = force === undefined ? Object.values(LOADERS) : [LOADERS[force]];
  const tried: string[] = [];
  const engine = await chooseEngine(loaders, {
    isForced: force !== undefined,
    ...(gpu === undefined ? {} : { gpu }),
    onNote: (note) => {
      tried.push(note);
      onNote?.(note);
    },
  });
  if (engine !== undefined) return engine;
  throw new RoteError(
    'engine-unavailable',
    `${force === undefined ? 'No engine can train on this machine' : `The forced engine ${force} cannot be used`}. Tried:\n` +
      `${tried.map((note) => `  ${note.replaceAll('\n', '\n  ')}`).join('\n')}\n` +
      `Run the set-up again (it shows what the native engine lacks)${force === undefined ? '' : ', or do not force an engine'}.`,
  );
}
