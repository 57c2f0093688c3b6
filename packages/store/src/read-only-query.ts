import { RoteError } from '@rote/domain';
import pg from 'pg';

export interface ReadOnlyQueryOptions {
  /** 10,000 when left out. */
  readonly maxRows?: number;
  /** 30 seconds when left out. */
  readonly timeoutMs?: number;
}

export interface QueryRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  /** Whether there were more rows. */
  readonly truncated: boolean;
}

/** Counts and sums are `bigint` and `numeric`, which `pg` gives as text to lose no digit; people expect numbers. */
const asNumber = (text: string): number | string => {
  const value = Number(text);
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? text : value;
};

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => {
    const isNumber = oid === pg.types.builtins.INT8 || oid === pg.types.builtins.NUMERIC;
    return isNumber ? asNumber : (pg.types.getTypeParser(oid, format) as (text: string) => unknown);
  },
};

const OPEN_CURSOR = 'DECLARE answer NO SCROLL CURSOR FOR ';

/**
 * SQLSTATEs that say nothing of the query: connection, no such user or database, resources, shutdown, the server's own
 * errors.
 */
const SERVER_TROUBLE = /^(08|28|3D000|53|57P|58|F0|XX)/;

function asRequestError(error: unknown, sql: string, timeoutMs: number): unknown {
  if (!(error instanceof pg.DatabaseError) || error.code === undefined || SERVER_TROUBLE.test(error.code))
    return error;
  if (error.code === '57014')
    return new RoteError(
      'request-invalid',
      `the query ran longer than ${String(timeoutMs)} ms and was ended`,
      {
        cause: error,
      },
    );
  const offset = Number(error.position) - OPEN_CURSOR.length - 1;
  const before = sql.slice(0, offset).split('\n');
  const where = Number.isNaN(offset)
    ? ''
    : ` at line ${String(before.length)}, column ${String((before.at(-1)?.length ?? 0) + 1)}`;
  const hint = error.hint === undefined ? '' : ` (${error.hint})`;
  return new RoteError('request-invalid', `${error.message}${where}${hint}`, { cause: error });
}

/**
 * Runs one query of a person in a read-only transaction. Its connection is its own and closed afterwards, so that
 * nothing the query leaves behind (a lock, a setting) stays; the cursor admits SELECT, VALUES, TABLE and WITH alone.
 *
 * @throws RoteError `request-invalid` with Postgres's words and the place, also where the query would write or takes
 * longer than it may
 */
export async function runReadOnlyQuery(
  databaseUrl: string,
  sql: string,
  { maxRows = 10_000, timeoutMs = 30_000 }: ReadOnlyQueryOptions = {},
): Promise<QueryRows> {
  const query = sql.trimEnd().replace(/;+$/, '');
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 10_000,
    application_name: 'rote-query',
    statement_timeout: timeoutMs,
  });
  client.on('error', () => undefined); // the query under way rejects too
  try {
    await client.connect();
    await client.query('BEGIN TRANSACTION READ ONLY');
    // A named statement goes over the extended protocol, which takes one statement only: no "; COMMIT; DELETE …".
    await client.query({ name: 'open-cursor', text: OPEN_CURSOR + query });
    const { fields, rows } = await client.query<unknown[]>({
      text: `FETCH ${String(maxRows + 1)} FROM answer`,
      rowMode: 'array',
      types,
    });
    return {
      columns: fields.map(({ name }) => name),
      rows: rows.slice(0, maxRows),
      truncated: rows.length > maxRows,
    };
  } catch (error) {
    throw asRequestError(error, query, timeoutMs);
  } finally {
    await client.end();
  }
}
