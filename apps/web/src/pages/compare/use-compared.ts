import type { ApiClient, ResultRow, Sweep } from '@rote/client';
import { useQueries } from '@tanstack/react-query';
import { usePage } from '../../app/use-page.js';
import { QUERY_KEYS } from '../../client/query-keys.js';
import type { ResultColumns } from '../../grid/model/grid-cells.js';
import { METRIC_COLUMNS } from '../../grid/model/grid-metric.js';
import { readArrow } from '../../grid/read-arrow.js';

export interface ComparedSweeps {
  readonly sweeps: readonly Pick<Sweep, 'id' | 'name'>[];
  readonly rows: readonly ResultColumns[];
  /** The columns that vary in one of them, without seeds. */
  readonly axes: readonly string[];
}

async function axesOf(api: ApiClient, id: string): Promise<readonly string[]> {
  const { axes } = await api.getAxes(id);
  return axes.filter(({ isSeed }) => !isSeed).map(({ column }) => column);
}

/** Fetches what a comparison needs of each sweep; undefined until it is there. */
export function useCompared(ids: readonly string[]): {
  readonly data: ComparedSweeps | undefined;
  readonly error: Error | undefined;
} {
  const { api } = usePage();
  const sweeps = useQueries({
    queries: ids.map((id) => ({ queryKey: QUERY_KEYS.sweep(id), queryFn: () => api.getSweep(id) })),
  });
  const axes = useQueries({
    queries: ids.map((id) => ({
      queryKey: ['compare', 'axes', id],
      queryFn: () => axesOf(api, id),
    })),
  });
  const union = [...new Set(axes.flatMap(({ data = [] }) => data))];
  const hasAxes = axes.every(({ data }) => data !== undefined);
  const rows = useQueries({
    queries: ids.map((id) => ({
      queryKey: ['compare', 'rows', id, union],
      queryFn: async () =>
        readArrow(
          await api.readResults(id, {
            columns: [...new Set([...union, ...METRIC_COLUMNS])] as (keyof ResultRow)[],
          }),
        ),
      enabled: hasAxes,
      structuralSharing: false,
    })),
  });
  const all = [...sweeps, ...axes, ...rows];
  const error = all.find((query) => query.error !== null)?.error ?? undefined;
  if (ids.length === 0 || !hasAxes || all.some(({ data }) => data === undefined))
    return { data: undefined, error };
  return {
    data: { sweeps: sweeps.map(({ data }) => data!), rows: rows.map(({ data }) => data!), axes: union },
    error,
  };
}
