import type { Logger } from '@rote/runtime';
import { createErrorLog } from '@rote/runtime';
import { retry } from '../retry.js';

/**
 * Does something in Postgres, and retries while Postgres is down.
 *
 * @param what as a gerund, for the log
 * @throws the error that a retry cannot help, or the last one after the signal has aborted
 */
export const persist = <T>(
  what: string,
  action: () => Promise<T>,
  { signal, logger }: { readonly signal: AbortSignal; readonly logger: Logger },
): Promise<T> =>
  retry(action, {
    signal,
    onRetry: createErrorLog({ logger, what: `${what} did not work, and is tried again` }),
  });
