import type { ApiClient, ResultRow } from '@rote/client';

export type { ResultRow } from '@rote/client';

/** Returns all rows of a sweep. */
export async function collectResults(
  api: Pick<ApiClient, 'listResults'>,
  sweepId: string,
): Promise<readonly ResultRow[]> {
  const rows: ResultRow[] = [];
  for await (const page of api.listResults(sweepId)) for (const row of page) rows.push(row);
  return rows;
}
