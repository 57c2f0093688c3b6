import { describeError, RoteError, saysOutOfMemory } from '@rote/domain';

/** A TensorFlow status, a failed TensorFlow session, or a WebAssembly trap. The webgpu engine throws its own errors. */
const ENGINE_FAILURE = /Invalid TF_Status|Session fail to run|RuntimeError|Aborted\(/;

const textOf = (error: Error): string => `${error.name}: ${describeError(error)}`;

/** V8's words for an array too large for any memory. A negative or missing length is instead a bug in the program. */
const TOO_LONG =
  /^(Invalid typed array length: [1-9]|Array buffer allocation failed|Invalid array (buffer )?length$)/;
const isTooLong = (error: Error): boolean => error instanceof RangeError && TOO_LONG.test(error.message);

/** Whether an error comes from a TF.js engine. Engines have no error codes, so the text decides. */
export function isEngineError(error: unknown): boolean {
  if (error instanceof RoteError) return error.code === 'engine-failed' || error.code === 'out-of-memory';
  return (
    error instanceof Error &&
    (saysOutOfMemory(textOf(error)) || isTooLong(error) || ENGINE_FAILURE.test(textOf(error)))
  );
}

/**
 * Translates the error of a TF.js engine into a retryable {@link RoteError}: `out-of-memory` or `engine-failed`.
 * Returns other errors unchanged.
 */
export function translateEngineError(error: unknown): unknown {
  if (!(error instanceof Error) || !isEngineError(error)) return error;
  if (saysOutOfMemory(textOf(error)) || isTooLong(error)) {
    if (error instanceof RoteError && error.code === 'out-of-memory') return error;
    return new RoteError(
      'out-of-memory',
      `the engine ran out of memory (${describeError(error)}); train fewer cells at once on this host, or with a smaller batch size`,
      { retryable: true, cause: error },
    );
  }
  if (error instanceof RoteError) return error;
  return new RoteError('engine-failed', `the engine failed (${describeError(error)})`, {
    retryable: true,
    cause: error,
  });
}
