import { QueryError, type WireType } from '@rote/store';

/** Days and microseconds from 1970 to PostgreSQL's year 2000. */
const EPOCH_DAYS = 10_957;
const EPOCH_MICROSECONDS = 946_684_800_000_000n;
const MAX_INT32 = 2 ** 31 - 1;
const MAX_INT64 = 2n ** 63n - 1n;

type Decode<Value> = (bytes: Buffer, at: number, length: number) => Value;

/** Infinity stays the largest or smallest number, as DuckDB has it: neither Arrow nor Parquet has a word for it. */
const readDays: Decode<number> = (bytes, at) => {
  const days = bytes.readInt32BE(at);
  return days === MAX_INT32 || days === -MAX_INT32 - 1 ? days : days + EPOCH_DAYS;
};
const readMicroseconds: Decode<bigint> = (bytes, at) => {
  const time = bytes.readBigInt64BE(at);
  return time === MAX_INT64 || time === -MAX_INT64 - 1n ? time : time + EPOCH_MICROSECONDS;
};

/** Reads a value in PostgreSQL's binary format: times are days or microseconds since 1970. */
export const DECODE = {
  bool: (bytes, at) => bytes[at] === 1,
  int2: (bytes, at) => bytes.readInt16BE(at),
  int4: (bytes, at) => bytes.readInt32BE(at),
  int8: (bytes, at) => bytes.readBigInt64BE(at),
  float4: (bytes, at) => bytes.readFloatBE(at),
  float8: (bytes, at) => bytes.readDoubleBE(at),
  text: (bytes, at, length) => bytes.toString('utf8', at, at + length),
  bytea: (bytes, at, length) => new Uint8Array(bytes.subarray(at, at + length)),
  date: readDays,
  timestamp: readMicroseconds,
  timestamptz: readMicroseconds,
} as const satisfies Record<WireType, Decode<unknown>>;

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
