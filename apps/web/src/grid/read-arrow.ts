import { tableFromIPC } from '@uwdata/flechette';
import type { ResultColumns } from './model/grid-cells.js';

/** Columns whose texts differ in every row are read only where they are looked at. */
const LAZY = ['cell'];

/** Reads rows from an Arrow IPC stream. */
export function readArrow(bytes: Uint8Array): ResultColumns {
  const table = tableFromIPC(bytes, { useBigInt: true });
  return {
    size: table.numRows,
    find(name) {
      const index = table.names.indexOf(name);
      if (index === -1) return undefined;
      const column = table.getChildAt<unknown>(index);
      if (!LAZY.includes(name)) return column.toArray();
      return new Proxy([] as unknown[], { get: (_, row) => column.at(Number(row)) });
    },
  };
}
