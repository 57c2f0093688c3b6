import type { CellState } from '@rote/domain/cell-state';
import { createBell } from '../../live/bell.js';
import {
  findRow,
  mergeRows,
  setCellState,
  setLiveEpoch,
  type GridCells,
  type LiveEpoch,
  type ResultColumns,
} from './grid-cells.js';

/** The cells of a sweep, patched as events arrive. */
export interface LiveGrid {
  readonly cells: GridCells;
  /** Returns the row of a cell, or undefined if the sweep does not have it. */
  readonly findCell: (id: string) => number | undefined;
  readonly findPosition: (position: number) => number | undefined;
  readonly setState: (row: number, state: CellState) => void;
  readonly setEpoch: (row: number, epoch: LiveEpoch) => void;
  readonly merge: (rows: ResultColumns) => void;
  /** A number that changes with the cells. */
  readonly version: () => number;
  /** Calls back with the rows that have changed; returns a function that ends it. */
  readonly onPatch: (listener: (rows: readonly number[]) => void) => () => void;
}

export function createLiveGrid(cells: GridCells): LiveGrid {
  const patches = createBell<readonly number[]>();
  let version = 0;
  const tell = (rows: readonly number[]): void => {
    version++;
    patches.ring(rows);
  };
  // Made at the first event: many sweeps on show have ended.
  let rowOfId: Map<string, number> | undefined;
  return {
    cells,
    findCell(id) {
      rowOfId ??= new Map(Array.from({ length: cells.size }, (_, row) => [cells.idOf(row), row]));
      return rowOfId.get(id);
    },
    findPosition: (position) => findRow(cells, position),
    setState(row, state) {
      setCellState(cells, row, state);
      tell([row]);
    },
    setEpoch(row, epoch) {
      setLiveEpoch(cells, row, epoch);
      tell([row]);
    },
    merge(rows) {
      tell(mergeRows(cells, rows));
    },
    version: () => version,
    onPatch: (listener) => patches.listen(listener),
  };
}
