import type { SweepPage } from '@rote/client';
import type { InfiniteData } from '@tanstack/react-query';

/** The answer under `sweepList`, as far as it was fetched. */
export type SweepPages = InfiniteData<SweepPage, string | undefined>;

/** The names of answers in the page's cache. An event that makes a name out of date does so for all that begin with it. */
export const QUERY_KEYS = {
  session: ['session'],
  sweepList: ['sweeps'],
  sweep: (id: string) => ['sweep', id],
  cell: (id: string) => ['cell', id],
  /** They change with none of the cell's events but its result. */
  images: (id: string, hasResult: boolean) => ['images', id, hasResult],
  workers: ['workers'],
  queues: ['queues'],
} as const;
