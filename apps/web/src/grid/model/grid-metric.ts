import { durationText } from '../../format/duration.js';
import { countText, measuredText, percentText } from '../../format/number.js';
import { columnCaption } from './axis-value.js';
import type { GridCells } from './grid-cells.js';

/** What squares are colored by: a number of each cell. `state` has none, and is drawn by the cells' states. */
export interface GridMetric {
  readonly key: string;
  readonly caption: string;
  /** `share`: from 0 to 1. `difference`: of two shares. */
  readonly unit: 'state' | 'share' | 'difference' | 'count' | 'seconds' | 'number';
  /** The columns it is made of; a difference has two. */
  readonly columns: readonly string[];
  /** The same in SQL, of the view "results". */
  readonly sql: string;
}

const ofColumn = (column: string, unit: GridMetric['unit'], caption = columnCaption(column)): GridMetric => ({
  key: column,
  caption,
  unit,
  columns: [column],
  sql: column,
});

export const STATE_METRIC: GridMetric = {
  key: 'state',
  caption: 'state',
  unit: 'state',
  columns: [],
  sql: 'state',
};

/** What people look at, in the order of a picker. Each column of numbers is another. */
const METRICS: readonly GridMetric[] = [
  STATE_METRIC,
  ofColumn('test_accuracy', 'share'),
  ofColumn('train_accuracy', 'share'),
  ofColumn('clean_train_accuracy', 'share', 'train accuracy, true labels'),
  ofColumn('corrupted_train_accuracy', 'share', 'train accuracy, wrong labels'),
  {
    key: 'gap',
    caption: 'generalization gap (train − test accuracy)',
    unit: 'difference',
    columns: ['train_accuracy', 'test_accuracy'],
    sql: 'train_accuracy - test_accuracy',
  },
  ofColumn('train_loss', 'number'),
  ofColumn('test_loss', 'number'),
  ofColumn('epochs_to_fit', 'count'),
  ofColumn('best_test_accuracy', 'share'),
  ofColumn('best_test_epoch', 'count'),
  ofColumn('epochs', 'count'),
  ofColumn('steps', 'count'),
  ofColumn('seconds', 'seconds'),
  ofColumn('images_per_second', 'number', 'images/s'),
  ofColumn('parameter_count', 'count', 'parameters'),
  ofColumn('labels_changed', 'count'),
  ofColumn('attempts', 'count'),
];

/** The columns that the metrics need. */
export const METRIC_COLUMNS: readonly string[] = [...new Set(METRICS.flatMap(({ columns }) => columns))];

/** What a running cell tells after each epoch. */
const LIVE_COLUMNS = ['train_loss', 'train_accuracy', 'test_accuracy'];

/** The metrics that some cell has. State is always one. */
export const listMetrics = ({ numbers, live }: Pick<GridCells, 'numbers' | 'live'>): GridMetric[] =>
  METRICS.filter(({ columns }) =>
    columns.every(
      (name) =>
        numbers.get(name)?.isPresent.includes(1) === true || (live.size > 0 && LIVE_COLUMNS.includes(name)),
    ),
  );

export const findMetric = (key: string | undefined): GridMetric | undefined =>
  METRICS.find((metric) => metric.key === key);

/** What colors a grid unless a person chooses: its test accuracy once some cell has one, and states until then. */
export const chooseMetric = (cells: Pick<GridCells, 'numbers'>): GridMetric =>
  cells.numbers.get('test_accuracy')?.isPresent.includes(1) === true
    ? findMetric('test_accuracy')!
    : STATE_METRIC;

const readColumn = (
  { numbers, live }: Pick<GridCells, 'numbers' | 'live'>,
  name: string,
  row: number,
): number | undefined => {
  const column = numbers.get(name);
  return column?.isPresent[row] === 1 ? column.values[row]! : live.get(row)?.values[name];
};

/** Returns the number of a cell, or undefined if it has none yet. A cell that runs has those of its last epoch. */
export function readMetric(
  cells: Pick<GridCells, 'numbers' | 'live'>,
  { columns: [first, second] }: GridMetric,
  row: number,
): number | undefined {
  if (first === undefined) return undefined;
  const value = readColumn(cells, first, row);
  if (value === undefined || second === undefined) return value;
  const other = readColumn(cells, second, row);
  return other === undefined ? undefined : value - other;
}

const points = (value: number): string => `${value < 0 ? '−' : ''}${(Math.abs(value) * 100).toFixed(1)}`;

/** Writes a number with its unit. */
export function metricText({ unit }: Pick<GridMetric, 'unit'>, value: number): string {
  if (!Number.isFinite(value)) return measuredText(value);
  switch (unit) {
    case 'share':
      return percentText(value);
    case 'difference':
      return `${points(value)} points`;
    case 'seconds':
      return durationText(value);
    case 'count':
      return Number.isInteger(value) ? countText(value) : measuredText(value);
    case 'number':
    case 'state':
      return measuredText(value);
    default:
      return unit satisfies never;
  }
}

/** Writes a number as briefly as a square needs it; the legend has the unit. */
export function shortMetricText({ unit }: Pick<GridMetric, 'unit'>, value: number): string {
  if (!Number.isFinite(value)) return measuredText(value);
  if (unit === 'share' || unit === 'difference') return points(value);
  if (unit === 'count' && Number.isInteger(value) && Math.abs(value) < 1e5) return countText(value);
  const size = Math.abs(value);
  if (size >= 1e9 || (size > 0 && size < 1e-3)) return value.toExponential(1).replace('-', '−');
  if (size >= 1e6) return `${String(Number((value / 1e6).toPrecision(3)))}M`;
  if (size >= 1e4) return `${String(Number((value / 1e3).toPrecision(3)))}k`;
  return String(Number(value.toPrecision(3))).replace('-', '−');
}
