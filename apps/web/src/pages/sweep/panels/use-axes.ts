import type { SweepAxes } from '@rote/client';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { usePage } from '../../../app/use-page.js';
import { axesQuery } from '../grid-query.js';

/** Reads which columns vary in a sweep. */
export function useAxes(sweepId: string): UseQueryResult<SweepAxes['axes']> {
  const { api } = usePage();
  return useQuery({ ...axesQuery(api, sweepId), refetchInterval: false });
}
