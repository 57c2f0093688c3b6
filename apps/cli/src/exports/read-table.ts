import { createReadStream } from 'node:fs';
import { RecordBatchReader } from 'apache-arrow';
import type { ExportedFile } from '@rote/contracts';
import type { ExportFormat } from '@rote/domain';
import { parse } from 'csv-parse';
import { parquetMetadataAsync, parquetRead } from 'hyparquet';
import { asyncBufferFromFile } from 'hyparquet/src/node.js';
import { instantText, valueText } from './value-text.js';

/** Rows as text that PostgreSQL reads, in batches: a value per column of the manifest. */
export type TextBatches = AsyncGenerator<readonly (readonly (string | null)[])[]>;
type Columns = NonNullable<ExportedFile['columns']>;

const TIME = 'timestamp with time zone';
/** What an export guards from spreadsheets: see the export's CSV. */
const GUARDED = /^'+[=+@\t\r-]/;
const CSV_BATCH = 1000;

async function* readParquet(path: string, columns: Columns): TextBatches {
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file);
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows);
    let rows: readonly (readonly unknown[])[] = [];
    await parquetRead({
      file,
      metadata,
      rowStart,
      rowEnd,
      columns: columns.map(({ name }) => name),
      utf8: false,
      parsers: { timestampFromMicroseconds: instantText },
      onComplete: (read) => {
        rows = read;
      },
    });
    yield rows.map((row) => row.map(valueText));
    rowStart = rowEnd;
  }
}

/** Arrow JS makes of microseconds a number of milliseconds with a fraction. */
const microsecondsOf = (milliseconds: number): bigint => BigInt(Math.round(milliseconds * 1000));

async function* readArrow(path: string, columns: Columns): TextBatches {
  const reader = await RecordBatchReader.from(createReadStream(path));
  for await (const batch of reader) {
    const vectors = columns.map(({ name, type }) => ({
      vector: batch.getChild(name),
      isTime: type === TIME,
    }));
    yield Array.from({ length: batch.numRows }, (_, row) =>
      vectors.map(({ vector, isTime }) => {
        const value: unknown = vector?.get(row);
        return isTime && typeof value === 'number' ? instantText(microsecondsOf(value)) : valueText(value);
      }),
    );
  }
}

async function* readCsv(path: string, columns: Columns): TextBatches {
  const isText = columns.map(({ type }) => type === 'text');
  const lines = createReadStream(path).pipe(
    parse({
      from_line: 2,
      cast: (value, { quoting, index }) => {
        if (value === '' && !quoting) return null;
        return isText[index] === true && GUARDED.test(value) ? value.slice(1) : value;
      },
    }),
  );
  let batch: (readonly (string | null)[])[] = [];
  for await (const row of lines as AsyncIterable<readonly (string | null)[]>) {
    batch.push(row);
    if (batch.length < CSV_BATCH) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

const READERS: Record<ExportFormat, (path: string, columns: Columns) => TextBatches> = {
  parquet: readParquet,
  arrow: readArrow,
  csv: readCsv,
};

/** Reads a table of an export, a part at a time. */
export const readTable = (path: string, format: ExportFormat, columns: Columns): TextBatches =>
  READERS[format](path, columns);
