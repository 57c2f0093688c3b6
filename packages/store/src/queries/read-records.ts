import type { RecordBatch } from './open-query.js';

/** Takes the values of one column: where each is in `bytes`, or that it is null. */
export interface ColumnReader {
  value(bytes: Buffer, at: number, length: number): void;
  null(): void;
}

const OID_BYTES = 4;

/**
 * Reads the rows of a batch: PostgreSQL's binary format of a record is the number of its columns, then for each column the id of
 * its type, the length of its value (-1 for null) and the value.
 *
 * @param readers one per column
 * @param onRow called after each row
 */
export function readRecords(
  { count, bytes }: RecordBatch,
  readers: readonly ColumnReader[],
  onRow: () => void = () => undefined,
): void {
  let at = 0;
  for (let row = 0; row < count; row++) {
    at += 4;
    for (const reader of readers) {
      const length = bytes.readInt32BE(at + OID_BYTES);
      at += OID_BYTES + 4;
      if (length === -1) reader.null();
      else {
        reader.value(bytes, at, length);
        at += length;
      }
    }
    onRow();
  }
}
