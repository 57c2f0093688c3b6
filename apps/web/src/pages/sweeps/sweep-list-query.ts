import type { ApiClient } from '@rote/client';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { QUERY_KEYS } from '../../client/query-keys.js';
import type { SweepSearch } from './sweep-search.js';

const PAGE = 100;

/** Newest first; further pages are fetched when they are asked for. */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- the library infers it
export const sweepListQuery = (api: ApiClient, { label, ...search }: SweepSearch) =>
  infiniteQueryOptions({
    queryKey: [...QUERY_KEYS.sweepList, { label, ...search }],
    queryFn: ({ pageParam }) =>
      api.pageSweeps(
        { archived: 'false', ...search, ...(label !== undefined && { label: [label] }) },
        { limit: PAGE, cursor: pageParam },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
