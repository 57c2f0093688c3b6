import { readGridCells, type GridCells, type ResultColumns } from '../src/grid/model/grid-cells.js';
import { takeSteps } from '../src/grid/model/take-steps.js';

export type SampleRow = Readonly<Record<string, string | number | boolean | null>>;

/** Rows of the view "results" as an answer has them, a column at a time. */
export const columnsOf = (rows: readonly SampleRow[]): ResultColumns => ({
  size: rows.length,
  find: (column) => (rows.some((row) => column in row) ? rows.map((row) => row[column] ?? null) : undefined),
});

/** What is not an axis or a number of a sample. */
const OTHERS = ['position', 'cell', 'state', 'cached'];
const MEASURED = ['train_accuracy', 'test_accuracy', 'train_loss', 'epochs_to_fit'];

/** Cells of rows; what is left out of a row is usual. Every other column is an axis. */
export function sampleCells(rows: readonly SampleRow[]): GridCells {
  const whole = rows.map((row, index) => ({
    position: index,
    cell: `cell-${String(index)}`,
    state: 'succeeded',
    cached: false,
    ...row,
  }));
  const axes = [...new Set(whole.flatMap((row) => Object.keys(row)))].filter(
    (column) => !OTHERS.includes(column) && !MEASURED.includes(column),
  );
  return takeSteps(
    readGridCells(
      columnsOf(whole),
      axes.map((column) => ({ column, isSeed: column === 'seed' })),
      MEASURED,
    ),
  );
}

/** Every combination of the values. */
export const combinations = (values: Readonly<Record<string, readonly SampleRow[string][]>>): SampleRow[] =>
  Object.entries(values).reduce<SampleRow[]>(
    (rows, [column, each]) => rows.flatMap((row) => each.map((value) => ({ ...row, [column]: value }))),
    [{}],
  );
