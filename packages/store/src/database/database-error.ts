import { RoteError } from '@rote/domain';

/** What is known about a database error, wherever it was caught. */
interface DatabaseFault {
  /** An SQLSTATE, a system error, or one of Prisma's codes. */
  readonly code: string | undefined;
  readonly message: string;
  /** The driver's own name for a failed connection. */
  readonly kind: string | undefined;
}

const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/**
 * SQLSTATEs after which the same call may succeed: connection lost (25P03 and 57P05: idle for too long), statement
 * cancelled or timed out, server shutting down, out of connections, memory or disk space (53…), or still a standby,
 * lock timeout, lost race.
 */
const PASSING_STATES = /^(08...|25P03|25006|53...|55P03|57014|57P0[1235]|40001|40P01)$/;

/** Another transaction interfered; this one has been rolled back. */
const RACE_STATES = /^(40001|40P01)$/;

/** Prisma's own code for the same. */
const RACE_PRISMA_CODE = 'P2034';

/** Comes from a pooler, with a protocol violation as its state. */
const POOLER = 'unsupported startup parameter';

const PASSING_KINDS = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
  'TransactionWriteConflict',
]);

/** Prisma's codes: connection timeout, server unreachable, connection closed, transaction not started or timed out. */
const PASSING_PRISMA_CODES = new Set([
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2028',
  'P2034',
  'P2037',
]);

/** An SQLSTATE or a Prisma code: five capitals and digits, including a digit. */
const DATABASE_CODE = /^(?=.*\d)[0-9A-Z]{5}$/;

/** Prisma puts the driver's message at the end of its own message, which shows the call. */
const LAST_WORDS = /Message: `(.*)`$/s;

/** If there is no such message, all lines but the last show the call. */
const CALL = /^Invalid `[^`]*` invocation[\s\S]*\n/;

/** Messages of `pg` without any code. */
const PASSING_MESSAGES =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error|Client was closed)/;

/**
 * The server answers, and will never admit this user or find this database: 28… authorization, 3D… no such database.
 */
const REFUSED_STATES = /^(28...|3D000)$/;

/** The role lacks a permission. */
const FORBIDDEN_STATE = '42501';

/** TLS failures, as `pg` and Node word them. */
const TLS_MESSAGES: readonly (readonly [RegExp, string])[] = [
  [
    /does not support SSL/,
    'the server does not speak TLS: set sslmode=disable, or sslmode=prefer, in DATABASE_URL',
  ],
  [
    /self[- ]signed certificate|unable to (verify|get)|certificate (has expired|is not)|does not match certificate/i,
    'the server’s certificate is not trusted: name its authority with sslrootcert=… in DATABASE_URL, or set sslmode=no-verify',
  ],
];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The driver's error inside a Prisma error: `meta.driverAdapterError.cause`. */
function driverFault(error: Error): Readonly<Record<string, unknown>> | undefined {
  const meta = 'meta' in error && isObject(error.meta) ? error.meta : undefined;
  const adapterError = meta?.['driverAdapterError'];
  return isObject(adapterError) && isObject(adapterError['cause']) ? adapterError['cause'] : undefined;
}

function findFault(error: unknown): DatabaseFault | undefined {
  if (!(error instanceof Error)) return undefined;
  const driver = driverFault(error);
  const code = textOf(driver?.['originalCode']) ?? ('code' in error ? textOf(error.code) : undefined);
  const ownMessage = error.message.trim();
  const message =
    textOf(driver?.['originalMessage']) ?? LAST_WORDS.exec(ownMessage)?.[1] ?? ownMessage.replace(CALL, '');
  const kind = textOf(driver?.['kind']);
  const isOfDatabase =
    kind !== undefined ||
    (code !== undefined && (DATABASE_CODE.test(code) || NETWORK_CODES.has(code))) ||
    PASSING_MESSAGES.test(message);
  return isOfDatabase ? { code, message, kind } : undefined;
}

const isPassing = ({ code = '', kind = '', message }: DatabaseFault): boolean =>
  NETWORK_CODES.has(code) ||
  PASSING_STATES.test(code) ||
  PASSING_KINDS.has(kind) ||
  PASSING_PRISMA_CODES.has(code) ||
  PASSING_MESSAGES.test(message);

/**
 * Converts an error of Prisma or `pg` to a RoteError: `service-unavailable` (retryable) if the database could not be
 * reached or the statement lost a race, `config-invalid` if the database refuses access, otherwise `internal`. Other
 * errors, including RoteErrors, stay unchanged.
 */
export function toRoteError(error: unknown): unknown {
  if (error instanceof RoteError) return error;
  const tls = TLS_MESSAGES.find(([says]) => error instanceof Error && says.test(error.message));
  if (tls !== undefined)
    return new RoteError('config-invalid', `the database cannot be reached: ${tls[1]}`, { cause: error });
  const fault = findFault(error);
  if (fault === undefined) return error;
  if (fault.message.includes(POOLER))
    return new RoteError(
      'config-invalid',
      `a connection pooler between Rote and the database rejects a part of DATABASE_URL (${fault.message}): ` +
        'remove that part, or use the address of the database itself',
      { cause: error },
    );
  if (isPassing(fault))
    return new RoteError('service-unavailable', `the database cannot answer: ${fault.message}`, {
      retryable: true,
      cause: error,
    });
  if (REFUSED_STATES.test(fault.code ?? ''))
    return new RoteError('config-invalid', `the database rejects DATABASE_URL: ${fault.message}`, {
      cause: error,
    });
  if (fault.code === FORBIDDEN_STATE)
    return new RoteError(
      'config-invalid',
      `the role of DATABASE_URL lacks a permission: ${fault.message}. GRANT it, or make the role the owner of its own database`,
      { cause: error },
    );
  return new RoteError('internal', `the database rejects a statement: ${fault.message}`, { cause: error });
}

/** Whether a transaction lost a race and was rolled back, so that repeating it may succeed. */
export function isLostRace(error: unknown): boolean {
  const { code = '', kind } = findFault(error) ?? {};
  return RACE_STATES.test(code) || code === RACE_PRISMA_CODE || kind === 'TransactionWriteConflict';
}

type AsyncMethods<T> = { readonly [K in keyof T]: (...args: never[]) => Promise<unknown> };

/** Returns the same methods; database errors that they throw become RoteErrors. */
export function withRoteErrors<T extends AsyncMethods<T>>(methods: T): T {
  const entries = Object.entries(methods) as [string, (...args: readonly unknown[]) => Promise<unknown>][];
  const guarded = entries.map(([name, method]) => [
    name,
    async (...args: readonly unknown[]): Promise<unknown> => {
      try {
        return await method(...args);
      } catch (error) {
        throw toRoteError(error);
      }
    },
  ]);
  return Object.fromEntries(guarded) as T;
}
