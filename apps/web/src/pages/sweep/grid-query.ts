import type { ApiClient, ResultRow } from '@rote/client';
import { queryOptions } from '@tanstack/react-query';
import { createLiveGrid, type LiveGrid } from '../../grid/model/live-grid.js';
import { readGridCells, type ResultColumns } from '../../grid/model/grid-cells.js';
import { METRIC_COLUMNS } from '../../grid/model/grid-metric.js';
import { takeStepsCalmly } from '../../grid/model/take-steps.js';
import { writePositions } from '../../grid/model/position-ranges.js';
import { readArrow } from '../../grid/read-arrow.js';

/** What every row has, beside its axes and its numbers. */
const ROW_COLUMNS = ['position', 'cell', 'state', 'cached'] as const;
const columnsOf = (more: readonly string[]): (keyof ResultRow)[] => [
  ...ROW_COLUMNS,
  ...(more as (keyof ResultRow)[]),
];

/** The name of a sweep's grid in the cache. Its events patch it, so counts do not make it out of date. */
export const gridKey = (sweepId: string): readonly string[] => ['grid', sweepId];

/** The columns that vary in a sweep. Only an extended sweep has others. */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- the library infers it
export const axesQuery = (api: ApiClient, sweepId: string) =>
  queryOptions({
    queryKey: ['axes', sweepId],
    queryFn: async () => (await api.getAxes(sweepId)).axes,
    staleTime: Infinity,
  });

/** All cells of a sweep, in one answer. */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- the library infers it
export const gridQuery = (api: ApiClient, sweepId: string) =>
  queryOptions({
    queryKey: gridKey(sweepId),
    queryFn: async ({ client }): Promise<LiveGrid> => {
      const axes = await client.query({ ...axesQuery(api, sweepId), staleTime: 0 });
      const names = axes.map(({ column }) => column);
      const measured = METRIC_COLUMNS.filter((column) => !names.includes(column));
      const bytes = await api.readResults(sweepId, { columns: columnsOf([...names, ...measured]) });
      return createLiveGrid(await takeStepsCalmly(readGridCells(readArrow(bytes), axes, measured)));
    },
    // Arrays of numbers are not compared with their successors.
    structuralSharing: false,
    staleTime: Infinity,
  });

/** The newest rows of some cells. */
export async function fetchRows(
  api: ApiClient,
  sweepId: string,
  grid: LiveGrid,
  positions: readonly number[],
): Promise<ResultColumns> {
  return readArrow(
    await api.readResults(sweepId, {
      columns: columnsOf([...grid.cells.numbers.keys()]),
      positions: writePositions(positions),
    }),
  );
}
