import { RoteError } from '@rote/domain';
import type { TrainerProcess } from './trainer-process.js';

export interface WaitForTrainerOptions {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

/**
 * The trainer once it has started.
 *
 * @throws RoteError `engine-unavailable`, retryable, where the signal aborts or the time is up before; the start goes on
 */
export async function waitForTrainer(
  starting: Promise<TrainerProcess>,
  { signal, timeoutMs }: WaitForTrainerOptions,
): Promise<TrainerProcess> {
  const waiting = new AbortController();
  const givenUp = new Promise<never>((_, reject) => {
    const giveUp = (why: string) => (): void => {
      reject(new RoteError('engine-unavailable', `no trainer: ${why}`, { retryable: true }));
    };
    const stop = giveUp('the worker stops');
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true, signal: waiting.signal });
    const timer = setTimeout(giveUp(`none has started within ${String(timeoutMs)} ms`), timeoutMs);
    waiting.signal.addEventListener('abort', () => {
      clearTimeout(timer);
    });
  });
  try {
    return await Promise.race([givenUp, starting]);
  } finally {
    waiting.abort();
  }
}
