import type { ExampleRecords } from '@rote/domain';
import type { AttemptRef } from './claim-attempt.js';
import type { Queryable } from '../database/database.js';

/** The largest `smallint`; larger counts are stored as this value. */
const MOST = 32_767;

/**
 * A Postgres array in its own text form: numbers in parameters travel as JSON, which has no NaN and no infinity. Both
 * occur if a loss is larger than a `real` can hold.
 */
const arrayText = (numbers: readonly number[]): string => `{${numbers.join(',')}}`;

const countsText = (counts: readonly number[]): string =>
  arrayText(counts.map((count) => Math.min(count, MOST)));

/** Rounds to `real` here, because Postgres rejects numbers that are too small or too large for one. */
const realsText = (values: readonly number[]): string => arrayText(values.map(Math.fround));

/** Stores the records of each example in the transaction of the attempt's result, and after it. */
export async function insertExampleRecords(
  tx: Queryable,
  { cellId, attempt }: AttemptRef,
  records: ExampleRecords,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO example_records (cell_id, attempt, first_fitted, times_forgotten, margins, test_losses)
    VALUES (${cellId}, ${attempt}, ${countsText(records.firstFitted)}::smallint[],
      ${countsText(records.timesForgotten)}::smallint[], ${realsText(records.margins)}::real[],
      ${realsText(records.testLosses)}::real[])`;
}
