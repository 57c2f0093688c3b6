import type { DrawnSpread } from '@rote/domain';
import type { Point } from '../chart/chart.js';

/** Rows that have something in common; there is one at least. */
export type Group<Row> = readonly [Row, ...Row[]];

/** Rows by a text about each, in the order in which the texts first appear. */
export function groupRows<Row>(
  rows: readonly Row[],
  textOf: (row: Row) => string,
): ReadonlyMap<string, Group<Row>> {
  const groups = new Map<string, [Row, ...Row[]]>();
  for (const row of rows) {
    const text = textOf(row);
    const group = groups.get(text);
    if (group === undefined) groups.set(text, [row]);
    else group.push(row);
  }
  return groups;
}

/**
 * A point with the numbers that it is the mean of, or where there are too many of them with its interval; all multiplied with
 * `factor`.
 */
export function pointOf(
  x: number,
  y: number,
  { low, high, singles }: Pick<DrawnSpread, 'low' | 'high' | 'singles'>,
  factor = 1,
): Point {
  // A single one is the point itself.
  if (singles !== null)
    return {
      ...barePoint(x, y),
      singles: singles.length > 1 ? singles.map((single) => single * factor) : [],
    };
  return {
    ...barePoint(x, y),
    interval: low === null || high === null ? null : [low * factor, high * factor],
  };
}

/** A point of what others found. */
export const barePoint = (x: number, y: number): Point => ({ x, y, interval: null, singles: [] });

/** Points from rows that have a value. */
export const pointsOf = <Row>(
  rows: readonly Row[],
  valueOf: (row: Row) => number | null,
  toPoint: (row: Row, value: number) => Point,
): readonly Point[] =>
  rows.flatMap((row) => {
    const value = valueOf(row);
    return value === null ? [] : [toPoint(row, value)];
  });
