import { csvLine, type CsvValue } from '@rote/contracts';
import type { ResultPageOptions, Store, StoredRow } from '@rote/store';

/** Rows read at once: enough for speed, few enough to hold for a slow reader. */
const CHUNK = 1000;

/**
 * Yields the rows of a sweep in chunks, each read when the one before has been sent: a slow reader holds neither a
 * transaction nor a connection. A cell that ends in the meantime appears as it is when its chunk is read.
 */
export async function* readResultChunks(
  { sweeps }: Pick<Store, 'sweeps'>,
  sweepId: string,
  { limit = Number.POSITIVE_INFINITY, after, ...filter }: Partial<ResultPageOptions>,
): AsyncGenerator<readonly StoredRow[]> {
  let left = limit;
  let position = after;
  while (left > 0) {
    const page = {
      ...filter,
      limit: Math.min(left, CHUNK),
      ...(position !== undefined && { after: position }),
    };
    const rows = await sweeps.listResults(sweepId, page);
    yield rows;
    if (rows.length < page.limit) return;
    left -= rows.length;
    position = rows.at(-1)?.position;
  }
}

/** A chunk as text, with one line per row. */
const LINES = {
  csv: (columns: readonly string[]) => ({
    head: csvLine(columns),
    lineOf: ({ json }: StoredRow): string => {
      const row = JSON.parse(json) as Readonly<Record<string, CsvValue>>;
      return csvLine(columns.map((column) => row[column]));
    },
  }),
  ndjson: () => ({ head: '', lineOf: ({ json }: StoredRow): string => `${json}\n` }),
} as const;

/** Yields all lines of a table. The first chunk is already read, so faults of the request are known by then. */
export async function* linesOf(
  format: keyof typeof LINES,
  columns: readonly string[],
  first: readonly StoredRow[],
  rest: AsyncIterable<readonly StoredRow[]>,
): AsyncGenerator<string> {
  const { head, lineOf } = LINES[format](columns);
  yield head + first.map(lineOf).join('');
  for await (const rows of rest) yield rows.map(lineOf).join('');
}
