import { axisValueOf, type AxisValue } from '../../grid/model/axis-value.js';
import type { ResultColumns } from '../../grid/model/grid-cells.js';
import type { GridMetric } from '../../grid/model/grid-metric.js';
import { studentT975 } from '../../grid/model/student-t.js';
import { describeSample } from '../../grid/model/summaries.js';

/** The numbers of the cells of one sweep that have a combination. */
export interface Sample {
  readonly n: number;
  readonly mean: number;
  /** Ends of the 95 % interval of the mean; NaN for one cell. */
  readonly low: number;
  readonly high: number;
}

/** How far the mean of a sweep is from that of the first. */
export interface Difference {
  readonly value: number;
  /** Ends of its 95 % interval; NaN if one of the samples has one cell. */
  readonly low: number;
  readonly high: number;
}

/** A combination of values, and what each sweep has for it; undefined if nothing. */
export interface ComparedRow {
  readonly combination: readonly AxisValue[];
  readonly samples: readonly (Sample | undefined)[];
  /** Of all sweeps but the first. */
  readonly differences: readonly (Difference | undefined)[];
}

/** Reads a metric of a row; undefined if the cell has none. */
function readMetric(
  rows: ResultColumns,
  { columns: [first, second] }: GridMetric,
  row: number,
): number | undefined {
  const numberOf = (column: string): number | undefined => {
    const value = rows.find(column)?.[row];
    return value === null || value === undefined ? undefined : Number(value);
  };
  const one = first === undefined ? undefined : numberOf(first);
  if (second === undefined || one === undefined) return one;
  const other = numberOf(second);
  return other === undefined ? undefined : one - other;
}

const squared = (value: number): number => value * value;

/** Welch’s interval of the difference of two means, whose samples may spread differently (Welch, 1947). */
export function differenceOf(left: readonly number[], right: readonly number[]): Difference {
  const [a, b] = [left, right].map((sample) => {
    const { mean } = describeSample(sample, false, false);
    const variance = sample.reduce((sum, each) => sum + squared(each - mean), 0) / (sample.length - 1);
    return { mean, error: variance / sample.length, degrees: sample.length - 1 };
  }) as [MeanError, MeanError];
  const value = b.mean - a.mean;
  if (a.degrees === 0 || b.degrees === 0) return { value, low: NaN, high: NaN };
  const error = a.error + b.error;
  if (error === 0) return { value, low: value, high: value };
  const degrees = squared(error) / (squared(a.error) / a.degrees + squared(b.error) / b.degrees);
  // Fewer degrees make the interval wider, never too narrow.
  const half = studentT975(Math.max(1, Math.floor(degrees))) * Math.sqrt(error);
  return { value, low: value - half, high: value + half };
}

interface MeanError {
  readonly mean: number;
  readonly error: number;
  readonly degrees: number;
}

/**
 * Compares sweeps over seeds: cells with the same combination are one sample of each sweep.
 *
 * @param sweeps their rows of the view "results", with the columns of the axes and the metric
 * @param axes the columns that make a combination
 * @returns combinations in the order in which the sweeps have them; cells without the number, or with one that is not finite, do not count
 */
export function compareResults(
  sweeps: readonly ResultColumns[],
  axes: readonly string[],
  metric: GridMetric,
): readonly ComparedRow[] {
  const found = new Map<string, { readonly combination: AxisValue[]; readonly numbers: number[][] }>();
  for (const [index, rows] of sweeps.entries()) {
    const columns = axes.map((axis) => rows.find(axis));
    for (let row = 0; row < rows.size; row++) {
      const combination = columns.map((column) => axisValueOf(column?.[row] ?? null));
      const key = JSON.stringify(combination);
      const entry = found.get(key) ?? { combination, numbers: sweeps.map(() => []) };
      found.set(key, entry);
      const value = readMetric(rows, metric, row);
      if (value !== undefined && Number.isFinite(value)) entry.numbers[index]!.push(value);
    }
  }
  return [...found.values()].map(({ combination, numbers }) => {
    const [first = [], ...others] = numbers;
    return {
      combination,
      samples: numbers.map((sample) =>
        sample.length === 0
          ? undefined
          : { n: sample.length, ...describeSample(sample, false, metric.unit === 'share') },
      ),
      differences: others.map((sample) =>
        first.length === 0 || sample.length === 0 ? undefined : differenceOf(first, sample),
      ),
    };
  });
}

/** Whether a difference is more than chance at 95 %: its interval does not contain zero. */
export const isClear = ({ low, high }: Difference): boolean => low > 0 || high < 0;
