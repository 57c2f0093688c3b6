import { csvLine, RESULT_COLUMNS, type ResultRow } from '@rote/contracts';
import type { ResultPageOptions, Store, StoredRow } from '@rote/store';

/** Rows that are read at once: many enough for speed, few enough to hold for a slow reader. */
const CHUNK = 1000;

/**
 * The rows of a sweep in chunks, each read when the one before has gone out: a reader that takes its time holds neither
 * a transaction nor a connection. A cell that ends meanwhile shows as it is when its chunk is read.
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

const csvOf = ({ json }: StoredRow): string => {
  const row = JSON.parse(json) as ResultRow;
  return csvLine(RESULT_COLUMNS.map((column) => row[column]));
};

/** A chunk as text, each row a line. */
export const LINES = {
  csv: { head: csvLine(RESULT_COLUMNS), lineOf: csvOf },
  ndjson: { head: '', lineOf: ({ json }: StoredRow): string => `${json}\n` },
} as const;

/** All lines of a table; the first chunk is read already, so that what is wrong with the request is known by then. */
export async function* linesOf(
  format: keyof typeof LINES,
  first: readonly StoredRow[],
  rest: AsyncIterable<readonly StoredRow[]>,
): AsyncGenerator<string> {
  const { head, lineOf } = LINES[format];
  yield head + first.map(lineOf).join('');
  for await (const rows of rest) yield rows.map(lineOf).join('');
}
