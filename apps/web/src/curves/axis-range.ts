import type { CurveSeries } from './curve-series.js';

export type Range = readonly [least: number, greatest: number];

/** How an axis maps values to places. */
export interface AxisScale {
  readonly range: Range;
  readonly isLog: boolean;
}

/** Space above and below the curves, as a share of their range. */
const MARGIN = 0.03;

/**
 * Returns the range of the values that an axis can show. A logarithmic axis has no zero: it begins at the least positive value,
 * and whatever is not positive is drawn on its lower edge.
 */
export function rangeOf(lists: Iterable<ArrayLike<number>>, isLog: boolean): Range {
  let least = Infinity;
  let greatest = -Infinity;
  for (const list of lists)
    // eslint-disable-next-line @typescript-eslint/prefer-for-of -- an array-like has no iterator
    for (let index = 0; index < list.length; index++) {
      const value = list[index]!;
      if (!Number.isFinite(value) || (isLog && value <= 0)) continue;
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
  if (least > greatest) return isLog ? [0.1, 1] : [0, 1];
  if (least < greatest) return [least, greatest];
  return isLog ? [least / 2, least * 2] : [least - 0.5, least + 0.5];
}

/** Widens a range a little on both sides. */
export function withMargin([least, greatest]: Range, isLog: boolean): Range {
  if (isLog) {
    const factor = Math.exp(Math.log(greatest / least) * MARGIN);
    return [least / factor, greatest * factor];
  }
  const margin = (greatest - least) * MARGIN;
  return [least - margin, greatest + margin];
}

/** Returns the range of the values of curves, with a little space around it. */
export const valueRange = (series: readonly CurveSeries[], isLog: boolean): Range =>
  withMargin(
    rangeOf(
      series.flatMap(({ y, low, high }) => (low && high ? [y, low, high] : [y])),
      isLog,
    ),
    isLog,
  );

/** Returns a function that maps values to pixels. NaN stays NaN; on a logarithmic axis, zero and less are on the edge. */
export function placer(
  { range: [least, greatest], isLog }: AxisScale,
  from: number,
  to: number,
): (value: number) => number {
  if (!isLog) {
    const factor = (to - from) / (greatest - least);
    return (value) => from + (value - least) * factor;
  }
  const start = Math.log(least);
  const factor = (to - from) / (Math.log(greatest) - start);
  return (value) => (value <= 0 ? from : from + (Math.log(value) - start) * factor);
}

/** The inverse of {@link placer}. */
export function valueAt(
  { range: [least, greatest], isLog }: AxisScale,
  from: number,
  to: number,
  pixel: number,
): number {
  const share = (pixel - from) / (to - from);
  return isLog ? least * (greatest / least) ** share : least + (greatest - least) * share;
}
