import type { CliConfig } from '../cli-config.js';

export interface PrepareEngineOptions {
  readonly config: CliConfig;
  readonly signal: AbortSignal;
  /** Called with a short line about each step and its outcome. */
  readonly onStep: (line: string) => void;
  /** Reinstall it even if it works. */
  readonly force?: boolean;
  /** Install the version for NVIDIA GPUs even if there is none here. */
  readonly cuda?: boolean;
}

/** Whether a named engine, or the best, can be the native one. */
export const mayBeNative = (engine: string | undefined): boolean => engine !== 'wasm' && engine !== 'webgpu';

/**
 * Installs the native engine if it is missing, and reports the outcome. Without it, the worker trains with webgpu or wasm:
 * that is not an error.
 *
 * @returns the name and version of the native engine, or undefined without one
 */
export async function prepareEngine(options: PrepareEngineOptions): Promise<string | undefined> {
  const { config, signal, onStep, force = false, cuda = false } = options;
  // Not at the top: TensorFlow.js takes long to load, and most commands do not need it.
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
    'No native engine: training uses webgpu if it finds a GPU, otherwise wasm, which is slower (ROTE_ENGINE=wasm forces it). What is missing:',
  );
  for (const note of got.notes) onStep(`  ${note}`);
  return undefined;
}
