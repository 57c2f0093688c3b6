import { setTimeout as delay } from 'node:timers/promises';
import { RoteError } from '@rote/domain';

export interface RetryOptions {
  /** Aborting it ends the retries. */
  readonly signal: AbortSignal;
  /** Called with each error that is followed by another try. */
  readonly onRetry: (error: unknown) => void;
  /** Whether another try can help. Default: true, except for a RoteError that is not retryable. */
  readonly canHelp?: (error: unknown) => boolean;
}

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 5000;

const maySucceedLater = (error: unknown): boolean => !(error instanceof RoteError) || error.retryable;

/**
 * Retries an action until it succeeds, with growing pauses: a database that is down comes back.
 *
 * @throws the first error that a retry cannot fix, or the last one after the signal has aborted
 */
export async function retry<T>(
  action: () => Promise<T>,
  { signal, onRetry, canHelp = maySucceedLater }: RetryOptions,
): Promise<T> {
  for (let delayMs = FIRST_DELAY_MS; ; delayMs = Math.min(2 * delayMs, LONGEST_DELAY_MS)) {
    try {
      return await action();
    } catch (error) {
      if (signal.aborted || !canHelp(error)) throw error;
      onRetry(error);
      await delay(delayMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
