import type { RecordBatch } from './record-batch.js';

/** Takes the values of one column: where each is in `bytes`, or that it is null. */
export interface ColumnReader {
  value(bytes: Buffer, at: number, length: number): void;
  null(): void;
}

/** The bytes of the number of columns, and of the id of a type. */
const FRAMINGS = { record: { row: 4, type: 4 }, copy: { row: 2, type: 0 } } as const;

/**
 * Reads the rows of a batch: PostgreSQL's binary format of a record is the number of its columns, then for each column the id of
 * its type, the length of its value (-1 for null) and the value. COPY writes shorter numbers of columns, and no types.
 *
 * @param readers one per column
 * @param onRow called after each row
 */
export function readRecords(
  { count, bytes, framing = 'record' }: RecordBatch,
  readers: readonly ColumnReader[],
  onRow: () => void = () => undefined,
): void {
  const { row: rowBytes, type: typeBytes } = FRAMINGS[framing];
  let at = 0;
  for (let row = 0; row < count; row++) {
    at += rowBytes;
    for (const reader of readers) {
      const length = bytes.readInt32BE(at + typeBytes);
      at += typeBytes + 4;
      if (length === -1) reader.null();
      else {
        reader.value(bytes, at, length);
        at += length;
      }
    }
    onRow();
  }
}
