import { CELL_STATES, type CellState } from '@rote/domain/cell-state';
import { axisValueOf, type AxisValue } from './axis-value.js';

/** A column that varies in the sweep: of each cell, the index of its value. */
export interface AxisColumn {
  readonly name: string;
  /** Numbers ascend; texts are in the order of the sweep. */
  readonly values: readonly AxisValue[];
  readonly codes: Uint32Array;
  readonly isSeed: boolean;
}

/** A column of measured numbers. A number that is not finite means that training diverged; some cells have none. */
interface NumberColumn {
  readonly values: Float64Array;
  readonly isPresent: Uint8Array;
}

/** Rows of the view "results", as they arrived. */
export interface ResultColumns {
  readonly size: number;
  /** Returns the values of a column, or undefined if it was not asked for. */
  readonly find: (column: string) => ArrayLike<unknown> | undefined;
}

/** What an epoch of a running cell has told. */
export interface LiveEpoch {
  readonly epoch: number;
  readonly values: Readonly<Record<string, number>>;
}

/** The cells of a sweep, a column at a time. Rows are in the order of the sweep. */
export interface GridCells {
  readonly size: number;
  readonly positions: Int32Array;
  readonly idOf: (row: number) => string;
  readonly states: Uint8Array;
  readonly isCached: Uint8Array;
  readonly axes: ReadonlyMap<string, AxisColumn>;
  readonly numbers: ReadonlyMap<string, NumberColumn>;
  /** The last epoch of cells that run, by row. */
  readonly live: Map<number, LiveEpoch>;
}

const STATE_CODES: ReadonlyMap<unknown, number> = new Map(CELL_STATES.map((state, code) => [state, code]));

export const stateCode = (state: CellState): number => STATE_CODES.get(state)!;
export const stateOf = ({ states }: Pick<GridCells, 'states'>, row: number): CellState =>
  CELL_STATES[states[row]!]!;

const RUNNING = stateCode('running');

/** Which columns of an answer are axes, and which are seeds among them. */
export interface AxisName {
  readonly column: string;
  readonly isSeed?: boolean | undefined;
}

/** Rows that are read in a step: some milliseconds of work. */
const STEP_ROWS = 16_384;

/** Does something with each row, some of them in a step. */
function* eachRow(size: number, read: (row: number) => void): Generator<undefined, void> {
  for (let row = 0; row < size; row++) {
    read(row);
    if (row % STEP_ROWS === STEP_ROWS - 1) yield;
  }
  yield;
}

/**
 * Reads cells from rows of the view "results", some of a column in a step: a page can do something else between two.
 *
 * @param axes the columns that vary in the sweep
 * @param measured the columns of numbers; those that the rows lack are left out
 * @throws Error if the rows lack `position`, `cell` or `state`
 */
export function* readGridCells(
  rows: ResultColumns,
  axes: readonly AxisName[],
  measured: readonly string[],
): Generator<undefined, GridCells> {
  const { size } = rows;
  const [position, cell, state] = ['position', 'cell', 'state'].map((name) => {
    const column = rows.find(name);
    if (column === undefined) throw new Error(`The API's answer has no column “${name}”.`);
    return column;
  }) as [ArrayLike<unknown>, ArrayLike<unknown>, ArrayLike<unknown>];
  yield;
  const order = orderOf(position, size);
  const cached = rows.find('cached');
  const axisColumns = new Map<string, AxisColumn>();
  const numbers = new Map<string, NumberColumn>();
  const cells: GridCells = {
    size,
    positions: new Int32Array(size),
    idOf: (row) => String(cell[order[row]!]),
    states: new Uint8Array(size),
    isCached: new Uint8Array(size),
    axes: axisColumns,
    numbers,
    live: new Map(),
  };
  yield* eachRow(size, (row) => {
    const index = order[row]!;
    cells.positions[row] = Number(position[index]);
    cells.states[row] = STATE_CODES.get(state[index]) ?? 0;
    cells.isCached[row] = cached?.[index] === true ? 1 : 0;
  });
  for (const { column, isSeed = false } of axes) {
    const values = rows.find(column);
    if (values === undefined) continue;
    axisColumns.set(column, yield* axisColumn(column, values, order, isSeed));
  }
  for (const name of measured) {
    const values = rows.find(name);
    if (values === undefined) continue;
    const column = { values: new Float64Array(size), isPresent: new Uint8Array(size) };
    yield* eachRow(size, (row) => {
      setNumber(column, row, values[order[row]!]);
    });
    numbers.set(name, column);
  }
  return cells;
}

/** The indices of rows by ascending position. */
function orderOf(positions: ArrayLike<unknown>, size: number): Uint32Array {
  const order = new Uint32Array(size);
  for (let index = 0; index < size; index++) order[index] = index;
  let isSorted = true;
  for (let index = 1; index < size && isSorted; index++)
    isSorted = Number(positions[index - 1]) < Number(positions[index]);
  return isSorted ? order : order.sort((a, b) => Number(positions[a]) - Number(positions[b]));
}

function* axisColumn(
  name: string,
  given: ArrayLike<unknown>,
  order: Uint32Array,
  isSeed: boolean,
): Generator<undefined, AxisColumn> {
  const found = new Map<AxisValue, number>();
  const codes = new Uint32Array(order.length);
  yield* eachRow(order.length, (row) => {
    const value = axisValueOf(given[order[row]!]);
    let code = found.get(value);
    if (code === undefined) found.set(value, (code = found.size));
    codes[row] = code;
  });
  const values = [...found.keys()];
  const ranks = new Uint32Array(values.length);
  const sorted = [...values].sort(compareValues);
  for (const [rank, value] of sorted.entries()) ranks[found.get(value)!] = rank;
  yield* eachRow(order.length, (row) => {
    codes[row] = ranks[codes[row]!]!;
  });
  return { name, values: sorted, codes, isSeed };
}

/** Numbers ascend, and come before what has none; texts stay in the order in which they were found. */
const compareValues = (a: AxisValue, b: AxisValue): number => {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return Number(a === null) - Number(b === null);
};

function setNumber({ values, isPresent }: NumberColumn, row: number, value: unknown): void {
  const isThere = value !== null && value !== undefined;
  isPresent[row] = isThere ? 1 : 0;
  values[row] = isThere ? Number(value) : 0;
}

/** Finds the row of a position. */
export function findRow({ positions }: GridCells, position: number): number | undefined {
  if (positions[position] === position) return position;
  let low = 0;
  let high = positions.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const here = positions[middle]!;
    if (here === position) return middle;
    if (here < position) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

/** Writes newer rows over those of the same positions. Returns the rows that were written. */
export function mergeRows(cells: GridCells, rows: ResultColumns): number[] {
  const position = rows.find('position');
  const state = rows.find('state');
  const cached = rows.find('cached');
  if (position === undefined || state === undefined) return [];
  const merged: number[] = [];
  for (let index = 0; index < rows.size; index++) {
    const row = findRow(cells, Number(position[index]));
    if (row === undefined) continue;
    cells.states[row] = STATE_CODES.get(state[index]) ?? 0;
    if (cached !== undefined) cells.isCached[row] = cached[index] === true ? 1 : 0;
    for (const [name, column] of cells.numbers) {
      const values = rows.find(name);
      if (values !== undefined) setNumber(column, row, values[index]);
    }
    if (cells.states[row] !== RUNNING) cells.live.delete(row);
    merged.push(row);
  }
  return merged;
}

/** Notes that a cell has another state. What it told while it ran stays until its result arrives. */
export function setCellState(cells: GridCells, row: number, state: CellState): void {
  cells.states[row] = stateCode(state);
  if (state === 'pending' || state === 'queued') cells.live.delete(row);
}

export function setLiveEpoch(cells: GridCells, row: number, epoch: LiveEpoch): void {
  cells.live.set(row, epoch);
}
