import { axisValueText, type AxisValue } from './axis-value.js';
import type { AxisColumn, GridCells } from './grid-cells.js';

/** What a side of the grid shows: the values of one column, or of several together. */
export interface GridAxis {
  /** Its columns, joined by commas. */
  readonly key: string;
  readonly columns: readonly string[];
  /** What it shows, in order: the values of its columns, and a text. */
  readonly values: readonly (readonly AxisValue[])[];
  readonly labels: readonly string[];
  /** Of each cell, the index of its value. */
  readonly codes: Uint32Array;
}

/** Corruption and noise belong together: the noise says how much of `partial-labels`. */
export const CORRUPTION_AND_NOISE = 'corruption,label_noise';

/**
 * Makes an axis of columns.
 *
 * @returns undefined if the sweep does not vary in one of them
 */
export function findAxis({ axes }: Pick<GridCells, 'axes'>, key: string): GridAxis | undefined {
  const names = key.split(',');
  const columns = names.map((name) => axes.get(name));
  const [first, ...more] = columns;
  if (first === undefined || more.includes(undefined)) return undefined;
  const joined = (more as AxisColumn[]).reduce(joinColumns, {
    values: first.values.map((value) => [value]),
    codes: first.codes,
  });
  return { key, columns: names, ...joined, labels: labelsOf(joined.values) };
}

type Joined = Pick<GridAxis, 'values' | 'codes'>;

/** Only the pairs that occur, ordered by the first column and then by the second. */
function joinColumns(left: Joined, right: AxisColumn): Joined {
  const width = right.values.length;
  const pairs = left.codes.map((code, row) => code * width + right.codes[row]!);
  const found = Uint32Array.from(new Set(pairs)).sort();
  const ranks = new Map(Array.from(found, (pair, rank) => [pair, rank]));
  return {
    values: Array.from(found, (pair) => [
      ...left.values[Math.floor(pair / width)]!,
      right.values[pair % width]!,
    ]),
    codes: pairs.map((pair) => ranks.get(pair)!),
  };
}

/** A later value is written only where the first one leaves it open. */
function labelsOf(values: GridAxis['values']): string[] {
  const count = new Map<AxisValue | undefined, number>();
  for (const [first] of values) count.set(first, (count.get(first) ?? 0) + 1);
  return values.map(([first = null, ...more]) =>
    [first, ...(count.get(first) === 1 ? [] : more)].map(axisValueText).join(' '),
  );
}
