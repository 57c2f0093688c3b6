import type { CliConfig } from '../cli-config.js';

export interface PrepareEngineOptions {
  readonly config: CliConfig;
  readonly signal: AbortSignal;
  /** Hears in short lines what is being done, and what was got. */
  readonly onStep: (line: string) => void;
  /** Install it anew, even where it is there and works. */
  readonly force?: boolean;
  /** For NVIDIA GPUs, though none is seen here. */
  readonly cuda?: boolean;
}

/** Whether an engine that is asked for by name, or the best, can be the native one. */
export const mayBeNative = (engine: string | undefined): boolean => engine !== 'wasm' && engine !== 'webgpu';

/**
 * Installs the native engine where it is missing, and says what it got. Where it cannot be had, the worker trains
 * with webgpu or wasm: that is no error.
 *
 * @returns the name and version of the native engine, undefined without one
 */
export async function prepareEngine(options: PrepareEngineOptions): Promise<string | undefined> {
  const { config, signal, onStep, force = false, cuda = false } = options;
  // Not at the top: TensorFlow.js takes long to load, and most commands need none of it.
  const { installNativeEngine } = await import('@rote/engines');
  const got = await installNativeEngine({
    cacheDir: config.ROTE_ENGINE_DIR,
    onProgress: onStep,
    signal,
    force,
    cuda,
  });
  if (got.engine !== undefined) return `${got.engine} (${got.version})`;
  onStep(
    'No native engine: training goes on with webgpu where that has a GPU, else with wasm, which is slower (ROTE_ENGINE=wasm asks for it). What is missing:',
  );
  for (const note of got.notes) onStep(`  ${note}`);
  return undefined;
}
