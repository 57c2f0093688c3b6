import { RoteError } from '@rote/domain/errors';
import { QueryClient } from '@tanstack/react-query';
import type { LiveEvents } from '../live/live-events.js';

const SECOND = 1000;
/** How often a page asks again while no events arrive. */
const POLL_MS = 5 * SECOND;
const MAX_RETRY_DELAY_MS = 8 * SECOND;

/**
 * Creates the cache of what the API answered. While events arrive, they say what is out of date; otherwise a page that is
 * visible asks again every few seconds.
 */
export function createPageQueries(live: LiveEvents): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30 * SECOND,
        refetchInterval: () => (live.state() === 'live' ? false : POLL_MS),
        refetchIntervalInBackground: false,
        // An API that restarts is back soon; what it rejects, it rejects again.
        retry: (failures, error) => error instanceof RoteError && error.retryable && failures < 5,
        retryDelay: (failures) => Math.min(MAX_RETRY_DELAY_MS, SECOND * 2 ** failures),
      },
    },
  });
}
