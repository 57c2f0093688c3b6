import { RoteError } from '@rote/domain';
import pg from 'pg';
import { openCursor, type QueryCursor, type TextRow } from './query-cursor.js';
import { openQuerySession, type QueryOptions, type QuerySession } from './query-session.js';
import { trimStatement } from './trim-statement.js';

export type { TextRow } from './query-cursor.js';

export interface ReadOnlyQueryOptions extends QueryOptions {
  /** The most rows to return. Default: 10,000. */
  readonly maxRows?: number;
}

export interface StreamQueryOptions extends QueryOptions {
  /** Rows to fetch at a time. Default: 1,000. */
  readonly batchRows?: number;
}

export interface QueryRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  /** Whether there were more rows. */
  readonly truncated: boolean;
}

export interface QueryColumn {
  /** Not necessarily unique. */
  readonly name: string;
  /** As Postgres writes it: `integer`, `double precision`, `numeric`, `timestamp with time zone`, `text[]`, … */
  readonly type: string;
}

export interface QueryStream {
  readonly columns: readonly QueryColumn[];
  /** The rows in batches, fetched on demand. The connection ends when the iteration ends or is abandoned. */
  readonly batches: AsyncIterable<readonly TextRow[]>;
  /** Ends the connection. Only needed if `batches` is never read. */
  close(): Promise<void>;
}

const DEFAULT_MAX_ROWS = 10_000;
const DEFAULT_BATCH_ROWS = 1000;

/**
 * Counts and sums are `bigint` and `numeric`, which `pg` returns as text so that no digit is lost; people expect
 * numbers.
 */
const asNumber = (text: string): number | string => {
  const value = Number(text);
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? text : value;
};

const NUMBERS: readonly number[] = [pg.types.builtins.INT8, pg.types.builtins.NUMERIC];

/** Its declared type knows only the type ids that come with PostgreSQL. */
const parserOfType = pg.types.getTypeParser as (id: number, format: 'text') => (text: string) => unknown;

const parserOf = ({ dataTypeID }: pg.FieldDef): ((text: string) => unknown) =>
  NUMBERS.includes(dataTypeID) ? asNumber : parserOfType(dataTypeID, 'text');

/** Opens a person's query in its own session, which the caller closes. */
async function open(
  databaseUrl: string,
  sql: string,
  options: QueryOptions,
): Promise<{ readonly session: QuerySession; readonly cursor: QueryCursor }> {
  const query = trimStatement(sql);
  if (query === '') throw new RoteError('request-invalid', 'the query is empty');
  const session = await openQuerySession(databaseUrl, query, options);
  try {
    return { session, cursor: await openCursor(session, query) };
  } catch (error) {
    await session.close();
    throw error;
  }
}

/**
 * Runs one query by a person, or an EXPLAIN or SHOW, and returns its first rows as JavaScript values.
 *
 * @throws RoteError `request-invalid` with Postgres's message and the position, also if the query would write or
 *   exceeds its time limit
 */
export async function runReadOnlyQuery(
  databaseUrl: string,
  sql: string,
  { maxRows = DEFAULT_MAX_ROWS, ...options }: ReadOnlyQueryOptions = {},
): Promise<QueryRows> {
  const { session, cursor } = await open(databaseUrl, sql, options);
  try {
    const rows = await cursor.fetch(maxRows + 1);
    const parsers = cursor.fields.map(parserOf);
    return {
      columns: cursor.fields.map(({ name }) => name),
      rows: rows
        .slice(0, maxRows)
        .map((row) => row.map((text, index) => (text === null ? null : parsers[index]?.(text)))),
      truncated: rows.length > maxRows,
    };
  } finally {
    await session.close();
  }
}

/** The query may have set its own search path, so nothing here may be looked up on it. */
const TYPE_NAMES = `SELECT pg_catalog.format_type(oid, NULL) AS type
  FROM pg_catalog.unnest($1::pg_catalog.oid[]) WITH ORDINALITY AS field (oid, place) ORDER BY place`;

async function columnsOf(session: QuerySession, { fields }: QueryCursor): Promise<readonly QueryColumn[]> {
  const { rows } = await session.run((client) =>
    client.query<{ type: string }>(TYPE_NAMES, [fields.map(({ dataTypeID }) => dataTypeID)]),
  );
  return fields.map(({ name }, index) => ({ name, type: rows[index]?.type ?? 'text' }));
}

/**
 * Runs one query by a person, or an EXPLAIN or SHOW, and returns all of its rows as a stream, in Postgres' own text
 * format (times in UTC). Memory holds a few batches, however many rows there are.
 *
 * @throws RoteError as `runReadOnlyQuery` does; the batches may throw the same errors
 */
export async function streamReadOnlyQuery(
  databaseUrl: string,
  sql: string,
  { batchRows = DEFAULT_BATCH_ROWS, ...options }: StreamQueryOptions = {},
): Promise<QueryStream> {
  const { session, cursor } = await open(databaseUrl, sql, options);
  try {
    const columns = await columnsOf(session, cursor);
    const first = await cursor.fetch(batchRows);
    const read = async function* (): AsyncGenerator<readonly TextRow[]> {
      try {
        for (let rows = first; rows.length > 0; rows = await cursor.fetch(batchRows)) {
          yield rows;
          if (rows.length < batchRows) break;
        }
      } finally {
        await session.close();
      }
    };
    return { columns, batches: read(), close: () => session.close() };
  } catch (error) {
    await session.close();
    throw error;
  }
}
