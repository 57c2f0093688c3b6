import type { DrawnSpread } from '@rote/domain';
import type { Point } from '../chart/chart.js';

/**
 * A point with the numbers that it is the mean of or, if there are too many of them, with its interval; everything is
 * multiplied by `factor`.
 */
export function pointOf(
  x: number,
  y: number,
  { low, high, singles }: Pick<DrawnSpread, 'low' | 'high' | 'singles'>,
  factor = 1,
): Point {
  // A single number is the point itself.
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

/** A point of others' results. */
export const barePoint = (x: number, y: number): Point => ({ x, y, interval: null, singles: [] });

/** Returns the points of the rows that have a value. */
export const pointsOf = <Row>(
  rows: readonly Row[],
  valueOf: (row: Row) => number | null,
  toPoint: (row: Row, value: number) => Point,
): readonly Point[] =>
  rows.flatMap((row) => {
    const value = valueOf(row);
    return value === null ? [] : [toPoint(row, value)];
  });
