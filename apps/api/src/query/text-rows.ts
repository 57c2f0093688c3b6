import { csvLine, distinctNames, isHarmlessType, quoteCsv } from '@rote/contracts';
import { RoteError } from '@rote/domain';
import { type ColumnReader, type OpenQuery, readRecords, type WireRows } from '@rote/store';

/** Rows as text, or each as one JSON object. */
export type TextRows = Pick<OpenQuery, 'columns' | 'wire' | 'batches' | 'isJson'>;

/** A row of a query as text, one value per column. */
type TextRow = readonly (string | null)[];

/** Yields the rows of each batch as text. */
async function* textRows({ batches, wire }: WireRows): AsyncGenerator<readonly TextRow[]> {
  let row: (string | null)[] = [];
  const reader: ColumnReader = {
    value(bytes, at, length) {
      row.push(bytes.toString('utf8', at, at + length));
    },
    null() {
      row.push(null);
    },
  };
  for await (const batch of batches) {
    const rows: TextRow[] = [];
    readRecords(
      batch,
      wire.map(() => reader),
      () => {
        rows.push(row);
        row = [];
      },
    );
    yield rows;
  }
}

/** Yields the rows as CSV: values as text, NULL as nothing, and empty text as "". */
export async function* csvOf({ columns, batches }: WireRows): AsyncGenerator<string> {
  // It waits for the first batch: an error in that can still become the answer.
  let text = `${columns.map(({ name }) => quoteCsv(name)).join(',')}\n`;
  const readers = columns.map(({ type }, index): ColumnReader => {
    const comma = index === 0 ? '' : ',';
    const quote = isHarmlessType(type) ? quoteCsv : (value: string) => csvLine([value]).slice(0, -1);
    return {
      value(bytes, at, length) {
        text += comma + quote(bytes.toString('utf8', at, at + length));
      },
      null() {
        text += comma;
      },
    };
  });
  for await (const batch of batches) {
    readRecords(batch, readers, () => {
      text += '\n';
    });
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

/** Yields each batch of rows as JSON objects: PostgreSQL's own, or for EXPLAIN and SHOW, of text. */
async function* jsonRows(opened: TextRows): AsyncGenerator<readonly string[]> {
  const keys = distinctNames(opened.columns.map(({ name }) => name));
  for await (const rows of textRows(opened))
    yield rows.map((row) =>
      opened.isJson
        ? (row[0] ?? '{}')
        : JSON.stringify(Object.fromEntries(keys.map((key, index) => [key, row[index]]))),
    );
}

/** Yields the rows as NDJSON. */
export async function* ndjsonOf(opened: TextRows): AsyncGenerator<string> {
  for await (const rows of jsonRows(opened)) yield rows.map((row) => `${row}\n`).join('');
}

/** A JSON document is in memory as a whole. */
const MAX_JSON_BYTES = 64 * 1024 * 1024;

/**
 * Returns a JSON document with at most this many rows.
 *
 * @param opened a query with one row more, if there is one
 * @throws RoteError `query-too-costly` if the document would be too large
 */
export async function jsonOf(opened: TextRows, limit: number): Promise<string> {
  const found: string[] = [];
  let size = 0;
  for await (const rows of jsonRows(opened)) {
    for (const row of rows) size += Buffer.byteLength(row);
    if (size > MAX_JSON_BYTES)
      throw new RoteError(
        'query-too-costly',
        `the rows have more than ${String(MAX_JSON_BYTES / 1024 / 1024)} MiB as one JSON document: ask for ndjson, csv, arrow or parquet, or for fewer columns`,
      );
    found.push(...rows);
    if (found.length > limit) break;
  }
  const rows = found.slice(0, limit).join(',\n');
  return `{"columns":${JSON.stringify(opened.columns)},"rows":[${rows}],"truncated":${String(found.length > limit)}}`;
}
