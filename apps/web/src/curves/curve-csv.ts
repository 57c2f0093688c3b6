import { csvText } from '../format/csv-text.js';
import type { CurveSeries } from './curve-series.js';

interface CurveColumns {
  readonly x: string;
  /** What the groups are; undefined if there are none. */
  readonly group: string | undefined;
}

const numberOf = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;

/** Writes curves as CSV, a row for each of their points. The value in a gap is empty. */
export function writeCurves(series: readonly CurveSeries[], { x: xName, group }: CurveColumns): string {
  const hasBands = series.some(({ low }) => low !== undefined);
  function* rows(): Generator<(string | number | null)[]> {
    for (const curve of series)
      for (let index = 0; index < curve.x.length; index++)
        yield [
          curve.name,
          ...(group === undefined ? [] : [curve.group ?? null]),
          curve.x[index]!,
          numberOf(curve.y[index]),
          ...(hasBands ? [numberOf(curve.low?.[index]), numberOf(curve.high?.[index])] : []),
        ];
  }
  const columns = [
    'curve',
    ...(group === undefined ? [] : [group]),
    xName,
    'value',
    ...(hasBands ? ['low', 'high'] : []),
  ];
  return csvText({ columns, rows: rows() });
}
