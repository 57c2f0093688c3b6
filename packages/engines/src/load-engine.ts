import * as tf from '@tensorflow/tfjs-core';
import { describeError, RoteError } from '@rote/domain';
import type { Engine, EngineLoader, EngineName } from './engine.js';
import { tfjsNodeGpu } from './tfjs-node-gpu.js';
import { tfjsNode } from './tfjs-node.js';
import { verifyEngine } from './verification/verify-engine.js';
import { wasm } from './wasm.js';

const LOADERS: Readonly<Record<EngineName, EngineLoader>> = {
  'tfjs-node-gpu': tfjsNodeGpu,
  'tfjs-node': tfjsNode,
  wasm,
};

export interface LoadEngineOptions {
  /** Load this engine or none. */
  readonly force?: EngineName;
  /** The GPU that this process was given, as CUDA_VISIBLE_DEVICES names it: only for its name. */
  readonly gpu?: string;
  /** Hears why an engine was passed over. */
  readonly onNote?: (line: string) => void;
}

/**
 * Loads the best engine, or the forced one, into this process: its backend is registered and selected in
 * `@tensorflow/tfjs-core`, and verified by small known computations.
 * @throws RoteError `engine-unavailable` that lists what was tried and how to mend it.
 */
export async function loadEngine({ force, gpu, onNote }: LoadEngineOptions = {}): Promise<Engine> {
  // Also silences what TF.js prints about itself at the start.
  tf.enableProdMode();
  const loaders = force === undefined ? Object.values(LOADERS) : [LOADERS[force]];
  const tried: string[] = [];
  for (const loader of loaders) {
    try {
      const engine = await loader.load(gpu === undefined ? {} : { gpu });
      verifyEngine(engine);
      return engine;
    } catch (error) {
      if (loader.backendName in tf.engine().registryFactory) tf.removeBackend(loader.backendName);
      const note = `${loader.name}: ${describeError(error)}`;
      tried.push(note);
      onNote?.(note);
    }
  }
  throw new RoteError(
    'engine-unavailable',
    `${force === undefined ? 'No engine can train on this machine' : `The forced engine ${force} cannot be used`}. Tried:\n` +
      `${tried.map((note) => `  ${note.replaceAll('\n', '\n  ')}`).join('\n')}\n` +
      `Run the set-up again (it says what the native engine misses)${force === undefined ? '' : ', or do not force an engine'}.`,
  );
}
