import type { ApiClient } from '@rote/client';
import type { QueryClient } from '@tanstack/react-query';
import type { LiveEvents } from '../live/live-events.js';

/** What every page may use. */
export interface PageContext {
  readonly api: ApiClient;
  readonly live: LiveEvents;
  readonly queries: QueryClient;
}
