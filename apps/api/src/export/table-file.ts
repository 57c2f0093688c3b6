import { EXPORT_EXTENSIONS, quoteCsv } from '@rote/contracts';
import type { ExportFormat } from '@rote/domain';
import type { ExportedRows } from '@rote/store';
import type { EncodingThread } from '../query/encoding-thread.js';

async function* csvOf({ columns, csv }: ExportedRows): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${columns.map(({ name }) => quoteCsv(name)).join(',')}\n`);
  yield* csv;
}

/** The name of a table's file. */
export const tableFile = (table: string, format: ExportFormat): string =>
  `${table}.${EXPORT_EXTENSIONS[format]}`;

/** Yields a table as a file of this format. */
export const encodeTable = (
  thread: EncodingThread,
  rows: ExportedRows,
  format: ExportFormat,
): AsyncIterable<Uint8Array> => (format === 'csv' ? csvOf(rows) : thread.encode(format, rows));
