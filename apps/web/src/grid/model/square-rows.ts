import { CELL_STATES } from '@rote/domain/cell-state';
import { axisValueText, type AxisValue } from './axis-value.js';
import { placeOf, rowsOf, type Fold } from './fold.js';
import type { GridMetric } from './grid-metric.js';
import { GRID_SIDES } from './grid-view.js';
import { countOf, type Summaries } from './summaries.js';

/** The columns and values that say which combination a square is. */
function combinationOf(fold: Fold, square: number): readonly (readonly [string, AxisValue])[] {
  const place = placeOf(fold, square);
  return GRID_SIDES.flatMap((side) => {
    const axis = fold.sides[side];
    const values = axis?.values[place[side]];
    return (axis?.columns ?? []).map((column, index) => [column, values?.[index] ?? null] as const);
  });
}

/** Writes the squares of a grid as CSV (RFC 4180), without those that have no cell. */
export function writeSquares(fold: Fold, summaries: Summaries, metric: GridMetric): string {
  const columns = GRID_SIDES.flatMap((side) => fold.sides[side]?.columns ?? []);
  const isMeasured = metric.unit !== 'state';
  const lines = [
    [
      ...columns,
      'cells',
      ...CELL_STATES,
      'cached',
      ...(isMeasured
        ? [
            'metric',
            'n',
            'mean',
            fold.foldedOthers.length > 0 ? 'least' : 'low',
            fold.foldedOthers.length > 0 ? 'greatest' : 'high',
          ]
        : []),
    ],
  ];
  for (let square = 0; square < fold.squares; square++) {
    const cells = rowsOf(fold, square).length;
    if (cells === 0) continue;
    lines.push([
      ...combinationOf(fold, square).map(([, value]) => (value === null ? '' : String(value))),
      String(cells),
      ...CELL_STATES.map((_, code) => String(countOf(summaries, square, code))),
      String(summaries.cached[square]!),
      ...(isMeasured
        ? [
            metric.key,
            String(summaries.n[square]!),
            ...[summaries.mean, summaries.low, summaries.high].map((values) => numberField(values[square]!)),
          ]
        : []),
    ]);
  }
  return lines.map((line) => `${line.map(quoteField).join(',')}\r\n`).join('');
}

const numberField = (value: number): string => (Number.isNaN(value) ? '' : String(value));
const quoteField = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/** Says which combination a square is: `corruption none, regularizer dropout`. */
export const combinationText = (fold: Fold, square: number): string =>
  combinationOf(fold, square)
    .map(([column, value]) => `${column.replaceAll('_', ' ')} ${axisValueText(value)}`)
    .join(', ');
