import type { ApiClient, CellFilter } from './api-client.js';
import type { CellSummary } from './generated/openapi.js';

/** Returns the cells of a sweep, up to a limit. */
export async function collectCells(
  api: Pick<ApiClient, 'listCells'>,
  sweepId: string,
  { state, tried, limit = Number.POSITIVE_INFINITY }: CellFilter & { readonly limit?: number } = {},
): Promise<readonly CellSummary[]> {
  const cells: CellSummary[] = [];
  if (limit === 0) return cells;
  for await (const cell of api.listCells(sweepId, { state, tried })) if (cells.push(cell) >= limit) break;
  return cells;
}
