import { RoteError } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';

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
 * loop while they run: without these turns nothing would be heard until the end.
 *
 * @throws RoteError `aborted`
 */
export async function takeTurn(signal: AbortSignal): Promise<void> {
  await tf.nextFrame();
  throwIfAborted(signal);
}
