import type { Logger } from '@rote/runtime';
import { createErrorLog } from '@rote/runtime';
import { retry } from '../retry.js';

/**
 * Does something in Postgres, retrying while Postgres is down.
 *
 * @param what for the log, as a gerund
 * @throws the error that a retry cannot fix, or the last one after the signal has aborted
 */
export const persist = <T>(
  what: string,
  action: () => Promise<T>,
  { signal, logger }: { readonly signal: AbortSignal; readonly logger: Logger },
): Promise<T> =>
  retry(action, {
    signal,
    onRetry: createErrorLog({ logger, what: `${what} failed, trying again` }),
  });
