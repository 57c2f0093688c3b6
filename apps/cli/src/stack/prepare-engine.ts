import type { CliConfig } from '../cli-config.js';

/**
 * Installs the native engine where it is missing. Where it cannot be had, the worker goes on with wasm, so that is
 * said and is no error.
 */
export async function prepareEngine(
  { ROTE_ENGINE, ROTE_ENGINE_DIR }: CliConfig,
  { signal, onStep }: { readonly signal: AbortSignal; readonly onStep: (line: string) => void },
): Promise<void> {
  if (ROTE_ENGINE === 'wasm') return;
  // Not at the top: TensorFlow.js takes half a second to load, which no other command shall wait for.
  const { installNativeEngine } = await import('@rote/engines');
  await installNativeEngine({ cacheDir: ROTE_ENGINE_DIR, onProgress: onStep });
}
