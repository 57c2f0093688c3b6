import { EXPORT_EXTENSIONS, quoteCsv } from '@rote/contracts';
import type { ExportFormat } from '@rote/domain';
import type { ExportedRows } from '@rote/store';
import { arrowOf } from '../query/arrow-stream.js';
import { parquetOf } from '../query/parquet-file.js';

async function* csvOf({ columns, csv }: ExportedRows): AsyncGenerator<Buffer> {
  yield Buffer.from(`${columns.map(({ name }) => quoteCsv(name)).join(',')}\n`);
  yield* csv;
}

const ENCODERS: Record<ExportFormat, (rows: ExportedRows) => AsyncIterable<Buffer>> = {
  parquet: parquetOf,
  arrow: arrowOf,
  csv: csvOf,
};

/** The name of a table's file. */
export const tableFile = (table: string, format: ExportFormat): string =>
  `${table}.${EXPORT_EXTENSIONS[format]}`;

/** Yields a table as a file of this format. */
export const encodeTable = (rows: ExportedRows, format: ExportFormat): AsyncIterable<Buffer> =>
  ENCODERS[format](rows);
