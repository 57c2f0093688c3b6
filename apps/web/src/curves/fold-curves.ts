import type { CurveSeries } from './curve-series.js';

/** As many curves as an interval needs to say more than the curves themselves. */
const LEAST_FOR_INTERVAL = 4;

/** The 97.5 % quantile of Student’s t distribution with 1, 2, … degrees of freedom; beyond these, that of 30 is close enough. */
const STUDENT_T = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
] as const;

/** What a band shows: part of the legend. */
export const BAND_TEXT =
  'Bands: 95 % interval of the mean over four seeds or more; of two or three, from the least to the greatest.';

/** Returns half the width of the 95 % interval of a mean. */
function halfWidth(count: number, squares: number): number {
  const t = STUDENT_T[Math.min(count - 1, STUDENT_T.length) - 1]!;
  return t * Math.sqrt(squares / (count - 1) / count);
}

/** The values of several curves at one x. */
class Column {
  count = 0;
  mean = 0;
  squares = 0;
  least = Infinity;
  greatest = -Infinity;

  /** An update that does not cancel digits. */
  add(value: number): void {
    this.count += 1;
    const difference = value - this.mean;
    this.mean += difference / this.count;
    this.squares += difference * (value - this.mean);
    this.least = Math.min(this.least, value);
    this.greatest = Math.max(this.greatest, value);
  }

  band(): readonly [low: number, high: number] {
    if (this.count < LEAST_FOR_INTERVAL) return [this.least, this.greatest];
    const half = halfWidth(this.count, this.squares);
    return [this.mean - half, this.mean + half];
  }
}

/**
 * Returns the mean of several curves at each x at which one of them has a value, with a band. Values that are not finite do not
 * count; where no value is left, there is a gap.
 */
export function foldCurves(name: string, curves: readonly CurveSeries[]): CurveSeries {
  const columns = new Map<number, Column>();
  for (const { x, y } of curves)
    for (let index = 0; index < x.length; index++) {
      let column = columns.get(x[index]!);
      if (column === undefined) columns.set(x[index]!, (column = new Column()));
      if (Number.isFinite(y[index]!)) column.add(y[index]!);
    }
  const x = Float64Array.from([...columns.keys()].sort((a, b) => a - b));
  const y = new Float64Array(x.length);
  const low = new Float64Array(x.length);
  const high = new Float64Array(x.length);
  for (const [index, at] of x.entries()) {
    const column = columns.get(at)!;
    y[index] = column.count === 0 ? NaN : column.mean;
    [low[index], high[index]] = column.count === 0 ? [NaN, NaN] : column.band();
  }
  const { group, isDashed = false } = curves[0] ?? {};
  return {
    name,
    x,
    y,
    isDashed,
    ...(group !== undefined && { group }),
    ...(curves.length > 1 && { low, high }),
  };
}
