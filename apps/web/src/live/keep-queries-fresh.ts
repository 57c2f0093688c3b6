import type { SweepSummary } from '@rote/client';
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { QUERY_KEYS, type SweepPages } from '../client/query-keys.js';
import type { LiveEvents } from './live-events.js';

/** Lists are fetched again at most this often, however many events there are. */
const CALM_MS = 1000;

/**
 * Tells the cache what events make out of date. The counts of a sweep are in the event itself, so they are shown at once; other
 * things are fetched again, if they are on show.
 */
export function keepQueriesFresh(live: LiveEvents, queries: QueryClient): void {
  const stale = new Map<string, QueryKey>();
  let timer: number | undefined;
  const markStale = (key: QueryKey): void => {
    stale.set(JSON.stringify(key), key);
    timer ??= window.setTimeout(() => {
      timer = undefined;
      const keys = [...stale.values()];
      stale.clear();
      for (const queryKey of keys) void queries.invalidateQueries({ queryKey });
    }, CALM_MS);
  };

  live.onMissed(() => void queries.invalidateQueries());
  live.onEvent((event) => {
    switch (event.type) {
      case 'sweep.counts': {
        const { sweep, counts } = event;
        const withCounts = <S extends Pick<SweepSummary, 'id' | 'counts'>>(each: S): S =>
          each.id === sweep ? { ...each, counts } : each;
        queries.setQueriesData<SweepPages>(
          { queryKey: QUERY_KEYS.sweepList },
          (list) =>
            list && {
              ...list,
              pages: list.pages.map((page) => ({ ...page, items: page.items.map(withCounts) })),
            },
        );
        queries.setQueryData<SweepSummary>(QUERY_KEYS.sweep(sweep), (old) => old && withCounts(old));
        // The time that is left changes with the counts.
        markStale(QUERY_KEYS.sweep(sweep));
        markStale(QUERY_KEYS.sweepList);
        markStale(QUERY_KEYS.queues);
        return;
      }
      case 'cell.changed':
        markStale(QUERY_KEYS.cell(event.cell));
        markStale(QUERY_KEYS.workers);
        return;
      case 'epoch.finished':
        markStale(QUERY_KEYS.cell(event.cell));
        return;
      case 'cells.changed':
        markStale(QUERY_KEYS.sweep(event.sweep));
        return;
      case 'sweep.submitted':
      case 'sweep.paused':
      case 'sweep.resumed':
      case 'sweep.cancelled':
      case 'sweep.deleted':
      case 'sweep.changed':
      case 'sweep.ended':
        markStale(QUERY_KEYS.sweepList);
        markStale(QUERY_KEYS.sweep(event.sweep));
        return;
      default:
        event satisfies never;
    }
  });
}
