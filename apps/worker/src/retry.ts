import { setTimeout as delay } from 'node:timers/promises';
import { RoteError } from '@rote/domain';

export interface RetryOptions {
  /** Ends the trying. */
  readonly signal: AbortSignal;
  /** Called with each error that is followed by another try. */
  readonly onRetry: (error: unknown) => void;
  /** Whether another try can help; by default unless a RoteError says that it cannot. */
  readonly canHelp?: (error: unknown) => boolean;
}

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 5000;

const maySucceedLater = (error: unknown): boolean => !(error instanceof RoteError) || error.retryable;

/**
 * Does something until it works, with growing pauses: a database that is away comes back.
 *
 * @throws the error that trying again cannot mend, or the last one when the signal aborts
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
