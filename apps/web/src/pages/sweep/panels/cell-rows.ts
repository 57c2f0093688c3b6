import type { AxisValue } from '../../../grid/model/axis-value.js';
import type { GridCells } from '../../../grid/model/grid-cells.js';

/** The cells of a sweep as columns: value `i` of each is of the same cell. */
export interface CellRows {
  readonly position: ArrayLike<number>;
  readonly idOf: (row: number) => string;
  /** By column. */
  readonly values: ReadonlyMap<string, ArrayLike<AxisValue>>;
}

export interface Axis {
  readonly column: string;
  readonly isSeed: boolean;
}

export const axesOf = ({ axes }: GridCells): readonly Axis[] =>
  Array.from(axes.values(), ({ name, isSeed }) => ({ column: name, isSeed }));

/** Returns the cells of a grid with their axes as columns. */
export const cellRowsOf = ({ positions, idOf, axes }: GridCells): CellRows => ({
  position: positions,
  idOf,
  values: new Map(
    Array.from(axes.values(), ({ name, values, codes }) => [
      name,
      Array.from(codes, (code) => values[code]!),
    ]),
  ),
});

export const titleOf = (column: string): string => column.replaceAll('_', ' ');

/** Writes the value of an axis so that it can stand alone: names as they are, numbers with what they are. */
function labelOf(column: string, value: AxisValue): string {
  if (typeof value === 'string') return value;
  if (value === null) return `no ${titleOf(column)}`;
  return `${titleOf(column)} ${String(value)}`;
}

/** Names a cell by what distinguishes it from the others of its sweep. */
export function nameCell({ values, position }: CellRows, axes: readonly Axis[], index: number): string {
  const parts = axes.map(({ column }) => labelOf(column, values.get(column)?.[index] ?? null));
  return parts.length === 0 ? `cell ${String(position[index])}` : parts.join(', ');
}

/** Writes the value of a column as the name of a group. */
export const groupOf = ({ values }: CellRows, column: string, index: number): string =>
  String(values.get(column)?.[index] ?? 'none');
