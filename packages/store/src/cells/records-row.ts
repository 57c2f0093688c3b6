import type { ExampleRecords } from '@rote/domain';

/** The largest `smallint`; larger counts are stored as this value. */
const MOST = 32_767;

/** A Postgres array in its own text form, because JSON has no NaN and no infinity: a loss may be larger than a `real` can hold. */
const arrayText = (numbers: readonly number[]): string => `{${numbers.join(',')}}`;

const countsText = (counts: readonly number[]): string =>
  arrayText(counts.map((count) => Math.min(count, MOST)));

/** Rounds to `real` here, because Postgres rejects numbers that are too small or too large for one. */
const realsText = (values: readonly number[]): string => arrayText(values.map(Math.fround));

/** The records of each example as a row of `example_records`. */
export const toRecordsRow = (records: ExampleRecords): Readonly<Record<string, string>> => ({
  first_fitted: countsText(records.firstFitted),
  times_forgotten: countsText(records.timesForgotten),
  margins: realsText(records.margins),
  test_losses: realsText(records.testLosses),
});
