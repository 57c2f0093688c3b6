import type { EpochMetrics, Measures } from '@rote/domain';
import type { Epoch, Measure } from '../generated/client.js';
import { columnName, fromColumns, type LeafPath, toColumns } from './column-paths.js';
import { toJson } from './to-json.js';

type CurveMetrics = Omit<EpochMetrics, 'measures'>;

/** The columns of `epochs` for an epoch's metrics. Inserts, reading back and CSV derive from this table. */
const EPOCH_COLUMNS = {
  epoch: 'epoch',
  step: 'step',
  trainLoss: 'train.loss',
  trainAccuracy: 'train.accuracy',
  cleanTrainLoss: 'trainClean.loss',
  cleanTrainAccuracy: 'trainClean.accuracy',
  corruptedTrainLoss: 'trainCorrupted.loss',
  corruptedTrainAccuracy: 'trainCorrupted.accuracy',
  testLoss: 'test.loss',
  testAccuracy: 'test.accuracy',
  bestTestAccuracy: 'bestTestAccuracy',
  learningRate: 'learningRate',
  gradientNorm: 'gradientNorm',
  weightNorm: 'weightNorm',
  seconds: 'seconds',
  imagesPerSecond: 'imagesPerSecond',
} as const satisfies Readonly<
  Record<Exclude<keyof Epoch, 'cellId' | 'attempt' | 'recordedAt'>, LeafPath<CurveMetrics>>
>;

/** A metric without a column is not a member of this union, so it does not compile. */
true satisfies LeafPath<CurveMetrics> extends (typeof EPOCH_COLUMNS)[keyof typeof EPOCH_COLUMNS]
  ? true
  : false;

type EpochField = keyof typeof EPOCH_COLUMNS;

/** An epoch as a row of `epochs`: values by column, in the order of the table. */
export const toEpochColumns = (metrics: EpochMetrics): Readonly<Record<string, number | null>> =>
  Object.fromEntries(
    Object.entries(toColumns<EpochField>(metrics, EPOCH_COLUMNS)).map(([field, value]) => [
      columnName(field),
      value as number | null,
    ]),
  );

export const EPOCH_COLUMN_NAMES = Object.keys(EPOCH_COLUMNS).map(columnName);

const toMeasures = (rows: readonly Measure[]): Measures =>
  Object.fromEntries(rows.map(({ name, value }) => [name, value]));

/**
 * @param measures the measures of the epoch
 */
export const toEpochMetrics = (row: Epoch, measures: readonly Measure[]): EpochMetrics => ({
  ...(fromColumns(row, EPOCH_COLUMNS) as unknown as CurveMetrics),
  ...(measures.length === 0 ? {} : { measures: toMeasures(measures) }),
});

/** Keeps the last report of each epoch. */
const lastReports = (metrics: readonly EpochMetrics[]): readonly EpochMetrics[] => [
  ...new Map(metrics.map((epoch) => [epoch.epoch, epoch])).values(),
];

/** The rows of `measures` as JSON, for `record_attempt`. If an epoch occurs twice, its last report counts. */
export function measureRowsJson(metrics: readonly EpochMetrics[]): string {
  const rows = lastReports(metrics).flatMap(({ epoch, measures = {} }) =>
    Object.entries(measures).map(([name, value]) => ({ epoch, name, value })),
  );
  return toJson(rows);
}

type Group = Readonly<Record<string, unknown>>;

/** How the JSON of each column begins, and where its value is. */
const COLUMN_PLACES = Object.entries(EPOCH_COLUMNS).map(([field, path]) => {
  const [name = '', inner] = path.split('.');
  return { begin: `"${columnName(field)}":`, name, inner };
});

/** As `toJson` writes a number, but many times as fast: a worker writes thousands in a second. */
const numberJson = (value: unknown): string => {
  if (typeof value !== 'number') return 'null';
  return Number.isFinite(value) ? String(value) : `"${String(value)}"`;
};

const epochRowJson = (metrics: EpochMetrics): string => {
  const groups = metrics as unknown as Readonly<Record<string, Group | null>>;
  const columns = COLUMN_PLACES.map(({ begin, name, inner }) => {
    const value = inner === undefined ? groups[name] : groups[name]?.[inner];
    return begin + numberJson(value);
  });
  return `{${columns.join(',')}}`;
};

/** The rows of `epochs` as JSON, for `record_attempt`. If an epoch occurs twice, its last report counts. */
export const epochRowsJson = (metrics: readonly EpochMetrics[]): string =>
  `[${lastReports(metrics).map(epochRowJson).join(',')}]`;
