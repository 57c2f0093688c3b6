import type { ApiClient, ResultRow } from '@rote/client';
import { tableFromIPC } from '@uwdata/flechette';
import type { AxisValue } from '../../../grid/model/axis-value.js';
import type { CellRows } from './cell-rows.js';

/** Reads columns of the results of all cells. */
export async function fetchCells(
  api: ApiClient,
  sweepId: string,
  columns: readonly string[],
  signal: AbortSignal,
): Promise<CellRows> {
  const names = [...new Set(['position', 'cell', ...columns])] as (keyof ResultRow)[];
  const table = tableFromIPC(await api.readResults(sweepId, { columns: names }, { signal }));
  const ids = table.getChild('cell');
  const read = (name: string): ArrayLike<AxisValue> => table.getChild(name).toArray() as ArrayLike<AxisValue>;
  return {
    position: read('position') as ArrayLike<number>,
    idOf: (row) => ids.at(row) as string,
    values: new Map(columns.map((name) => [name, read(name)])),
  };
}
