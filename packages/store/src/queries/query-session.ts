import { RoteError } from '@rote/domain';
import { connectClient, destroyClient, endClient } from '@rote/postgres';
import pg from 'pg';
import { CLOSED_TABLES, QUERY_FUNCTIONS, QUERY_ROLE, READER_ROLE } from '../database/grant-reader.js';
import { TEXT_FORMATS } from '../database/text-formats.js';
import { ONE_QUERY, QueryError, type QueryPlace } from './query-error.js';

export interface QueryOptions {
  /** Time limit of one statement: the query itself, or the next rows of a stream. Default: 30 seconds. */
  readonly timeoutMs?: number;
  /** The caller's name for that limit. */
  readonly timeoutName?: string;
  /** The JSON pointer of the query, for errors. Default: `/sql`. */
  readonly pointer?: string | undefined;
  /**
   * Ends the session when aborted, and cancels the query on the server. Pending calls then reject with the signal's reason, or with
   * `aborted`.
   */
  readonly signal?: AbortSignal | undefined;
  /** Memory for each sort and hash, in MiB. Default: 64. */
  readonly workMemoryMb?: number;
  /**
   * Temporary files of the query, in MiB, if the role of DATABASE_URL may limit them: a superuser may, and since PostgreSQL
   * 15 a role with GRANT SET ON PARAMETER temp_file_limit. Default: 1024.
   */
  readonly tempFilesMb?: number;
  /** Called once when the session has ended. */
  readonly onClose?: () => void;
}

/** What a step of a query sends to the server. */
export interface SentText {
  /** What the server gets instead of the query as written, and may quote in an error. */
  readonly text: string;
  /** Returns the offset in the query as written that belongs to one in `text`. */
  readonly originalOffset: (offset: number) => number;
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
   * @param sent what the step sends instead of the query as written
   */
  run<T>(step: (client: pg.Client) => Promise<T>, sent?: SentText): Promise<T>;
  /** Ends the connection, and with it everything that the query leaves behind: a lock, a setting. */
  close(): Promise<void>;
}

const DEFAULT_TIMEOUT_MS = 30_000;
/** How long a reader may pause: its transaction keeps the server from removing old rows. */
const READER_IDLE_MS = 60_000;

/**
 * Settings of the transaction. The query ends when its client is gone, if the server can tell. One query uses one process
 * of the server.
 */
const SETTINGS = `SELECT set_config('lock_timeout', '0', true), set_config('standard_conforming_strings', 'on', true),
  set_config('max_parallel_workers_per_gather', '0', true), set_config('jit', 'off', true),
  set_config('cursor_tuple_fraction', '1', true), ${Object.entries(TEXT_FORMATS)
    .map(([name, value]) => `set_config('${name}', '${value}', true)`)
    .join(', ')},
  (SELECT set_config('client_connection_check_interval', '1000', true)
   WHERE current_setting('server_version_num')::int >= 140000),
  pg_backend_pid() AS pid, current_setting('search_path') AS path`;

/** The schema of the guard's functions, if all are as expected and may be called. */
const FIND_GUARD = `SELECT quote_ident(current_schema()) AS guard
  FROM pg_proc
  WHERE pronamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
    AND proname = ANY($2)
    AND prosecdef AND pg_get_userbyid(proowner) = $1 AND has_function_privilege(oid, 'EXECUTE')
  HAVING count(*) = cardinality($2)`;

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

/** PostgreSQL counts characters, and JavaScript halves of those outside the basic plane. */
const offsetOf = (text: string, character: number): number =>
  Array.from(text).slice(0, character).join('').length;

interface Told {
  readonly query: string;
  readonly pointer: string;
  readonly sent: SentText;
  readonly timeoutMs: number;
  readonly timeoutName: string;
}

/** Where in the query an error is; undefined if that is unknown, or in a function that the query calls. */
function findPlace(
  { position, internalPosition, internalQuery }: pg.DatabaseError,
  { query, pointer, sent: { text, originalOffset } }: Told,
): QueryPlace | undefined {
  if (internalQuery !== undefined && internalQuery !== text) return undefined;
  const character = Number(internalQuery === undefined ? position : internalPosition) - 1;
  if (Number.isNaN(character)) return undefined;
  const offset = originalOffset(offsetOf(text, character));
  const before = query.slice(0, Math.min(Math.max(0, offset), query.length)).split('\n');
  return { pointer, line: before.length, column: Array.from(before.at(-1) ?? '').length + 1 };
}

/** What to do if a query may not read something: Rote's tables stay closed; people read its views. */
function adviseOnRights(message: string): string | undefined {
  const [, name] = /^permission denied for (?:table|view) (\S+)$/.exec(message) ?? [];
  if (name === undefined) return undefined;
  return CLOSED_TABLES.includes(name)
    ? 'queries read the views, not this table: results, learning_curves, cell_axes, sweep_axes, distinct_results and the others in docs/reference/views.md'
    : `as its owner, run: GRANT SELECT ON … TO ${READER_ROLE}`;
}

const MANY_COMMANDS = 'cannot insert multiple commands into a prepared statement';

/** The query needs more temporary files, more memory or a larger value than it may have. */
const isTooLarge = ({ code, message }: pg.DatabaseError): boolean =>
  code === '53200' ||
  code === '54000' ||
  (code === '53400' && message.includes('temp_file_limit')) ||
  message.startsWith('invalid memory alloc request size');

function asRequestError(error: unknown, told: Told): unknown {
  if (!(error instanceof pg.DatabaseError) || error.code === undefined) return error;
  if (isTooLarge(error))
    return new RoteError('query-too-costly', `the query needs too much: ${error.message}`, { cause: error });
  if (SERVER_TROUBLE.test(error.code)) return error;
  if (error.code === '57014')
    return new RoteError(
      'query-timeout',
      `the query ran longer than ${String(told.timeoutMs / 1000)} s (${told.timeoutName}) and was ended`,
      { cause: error },
    );
  if (error.code === '42P11' || error.message === MANY_COMMANDS)
    return new QueryError(`${ONE_QUERY} (${error.message})`, { cause: error });
  const advice = (error.code === '42501' ? adviseOnRights(error.message) : undefined) ?? error.hint;
  const hint = advice === undefined ? '' : ` (${advice})`;
  const place = findPlace(error, told);
  const where = place === undefined ? '' : ` at line ${String(place.line)}, column ${String(place.column)}`;
  return new QueryError(`${error.message}${where}${hint}`, { place, cause: error });
}

/** The signal's reason; undefined if it has not aborted. */
function findAbort(signal: AbortSignal | undefined): RoteError | undefined {
  if (signal?.aborted !== true) return undefined;
  const reason: unknown = signal.reason;
  return reason instanceof RoteError
    ? reason
    : new RoteError('aborted', 'the query was cancelled', { cause: reason });
}

const asWritten = (query: string): SentText => ({ text: query, originalOffset: (offset) => offset });

/** Limits temporary files if the role of this connection may. */
async function limitTempFiles(client: pg.Client, megabytes: number): Promise<void> {
  await client.query('SAVEPOINT limit_temp_files');
  try {
    await client.query(`SET LOCAL temp_file_limit = '${String(megabytes)}MB'; RELEASE limit_temp_files`);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError && error.code === '42501')) throw error;
    await client.query('ROLLBACK TO limit_temp_files; RELEASE limit_temp_files');
  }
}

/**
 * Begins a read-only transaction for a query.
 *
 * @throws RoteError `aborted`, or what the connection throws
 */
export async function openQuerySession(
  databaseUrl: string,
  query: string,
  {
    timeoutMs = DEFAULT_TIMEOUT_MS,
    timeoutName = 'its time limit',
    pointer = '/sql',
    signal,
    workMemoryMb = 64,
    tempFilesMb = 1024,
    onClose,
  }: QueryOptions,
): Promise<QuerySession> {
  let client: pg.Client | undefined;
  let pid: number | undefined;
  let running = 0;
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
  const attempt = async <T>(step: () => Promise<T>, sent = asWritten(query)): Promise<T> => {
    const aborted = findAbort(signal);
    if (aborted !== undefined) throw aborted;
    running++;
    try {
      return await step();
    } catch (error) {
      throw findAbort(signal) ?? asRequestError(error, { query, pointer, sent, timeoutMs, timeoutName });
    } finally {
      running--;
    }
  };
  let closing: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    signal?.removeEventListener('abort', onAbort);
    if (running > 0) await cancel();
    if (client !== undefined) await endClient(client);
    onClose?.();
  };
  const close = (): Promise<void> => (closing ??= end());
  const onAbort = (): void => void close();
  try {
    const own = await attempt(() =>
      connectClient(databaseUrl, { applicationName: 'rote-query', settings: UNLIMITED }),
    );
    client = own;
    // The server ends the connection of a reader that pauses for too long.
    own.once('end', onAbort);
    signal?.addEventListener('abort', onAbort, { once: true });
    const { guard, path } = await attempt(async () => {
      await own.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const { rows: begun } = await own.query<{ pid: number; path: string }>(SETTINGS);
      pid = begun[0]?.pid;
      await limitTempFiles(own, tempFilesMb);
      const { rows: found } = await own.query<{ guard: string }>(FIND_GUARD, [QUERY_ROLE, QUERY_FUNCTIONS]);
      return { guard: found[0]?.guard, path: begun[0]?.path ?? '' };
    });
    // Set each time, because the query may have changed them.
    const limits = `SET LOCAL statement_timeout = ${String(timeoutMs)};
      SET LOCAL idle_in_transaction_session_timeout = ${String(READER_IDLE_MS)};
      SET LOCAL work_mem = '${String(workMemoryMb)}MB'; SET LOCAL search_path = ${path === '' ? "''" : path}`;
    return {
      guard,
      run: (step, sent) =>
        attempt(async () => {
          await own.query(limits);
          return await step(own);
        }, sent),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
