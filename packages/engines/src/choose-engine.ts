import * as tf from '@tensorflow/tfjs-core';
import type { Engine } from '@rote/domain';
import { describeError } from '@rote/domain';
import type { EngineLoader, EngineLoaderOptions } from './engine-loader.js';
import { verifyEngine } from './verification/verify-engine.js';

export interface ChooseEngineOptions extends EngineLoaderOptions {
  /** Called with the reason when an engine is passed over. */
  readonly onNote: (line: string) => void;
}

/**
 * Loads and verifies engines in the given order until one runs on a GPU. If none does, selects the first that runs on
 * the CPU again. Returns undefined if none works.
 */
export async function chooseEngine(
  loaders: readonly EngineLoader[],
  { onNote, ...options }: ChooseEngineOptions,
): Promise<Engine | undefined> {
  let onCpu: { readonly engine: Engine; readonly backendName: string } | undefined;
  for (const loader of loaders) {
    if (onCpu !== undefined && !loader.mayHaveGpu) continue;
    try {
      const engine = await loader.load(options);
      await verifyEngine(engine);
      if (engine.device === 'gpu') return engine;
      onCpu ??= { engine, backendName: loader.backendName };
    } catch (error) {
      removeBackend(loader.backendName);
      onNote(`${loader.name}: ${describeError(error)}`);
    }
  }
  if (onCpu !== undefined) await tf.setBackend(onCpu.backendName);
  return onCpu?.engine;
}

/** Removes the backend of an engine that failed from TF.js. */
function removeBackend(backendName: string): void {
  if (!(backendName in tf.engine().registryFactory)) return;
  try {
    tf.removeBackend(backendName);
  } catch {
    // The native backend cannot be disposed of; it stays unselected.
  }
}
