import * as tf from '@tensorflow/tfjs-core';
import { describeError, RoteError } from '@rote/domain';
import type { Engine, EngineLoader, EngineName } from './engine.js';
import { tfjsNodeGpu } from './tfjs-node-gpu.js';
import { tfjsNode } from './tfjs-node.js';
import { verifyEngine } from './verification/verify-engine.js';
import { wasm } from './wasm.js';
import { webgpu } from './webgpu.js';

const LOADERS: Readonly<Record<EngineName, EngineLoader>> = {
  'tfjs-node-gpu': tfjsNodeGpu,
  'tfjs-node': tfjsNode,
  webgpu,
  wasm,
};

export interface LoadEngineOptions {
  /** Load this engine or none. */
  readonly force?: EngineName;
  /** Index of the GPU that this process was given: only for its name. */
  readonly gpu?: number;
  /** Hears why an engine was passed over. */
  readonly onNote?: (line: string) => void;
}

/**
 * Loads the best engine, or the forced one, into this process: its backend is registered and selected in
 * `@tensorflow/tfjs-core`, and verified by small known computations.
 *
 * An engine on a GPU goes before any on the CPU, and on the same device the order is that of `ENGINE_NAMES`. So
 * `webgpu` is chosen where it has a GPU and the native engine has none, or is not there. On a software adapter it is
 * never chosen, only forced.
 *
 * @throws RoteError `engine-unavailable` that lists what was tried and how to mend it.
 */
export async function loadEngine({ force, gpu, onNote }: LoadEngineOptions = {}): Promise<Engine> {
  // Also silences what TF.js prints about itself at the start.
  tf.enableProdMode();
  const options = { isForced: force !== undefined, ...(gpu === undefined ? {} : { gpu }) };
  const loaders = force === undefined ? Object.values(LOADERS) : [LOADERS[force]];
  const tried: string[] = [];
  /** The best engine that runs on the CPU, while a GPU is looked for. */
  let reserve: { readonly engine: Engine; readonly backendName: string } | undefined;
  for (const loader of loaders) {
    if (reserve !== undefined && !loader.mayHaveGpu) continue;
    try {
      const engine = await loader.load(options);
      await verifyEngine(engine);
      if (engine.device === 'gpu') return engine;
      reserve ??= { engine, backendName: loader.backendName };
    } catch (error) {
      takeOut(loader.backendName);
      const note = `${loader.name}: ${describeError(error)}`;
      tried.push(note);
      onNote?.(note);
    }
  }
  if (reserve !== undefined) {
    await tf.setBackend(reserve.backendName);
    return reserve.engine;
  }
  throw new RoteError(
    'engine-unavailable',
    `${force === undefined ? 'No engine can train on this machine' : `The forced engine ${force} cannot be used`}. Tried:\n` +
      `${tried.map((note) => `  ${note.replaceAll('\n', '\n  ')}`).join('\n')}\n` +
      `Run the set-up again (it says what the native engine misses)${force === undefined ? '' : ', or do not force an engine'}.`,
  );
}

/** Takes the backend of an engine that failed out of TF.js. */
function takeOut(backendName: string): void {
  if (!(backendName in tf.engine().registryFactory)) return;
  try {
    tf.removeBackend(backendName);
  } catch {
    // The native backend cannot be disposed of; nobody selects it.
  }
}
