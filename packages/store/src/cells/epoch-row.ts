import type { EpochMetrics, Measures } from '@rote/domain';
import type { Epoch, Measure } from '../generated/client.js';
import { Prisma } from '../generated/client.js';
import { fromColumns, type LeafPath, toColumns } from './column-paths.js';

type CurveMetrics = Omit<EpochMetrics, 'measures'>;

/** The columns of `epochs` for an epoch's metrics. Inserts, the upsert, reading back and CSV derive from this table. */
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

/** The SQL name of a field of the Prisma schema. */
const columnName = (field: string): string =>
  field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** An epoch as a row of `epochs`: values by column, in the order of the table. */
export const toEpochColumns = (metrics: EpochMetrics): Readonly<Record<string, number | null>> =>
  Object.fromEntries(
    Object.entries(toColumns<EpochField>(metrics, EPOCH_COLUMNS)).map(([field, value]) => [
      columnName(field),
      value as number | null,
    ]),
  );

export const EPOCH_COLUMN_NAMES = Object.keys(EPOCH_COLUMNS).map(columnName);

/** The columns that a later report of the same epoch replaces. */
export const REPLACED_COLUMNS = Prisma.raw(
  ['attempt', ...Object.keys(EPOCH_COLUMNS).filter((field) => field !== 'epoch')]
    .map(columnName)
    .map((column) => `${column} = excluded.${column}`)
    .join(', '),
);

const toMeasures = (rows: readonly Measure[]): Measures =>
  Object.fromEntries(rows.map(({ name, value }) => [name, value]));

/**
 * @param measures the measures of the epoch
 */
export const toEpochMetrics = (row: Epoch, measures: readonly Measure[]): EpochMetrics => ({
  ...(fromColumns(row, EPOCH_COLUMNS) as unknown as CurveMetrics),
  ...(measures.length === 0 ? {} : { measures: toMeasures(measures) }),
});

/** JSON has no NaN and no infinity, which a diverging cell reports; Postgres parses them from text. */
const storable = (_key: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

/** Keeps the last report of each epoch. */
const lastReports = (metrics: readonly EpochMetrics[]): readonly EpochMetrics[] => [
  ...new Map(metrics.map((epoch) => [epoch.epoch, epoch])).values(),
];

/** The rows of `measures` as JSON, for `jsonb_to_recordset`. If an epoch occurs twice, its last report counts. */
export function measureRowsJson(metrics: readonly EpochMetrics[]): string {
  const rows = lastReports(metrics).flatMap(({ epoch, measures = {} }) =>
    Object.entries(measures).map(([name, value]) => ({ epoch, name, value })),
  );
  return JSON.stringify(rows, storable);
}

/** The rows of `epochs` as JSON, for `jsonb_to_recordset`. If an epoch occurs twice, its last report counts. */
export const epochRowsJson = (metrics: readonly EpochMetrics[]): string =>
  JSON.stringify(lastReports(metrics).map(toEpochColumns), storable);
