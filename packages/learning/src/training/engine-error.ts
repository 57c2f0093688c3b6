import { describeError, RoteError, saysOutOfMemory } from '@rote/domain';

/** A TensorFlow status, a trap of WebAssembly, or a GPU that went away. (The webgpu engine throws its own errors.) */
const ENGINE_FAILURE =
  /Invalid TF_Status|Session fail to run|RuntimeError|Aborted\(|device (?:was |is )?lost/i;

/**
 * The error of a TF.js engine as a {@link RoteError}; engines have no codes, so their texts tell. Whatever is no
 * engine's error comes back unchanged.
 */
export function translateEngineError(error: unknown): unknown {
  if (error instanceof RoteError || !(error instanceof Error)) return error;
  const text = `${error.name}: ${describeError(error)}`;
  if (saysOutOfMemory(text)) {
    return new RoteError(
      'out-of-memory',
      `the engine ran out of memory (${describeError(error)}); train fewer cells at once on this host, or with a smaller batch size`,
      { retryable: true, cause: error },
    );
  }
  if (ENGINE_FAILURE.test(text)) {
    return new RoteError('engine-failed', `the engine failed (${describeError(error)})`, {
      retryable: true,
      cause: error,
    });
  }
  return error;
}
