import { RoteError } from '@rote/domain';
import { connectClient, destroyClient, endClient } from '@rote/postgres';
import pg from 'pg';
import { READER_ROLE } from './grant-reader.js';

interface QueryOptions {
  /** How long one statement may take, be it the query itself or the next rows of a stream; 30 seconds when left out. */
  readonly timeoutMs?: number;
  /** Cancels the query on the server. What is awaited then rejects with the signal's reason, or with `aborted`. */
  readonly signal?: AbortSignal | undefined;
}

export interface ReadOnlyQueryOptions extends QueryOptions {
  /** 10,000 when left out. */
  readonly maxRows?: number;
}

export interface StreamQueryOptions extends QueryOptions {
  /** Rows fetched at a time; 1,000 when left out. */
  readonly batchRows?: number;
}

export interface QueryRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  /** Whether there were more rows. */
  readonly truncated: boolean;
}

export interface QueryColumn {
  /** Need not be unique. */
  readonly name: string;
  /** As Postgres writes it: `integer`, `double precision`, `numeric`, `timestamp with time zone`, `text[]`, … */
  readonly type: string;
}

/** A row in Postgres' own text format, which loses nothing: `NaN`, `Infinity`, all digits, `\xdeade`, `01:00:00`. */
export type TextRow = readonly (string | null)[];

export interface QueryStream {
  readonly columns: readonly QueryColumn[];
  /** The rows, some at a time, fetched as they are asked for. Ends the connection when it ends or is left. */
  readonly batches: AsyncIterable<readonly TextRow[]>;
  /** Ends the connection. Only needed where `batches` is never read. */
  close(): Promise<void>;
}

/** Counts and sums are `bigint` and `numeric`, which `pg` gives as text to lose no digit; people expect numbers. */
const asNumber = (text: string): number | string => {
  const value = Number(text);
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? text : value;
};

const NUMBERS: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => {
    const isNumber = oid === pg.types.builtins.INT8 || oid === pg.types.builtins.NUMERIC;
    return isNumber ? asNumber : (pg.types.getTypeParser(oid, format) as (text: string) => unknown);
  },
};

const TEXT: pg.CustomTypesConfig = { getTypeParser: () => (text: string) => text };

const OPEN_CURSOR = 'DECLARE answer NO SCROLL CURSOR FOR ';
const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_ROWS = 10_000;
const DEFAULT_BATCH_ROWS = 1000;

/** What people ask besides queries. A cursor takes neither; both are one statement that cannot write in this transaction. */
const EXPLAIN_OR_SHOW = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*(?:explain|show)\b/i;

/**
 * Settings of the transaction. Text formats are those that are read everywhere, whatever the server's own defaults are.
 * A client that is gone ends its query too, where the server can tell.
 */
const SETTINGS = `SELECT set_config('statement_timeout', $1, true), set_config('lock_timeout', '0', true),
  set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO, YMD', true),
  set_config('intervalstyle', 'postgres', true), set_config('bytea_output', 'hex', true),
  set_config('extra_float_digits', '1', true), set_config('cursor_tuple_fraction', '1', true),
  (SELECT set_config('client_connection_check_interval', '1000', true)
   WHERE current_setting('server_version_num')::int >= 140000),
  pg_backend_pid() AS pid`;

/** Where the role is there and may read Rote's views in this database; a table stands for all. */
const BECOME_READER = `SELECT set_config('role', rolname, true) FROM pg_roles
  WHERE rolname = $1 AND rolname <> current_user
    AND pg_has_role(current_user, oid,
      CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END)
    AND coalesce(has_table_privilege(oid, to_regclass('results'), 'SELECT'), false)`;

/** Set before the transaction begins, as they hold between its statements. */
const PATIENT = {
  idle_in_transaction_session_timeout: '0',
  idle_session_timeout: '0',
  statement_timeout: '0',
};

/** The connection that cancels. */
const CANCELLING = { applicationName: 'rote-cancel', timeoutMs: 5000, queryTimeoutMs: 5000 };

/**
 * SQLSTATEs that say nothing of the query: connection, no such user or database, resources, shutdown, the server's own
 * errors.
 */
const SERVER_TROUBLE = /^(08|28|3D000|53|57P|58|F0|XX)/;

interface Statement {
  readonly sql: string;
  /** How many characters stand before the person's words. */
  readonly prefix: number;
}

function asRequestError(error: unknown, { sql, prefix }: Statement, timeoutMs: number): unknown {
  if (!(error instanceof pg.DatabaseError) || error.code === undefined || SERVER_TROUBLE.test(error.code))
    return error;
  if (error.code === '57014')
    return new RoteError(
      'request-invalid',
      `the query ran longer than ${String(timeoutMs)} ms and was ended`,
      { cause: error },
    );
  const offset = Number(error.position) - prefix - 1;
  const before = sql.slice(prefix, prefix + Math.max(0, offset)).split('\n');
  const where = Number.isNaN(offset)
    ? ''
    : ` at line ${String(before.length)}, column ${String((before.at(-1)?.length ?? 0) + 1)}`;
  const advice =
    error.code === '42501' && /^permission denied for (table|view)/.test(error.message)
      ? `as its owner, run: GRANT SELECT ON … TO ${READER_ROLE}`
      : error.hint;
  const hint = advice === undefined ? '' : ` (${advice})`;
  return new RoteError('request-invalid', `${error.message}${where}${hint}`, { cause: error });
}

/** What the signal has aborted with; undefined where it has not. */
function findAbort(signal: AbortSignal | undefined): RoteError | undefined {
  if (signal?.aborted !== true) return undefined;
  const reason: unknown = signal.reason;
  return reason instanceof RoteError
    ? reason
    : new RoteError('aborted', 'the query was cancelled', { cause: reason });
}

/** A read-only transaction on a connection of its own, for one query of a person. */
interface Session {
  /** Runs a step of it; errors are told in terms of the query. */
  run<T>(step: (client: pg.Client) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

async function openSession(
  databaseUrl: string,
  statement: Statement,
  { timeoutMs = DEFAULT_TIMEOUT_MS, signal }: QueryOptions,
): Promise<Session> {
  let client: pg.Client | undefined;
  let pid: number | undefined;
  /** Asks the server to stop what runs, by a second connection; where there is none, ends the first. */
  const cancel = async (): Promise<void> => {
    if (pid === undefined) return;
    try {
      const other = await connectClient(databaseUrl, CANCELLING);
      await other.query('SELECT pg_cancel_backend($1)', [pid]).finally(() => endClient(other));
    } catch {
      if (client !== undefined) destroyClient(client);
    }
  };
  let cancelling: Promise<void> | undefined;
  const onAbort = (): void => {
    cancelling ??= cancel().catch(() => undefined);
  };
  const attempt = async <T>(step: () => Promise<T>): Promise<T> => {
    const aborted = findAbort(signal);
    if (aborted !== undefined) throw aborted;
    try {
      return await step();
    } catch (error) {
      throw findAbort(signal) ?? asRequestError(error, statement, timeoutMs);
    }
  };
  let closing: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    signal?.removeEventListener('abort', onAbort);
    await cancelling;
    if (client !== undefined) await endClient(client);
  };
  const close = (): Promise<void> => (closing ??= end());
  try {
    const own = await attempt(() =>
      connectClient(databaseUrl, { applicationName: 'rote-query', settings: PATIENT }),
    );
    client = own;
    signal?.addEventListener('abort', onAbort, { once: true });
    await attempt(async () => {
      await own.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const { rows } = await own.query<{ pid: number }>(SETTINGS, [String(timeoutMs)]);
      pid = rows[0]?.pid;
      await own.query(BECOME_READER, [READER_ROLE]);
    });
    return { run: (step) => attempt(() => step(own)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Fetches some rows at a time, however the query came to be open. */
interface OpenQuery<Row> {
  fetch(count: number): Promise<{ readonly fields: readonly pg.FieldDef[]; readonly rows: readonly Row[] }>;
  close(): Promise<void>;
  readonly session: Session;
}

/**
 * Opens a person's query in a read-only transaction. Its connection is its own and closed afterwards, so that nothing
 * the query leaves behind (a lock, a setting) stays; the cursor admits SELECT, VALUES, TABLE and WITH alone.
 */
async function openQuery<Row extends readonly unknown[]>(
  databaseUrl: string,
  query: string,
  types: pg.CustomTypesConfig,
  options: QueryOptions,
): Promise<OpenQuery<Row>> {
  const trimmed = query.trimEnd().replace(/;+$/, '');
  const isPlain = EXPLAIN_OR_SHOW.test(trimmed);
  const prefix = isPlain ? 0 : OPEN_CURSOR.length;
  const sql = isPlain ? trimmed : OPEN_CURSOR + trimmed;
  const session = await openSession(databaseUrl, { sql, prefix }, options);
  const read = async (text: string, name?: string) => {
    const { fields, rows } = await session.run((client) =>
      client.query<unknown[]>({ text, rowMode: 'array', types, ...(name === undefined ? {} : { name }) }),
    );
    return { fields, rows: rows as unknown as readonly Row[] };
  };
  try {
    // A named statement goes over the extended protocol, which takes one statement only: no "; COMMIT; DELETE …".
    const opened = await read(sql, 'person');
    if (!isPlain)
      return {
        session,
        fetch: (count) => read(`FETCH ${String(count)} FROM answer`),
        close: () => session.close(),
      };
    let at = 0;
    return {
      session,
      fetch: (count) => {
        const rows = opened.rows.slice(at, (at += count));
        return Promise.resolve({ fields: opened.fields, rows });
      },
      close: () => session.close(),
    };
  } catch (error) {
    await session.close();
    throw error;
  }
}

/**
 * Runs one query of a person, or an EXPLAIN or SHOW, and gives its first rows as JavaScript's values.
 *
 * @throws RoteError `request-invalid` with Postgres's words and the place, also where the query would write or takes
 * longer than it may
 */
export async function runReadOnlyQuery(
  databaseUrl: string,
  sql: string,
  { maxRows = DEFAULT_MAX_ROWS, ...options }: ReadOnlyQueryOptions = {},
): Promise<QueryRows> {
  const query = await openQuery(databaseUrl, sql, NUMBERS, options);
  try {
    const { fields, rows } = await query.fetch(maxRows + 1);
    return {
      columns: fields.map(({ name }) => name),
      rows: rows.slice(0, maxRows),
      truncated: rows.length > maxRows,
    };
  } finally {
    await query.close();
  }
}

const TYPE_NAMES = `SELECT format_type(oid::oid, nullif(modifier, -1)) AS type
  FROM unnest($1::bigint[], $2::int[]) WITH ORDINALITY AS field (oid, modifier, place) ORDER BY place`;

async function describe(session: Session, fields: readonly pg.FieldDef[]): Promise<readonly QueryColumn[]> {
  const { rows } = await session.run((client) =>
    client.query<{ type: string }>(TYPE_NAMES, [
      fields.map(({ dataTypeID }) => dataTypeID),
      fields.map(() => -1),
    ]),
  );
  return fields.map(({ name }, index) => ({ name, type: rows[index]?.type ?? 'text' }));
}

/**
 * Runs one query of a person, or an EXPLAIN or SHOW, and gives all of its rows as a stream, in Postgres' own text format
 * (times in UTC). Memory holds a few batches, however many rows there are.
 *
 * @throws RoteError as `runReadOnlyQuery` does; so do the batches
 */
export async function streamReadOnlyQuery(
  databaseUrl: string,
  sql: string,
  { batchRows = DEFAULT_BATCH_ROWS, ...options }: StreamQueryOptions = {},
): Promise<QueryStream> {
  const query = await openQuery<TextRow>(databaseUrl, sql, TEXT, options);
  try {
    const first = await query.fetch(batchRows);
    const columns = await describe(query.session, first.fields);
    const read = async function* (): AsyncGenerator<readonly TextRow[]> {
      try {
        for (let { rows } = first; rows.length > 0; { rows } = await query.fetch(batchRows)) {
          yield rows;
          if (rows.length < batchRows) break;
        }
      } finally {
        await query.close();
      }
    };
    return { columns, batches: read(), close: () => query.close() };
  } catch (error) {
    await query.close();
    throw error;
  }
}
