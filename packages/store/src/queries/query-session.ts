import { RoteError } from '@rote/domain';
import { connectClient, destroyClient, endClient } from '@rote/postgres';
import pg from 'pg';
import { CLOSED_TABLES, QUERY_ROLE, READER_ROLE } from '../database/grant-reader.js';

export interface QueryOptions {
  /** Time limit of one statement: the query itself, or the next rows of a stream. Default: 30 seconds. */
  readonly timeoutMs?: number;
  /** The caller's name for that limit. */
  readonly timeoutName?: string;
  /**
   * Cancels the query on the server when aborted. Pending calls then reject with the signal's reason, or with
   * `aborted`.
   */
  readonly signal?: AbortSignal | undefined;
}

/** A read-only transaction on its own connection, for one query by a person. */
export interface QuerySession {
  /**
   * The schema, quoted, of the functions that run a query as a role that it cannot leave. Undefined if the role of
   * DATABASE_URL has none: the query then runs with that role's permissions.
   */
  readonly guard: string | undefined;
  /**
   * Runs one step; errors are described in terms of the query.
   *
   * @param prefixLength how many characters the step sends before the query
   */
  run<T>(step: (client: pg.Client) => Promise<T>, prefixLength?: number): Promise<T>;
  /** Ends the connection, and with it everything that the query leaves behind: a lock, a setting. */
  close(): Promise<void>;
}

const DEFAULT_TIMEOUT_MS = 30_000;

/**
 * Settings of the transaction. Every reader understands these text formats, whatever the server's defaults are. The
 * query ends when its client is gone, if the server can tell.
 */
const SETTINGS = `SELECT set_config('lock_timeout', '0', true),
  set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO, YMD', true),
  set_config('intervalstyle', 'postgres', true), set_config('bytea_output', 'hex', true),
  set_config('extra_float_digits', '1', true), set_config('cursor_tuple_fraction', '1', true),
  (SELECT set_config('client_connection_check_interval', '1000', true)
   WHERE current_setting('server_version_num')::int >= 140000),
  pg_backend_pid() AS pid`;

/** The schema of the guard's functions, if both are as expected and may be called. */
const FIND_GUARD = `SELECT quote_ident(current_schema()) AS guard
  FROM pg_proc
  WHERE pronamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
    AND proname IN ('rote_open_query', 'rote_fetch_query')
    AND prosecdef AND pg_get_userbyid(proowner) = $1 AND has_function_privilege(oid, 'EXECUTE')
  HAVING count(*) = 2`;

/** Set before the transaction begins, because they apply between its statements. */
const UNLIMITED = {
  idle_in_transaction_session_timeout: '0',
  idle_session_timeout: '0',
  statement_timeout: '0',
};

/** For the connection that cancels. */
const CANCELLING = { applicationName: 'rote-cancel', timeoutMs: 5000, queryTimeoutMs: 5000 };

/**
 * SQLSTATEs that are unrelated to the query: connection, unknown user or database, resources, shutdown, the server's
 * own errors.
 */
const SERVER_TROUBLE = /^(08|28|3D000|53|57P|58|F0|XX)/;

/** Where in the query an error is: " at line 2, column 3", or nothing if that is unknown. */
function placeOf(
  { position, internalPosition, internalQuery }: pg.DatabaseError,
  query: string,
  prefixLength: number,
): string {
  const isInside = internalQuery === query;
  if (internalQuery !== undefined && !isInside) return ''; // in a function that the query calls
  const offset = isInside ? Number(internalPosition) - 1 : Number(position) - 1 - prefixLength;
  if (Number.isNaN(offset)) return '';
  const before = query.slice(0, Math.max(0, offset)).split('\n');
  return ` at line ${String(before.length)}, column ${String((before.at(-1)?.length ?? 0) + 1)}`;
}

interface Told {
  readonly query: string;
  readonly prefixLength: number;
  readonly timeoutMs: number;
  readonly timeoutName: string;
}

/** What to do if a query may not read something: Rote's tables stay closed; people read its views. */
function adviseOnRights(message: string): string | undefined {
  const [, name] = /^permission denied for (?:table|view) (\S+)$/.exec(message) ?? [];
  if (name === undefined) return undefined;
  return CLOSED_TABLES.includes(name)
    ? 'queries read the views, not this table: results, learning_curves, cell_axes, sweep_axes, distinct_results and the others in docs/reference/views.md'
    : `as its owner, run: GRANT SELECT ON … TO ${READER_ROLE}`;
}

function asRequestError(error: unknown, { query, prefixLength, timeoutMs, timeoutName }: Told): unknown {
  if (!(error instanceof pg.DatabaseError) || error.code === undefined || SERVER_TROUBLE.test(error.code))
    return error;
  if (error.code === '57014')
    return new RoteError(
      'request-invalid',
      `the query ran longer than ${String(timeoutMs / 1000)} s (${timeoutName}) and was ended`,
      { cause: error },
    );
  if (error.code === '42P11')
    return new RoteError(
      'request-invalid',
      `only one query is allowed: a SELECT, VALUES, TABLE or WITH, or an EXPLAIN or SHOW (${error.message})`,
      { cause: error },
    );
  const advice = (error.code === '42501' ? adviseOnRights(error.message) : undefined) ?? error.hint;
  const hint = advice === undefined ? '' : ` (${advice})`;
  return new RoteError('request-invalid', `${error.message}${placeOf(error, query, prefixLength)}${hint}`, {
    cause: error,
  });
}

/** The signal's reason; undefined if it has not aborted. */
function findAbort(signal: AbortSignal | undefined): RoteError | undefined {
  if (signal?.aborted !== true) return undefined;
  const reason: unknown = signal.reason;
  return reason instanceof RoteError
    ? reason
    : new RoteError('aborted', 'the query was cancelled', { cause: reason });
}

/**
 * Begins a read-only transaction for a query.
 *
 * @throws RoteError `aborted`, or what the connection throws
 */
export async function openQuerySession(
  databaseUrl: string,
  query: string,
  { timeoutMs = DEFAULT_TIMEOUT_MS, timeoutName = 'its time limit', signal }: QueryOptions,
): Promise<QuerySession> {
  let client: pg.Client | undefined;
  let pid: number | undefined;
  /** Asks the server, through a second connection, to stop the query. If that connection fails, ends the first. */
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
  const attempt = async <T>(step: () => Promise<T>, prefixLength = 0): Promise<T> => {
    const aborted = findAbort(signal);
    if (aborted !== undefined) throw aborted;
    try {
      return await step();
    } catch (error) {
      throw findAbort(signal) ?? asRequestError(error, { query, prefixLength, timeoutMs, timeoutName });
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
      connectClient(databaseUrl, { applicationName: 'rote-query', settings: UNLIMITED }),
    );
    client = own;
    signal?.addEventListener('abort', onAbort, { once: true });
    const guard = await attempt(async () => {
      await own.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const { rows: begun } = await own.query<{ pid: number }>(SETTINGS);
      pid = begun[0]?.pid;
      const { rows: found } = await own.query<{ guard: string }>(FIND_GUARD, [QUERY_ROLE]);
      return found[0]?.guard;
    });
    // Set each time, because the query may have changed it.
    const limitTime = `SET LOCAL statement_timeout = ${String(timeoutMs)}`;
    return {
      guard,
      run: (step, prefixLength) =>
        attempt(async () => {
          await own.query(limitTime);
          return await step(own);
        }, prefixLength),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
