import { RoteError } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';

/** Listeners for the progress of the work that a signal can abort. */
const listeners = new WeakMap<AbortSignal, (doing?: string) => void>();

/**
 * Returns a signal that aborts with any of these and carries a listener for the progress of the work that it can abort.
 *
 * @param onProgress called after each piece of work, or before a new kind of work with a description of it
 */
export function watchProgress(
  signals: readonly AbortSignal[],
  onProgress: ((doing?: string) => void) | undefined,
): AbortSignal {
  const signal = AbortSignal.any([...signals]);
  if (onProgress !== undefined) listeners.set(signal, onProgress);
  return signal;
}

/**
 * Reports that work progresses: a step was taken, an image read, a tile computed.
 *
 * @param doing describes the work from now on if its kind changes, such as `reading images`
 */
export function reportProgress(signal: AbortSignal, doing?: string): void {
  listeners.get(signal)?.(doing);
}

/** @throws RoteError `aborted` if the signal is aborted */
export function throwIfAborted(signal: AbortSignal): void {
  if (!signal.aborted) return;
  throw new RoteError(
    'aborted',
    'the training was aborted before its end; start the cell again to train it',
    {
      retryable: true,
      cause: signal.reason,
    },
  );
}

/**
 * Yields to the event loop so that a message can abort the signal, and throws if one did. Native kernels block the loop
 * while they run: without these turns, no message would be received until the end. A turn also counts as progress.
 *
 * @throws RoteError `aborted`
 */
export async function yieldToEventLoop(signal: AbortSignal): Promise<void> {
  reportProgress(signal);
  await tf.nextFrame();
  throwIfAborted(signal);
}
