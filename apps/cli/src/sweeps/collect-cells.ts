import type { CellSummary } from '@rote/contracts';
import type { CellState } from '@rote/domain';
import type { ApiClient } from '../client.js';

/** The cells of a sweep, at most so many. */
export async function collectCells(
  api: Pick<ApiClient, 'listCells'>,
  sweepId: string,
  {
    state,
    limit = Number.POSITIVE_INFINITY,
  }: { readonly state?: CellState | undefined; readonly limit?: number } = {},
): Promise<readonly CellSummary[]> {
  const cells: CellSummary[] = [];
  if (limit === 0) return cells;
  for await (const cell of api.listCells(sweepId, state === undefined ? {} : { state }))
    if (cells.push(cell) >= limit) break;
  return cells;
}
