import type { Cell } from '@rote/client';
import type { Column, Rows } from '../format/rows.js';
import { describeAxes } from '../sweeps/cell-axes.js';
import type { ResultRow } from './result-row.js';

const percent = (share: number | null): string => (share === null ? '' : `${(100 * share).toFixed(1)} %`);
const fixed = (value: number | null): string => (value === null ? '' : value.toFixed(1));

/** Each cell has its row; averages over seeds are for SQL. */
export interface SummaryTable extends Rows {
  /** What all rows share, in one line. */
  readonly shared: string;
}

/**
 * The table for the paper's questions: does a network fit, how soon, and does it generalize? Everything that differs
 * between the cells has a column, so no two rows look alike.
 *
 * @param cells the cells of the rows, in the same order
 */
export function summaryTable(rows: readonly ResultRow[], cells: readonly Cell[]): SummaryTable {
  const { varying, shared } = describeAxes(cells);
  const hasStates = rows.some(({ state }) => state !== 'succeeded');
  const columns: Column[] = [
    ...varying.map(({ name }) => ({ name, weight: 3 })),
    ...(hasStates ? [{ name: 'state', weight: 2 }] : []),
    { name: 'train accuracy', weight: 4 },
    { name: 'test accuracy', weight: 4 },
    { name: 'epochs to fit', weight: 1 },
    { name: 'epochs' },
    { name: 'seconds' },
  ];
  return {
    columns,
    shared,
    rows: rows.map((row, index) => [
      ...varying.map(({ values }) => values[index]),
      ...(hasStates ? [row.state] : []),
      percent(row.train_accuracy),
      percent(row.test_accuracy),
      row.epochs_to_fit,
      row.epochs,
      fixed(row.seconds),
    ]),
  };
}

/**
 * Returns the line above a table of cells.
 *
 * @param all how many cells there are, if the table may have fewer
 */
export function aboveTable(rows: readonly unknown[], shared: string, all = rows.length): string {
  const shown = all > rows.length ? `${String(rows.length)} of ` : '';
  return `${shown}${String(all)} ${all === 1 ? 'cell' : 'cells'}: ${shared === '' ? 'none' : shared}.`;
}
