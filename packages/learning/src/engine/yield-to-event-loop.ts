import { RoteError } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';

/** Who hears of the progress of the work that a signal can end. */
const listeners = new WeakMap<AbortSignal, (doing?: string) => void>();

/**
 * A signal that aborts with any of these, and has somebody hear of the progress of the work that it can end.
 *
 * @param onProgress called after each piece of work, or before one with what it is
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
 * Says that work goes on: a step is taken, an image read, a tile computed.
 *
 * @param doing what is done from now on, where it is something else, such as `reading images`
 */
export function reportProgress(signal: AbortSignal, doing?: string): void {
  listeners.get(signal)?.(doing);
}

/** @throws RoteError `aborted` where the signal is */
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
 * Gives the event loop a turn, so that a message can abort the signal, and throws if it did. Native kernels block the
 * loop while they run: without these turns nothing would be heard until the end. A turn is a sign of progress.
 *
 * @throws RoteError `aborted`
 */
export async function yieldToEventLoop(signal: AbortSignal): Promise<void> {
  reportProgress(signal);
  await tf.nextFrame();
  throwIfAborted(signal);
}
