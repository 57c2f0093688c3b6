import { QueryError } from '@rote/store';

/** Days and microseconds from 1970 to PostgreSQL's year 2000. */
const EPOCH_DAYS = 10_957;
const EPOCH_MICROSECONDS = 946_684_800_000_000n;
const MAX_INT32 = 2 ** 31 - 1;
const MAX_INT64 = 2n ** 63n - 1n;

/**
 * Turns PostgreSQL's days since 2000 into days since 1970, in place. Infinity stays the largest or smallest number, as DuckDB has
 * it: neither Arrow nor Parquet has a word for it.
 */
export function daysSinceUnixEpoch(days: Int32Array): Int32Array {
  for (const [index, day] of days.entries())
    if (day !== MAX_INT32 && day !== -MAX_INT32 - 1) days[index] = day + EPOCH_DAYS;
  return days;
}

/** Turns PostgreSQL's microseconds since 2000 into those since 1970, in place. Infinity stays, as with days. */
export function sinceUnixEpoch(times: BigInt64Array): BigInt64Array {
  for (const [index, time] of times.entries())
    if (time !== MAX_INT64 && time !== -MAX_INT64 - 1n) times[index] = time + EPOCH_MICROSECONDS;
  return times;
}

/**
 * Calls back for each element of an array in PostgreSQL's binary format: its place, or a length of -1 for null.
 *
 * @param name of the column, for the error
 * @returns the number of elements
 * @throws QueryError if it has more than one dimension
 */
export function readElements(
  bytes: Buffer,
  at: number,
  name: string,
  take: (at: number, length: number) => void,
): number {
  const dimensions = bytes.readInt32BE(at);
  if (dimensions === 0) return 0;
  if (dimensions > 1)
    throw new QueryError(
      `column "${name}" has an array of ${String(dimensions)} dimensions, and lists have one: select to_json(…) of it`,
    );
  const count = bytes.readInt32BE(at + 12);
  let place = at + 20;
  for (let index = 0; index < count; index++) {
    const length = bytes.readInt32BE(place);
    place += 4;
    take(place, length);
    if (length > 0) place += length;
  }
  return count;
}
