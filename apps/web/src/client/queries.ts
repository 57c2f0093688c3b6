/** What a page must know before it can be drawn. Its route fetches it while the page's script loads. */
import type { ApiClient } from '@rote/client';
import { queryOptions } from '@tanstack/react-query';
import { QUERY_KEYS } from './query-keys.js';

/* eslint-disable @typescript-eslint/explicit-module-boundary-types -- the library infers them */

/** A sweep, with its cells by state. */
export const sweepQuery = (api: ApiClient, sweepId: string) =>
  queryOptions({ queryKey: QUERY_KEYS.sweep(sweepId), queryFn: () => api.getSweep(sweepId) });

/** A cell, with its attempts and its result. */
export const cellQuery = (api: ApiClient, cellId: string) =>
  queryOptions({ queryKey: QUERY_KEYS.cell(cellId), queryFn: () => api.getCell(cellId) });

/** All workers, and what each trains. */
export const workersQuery = (api: ApiClient) =>
  queryOptions({ queryKey: QUERY_KEYS.workers, queryFn: () => api.listWorkers() });

/** All cells by state, and the jobs of those that were queued. */
export const queuesQuery = (api: ApiClient) =>
  queryOptions({ queryKey: QUERY_KEYS.queues, queryFn: () => api.getQueues() });
