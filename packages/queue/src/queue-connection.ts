import type { DeviceRequirement } from '@rote/domain';
import { RoteError } from '@rote/domain';
import { connectClient, readAddress } from '@rote/postgres';
import type { Processor, QueueOptions, WorkerOptions } from 'bullmq';
import { createPostgresBackend, Queue, runMigrations, withBackend, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type pg from 'pg';
import type { CellJob } from './cell-job.js';

/**
 * Where the queue lives.
 *
 * - `redis`: a `redis://` or `rediss://` URL, or the path of a unix socket. `prefix` begins the names of all keys.
 * - `postgres`: a `postgres://` URL; the queue has its own schema there.
 */
export type QueueConnection =
  | { readonly backend: 'redis'; readonly url: string; readonly prefix?: string }
  | { readonly backend: 'postgres'; readonly url: string; readonly schema?: string };

/** Which Rote instance a queue belongs to. */
export interface QueueOwner {
  /** Differs for each database that holds cells. */
  readonly key: string;
  /** The schema that contains its tables. */
  readonly schema: string;
}

/** A Postgres name has at most 63 bytes. */
const LONGEST_SCHEMA = 63 - '_bullmq'.length;

/**
 * The queue of one Rote instance: in Redis if there is one, otherwise in its database. Another instance on the same
 * server has another prefix or schema, so neither takes the other's jobs.
 */
export function queueOf(
  { key, schema }: QueueOwner,
  { redisUrl, databaseUrl }: { readonly redisUrl: string | undefined; readonly databaseUrl: string },
): QueueConnection {
  if (redisUrl !== undefined) return { backend: 'redis', url: redisUrl, prefix: `rote:${key}` };
  const own = schema === 'public' ? 'bullmq' : `${schema.slice(0, LONGEST_SCHEMA)}_bullmq`;
  return { backend: 'postgres', url: databaseUrl, schema: own };
}

/** The parts of BullMQ's queue that are used here; they are the same on both backends. */
export type BullQueue = Pick<
  Queue<CellJob, void>,
  | 'addBulk'
  | 'getJobState'
  | 'isPaused'
  | 'isMaxed'
  | 'getRateLimitTtl'
  | 'drain'
  | 'waitUntilReady'
  | 'getVersion'
  | 'close'
  | 'disconnect'
> & {
  on(event: 'error', listener: (error: Error) => void): unknown;
  /** BullMQ's type omits `paused`, which the Postgres backend counts. */
  getJobCounts(...states: string[]): Promise<Record<string, number>>;
};

/** The parts of BullMQ's worker that are used here; they are the same on both backends. */
export type BullWorker = Pick<
  Worker<CellJob, void>,
  | 'run'
  | 'isRunning'
  | 'pause'
  | 'resume'
  | 'isPaused'
  | 'concurrency'
  | 'waitUntilReady'
  | 'close'
  | 'disconnect'
> & {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'lockRenewalFailed', listener: (jobIds: string[]) => void): unknown;
};

export type BullProcessor = Processor<CellJob, void>;

/**
 * BullMQ on one backend. There is a queue for each device requirement, because a consumer cannot choose what it takes
 * from a queue.
 */
export interface BullBackend {
  createQueue(device: DeviceRequirement, options: Omit<QueueOptions, 'connection'>): BullQueue;
  createWorker(
    device: DeviceRequirement,
    processor: BullProcessor,
    options: Omit<WorkerOptions, 'connection'>,
  ): BullWorker;
  /** Resolves if the server answers and accepts writes. */
  ping(queue: BullQueue): Promise<void>;
  /** Ends the backend's own connections. */
  close(): void;
}

const QUEUE_NAMES = { any: 'cells', gpu: 'cells-gpu' } as const satisfies Record<DeviceRequirement, string>;
const CONNECTIONS_PER_POOL = 4;
const CONNECT_TIMEOUT_MS = 10_000;
const MAX_RECONNECT_DELAY_MS = 2000;

/**
 * A write that expires by itself. It meets whatever would stop any other write: full memory, a replica, a missing
 * login.
 */
const WRITE = `return redis.call('SET', KEYS[1], '1', 'PX', 1000)`;

function redisBackend({ url, prefix = 'rote' }: Extract<QueueConnection, { backend: 'redis' }>): BullBackend {
  const connection = {
    ...(url.startsWith('/') ? { path: url } : { url }),
    maxRetriesPerRequest: null,
    connectTimeout: CONNECT_TIMEOUT_MS,
    retryStrategy: (times: number): number => Math.min(50 * 2 ** times, MAX_RECONNECT_DELAY_MS),
  };
  let pinger: Redis | undefined;
  return {
    createQueue: (device, options) => new Queue(QUEUE_NAMES[device], { ...options, connection, prefix }),
    createWorker: (device, processor, options) =>
      new Worker(QUEUE_NAMES[device], processor, { ...options, connection, prefix }),
    async ping() {
      if (pinger === undefined) {
        pinger = new Redis(url, { maxRetriesPerRequest: 0, connectTimeout: CONNECT_TIMEOUT_MS });
        pinger.on('error', () => undefined); // the command in progress rejects too
      }
      await pinger.eval(WRITE, 1, `${prefix}:ping`);
    },
    close() {
      pinger?.disconnect();
    },
  };
}

/** Settings for BullMQ's own sessions, whatever the defaults of the server, the database and the role are. */
const SESSION = {
  default_transaction_isolation: String.raw`read\ committed`,
  default_transaction_read_only: 'off',
  timezone: 'UTC',
  statement_timeout: '60s',
  lock_timeout: '0',
  idle_session_timeout: '0',
};

async function postgresBackend({
  url,
  schema = 'bullmq',
}: Extract<QueueConnection, { backend: 'postgres' }>): Promise<BullBackend> {
  let client: pg.Client | undefined;
  let hasTls: boolean;
  let settings: readonly string[];
  try {
    client = await connectClient(url, {
      applicationName: 'rote-queue-migrations',
      settings: { default_transaction_read_only: 'off', statement_timeout: '0', lock_timeout: '0' },
      timeoutMs: CONNECT_TIMEOUT_MS,
    });
    hasTls = client.ssl;
    const known = await client.query<{ name: string }>(
      'SELECT name FROM unnest($1::text[]) name WHERE current_setting(name, true) IS NOT NULL',
      [Object.keys(SESSION)],
    );
    settings = known.rows.map(({ name }) => `-c ${name}=${SESSION[name as keyof typeof SESSION]}`);
    await runMigrations(client, schema);
  } catch (error) {
    if (error instanceof RoteError) throw error;
    throw new RoteError('service-unavailable', 'the queue cannot be prepared in PostgreSQL', {
      retryable: true,
      cause: error,
    });
  } finally {
    await client?.end().catch(() => undefined);
  }
  const { config, options } = readAddress(url);
  const connection = {
    ...config,
    ...(hasTls ? {} : { ssl: false }),
    options: [options ?? '', ...settings].join(' ').trim(),
    schema,
    max: CONNECTIONS_PER_POOL,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  };
  const bull = withBackend(createPostgresBackend);
  return {
    createQueue: (device, options) => new bull.Queue(QUEUE_NAMES[device], { ...options, connection }),
    createWorker: (device, processor, options) =>
      new bull.Worker(QUEUE_NAMES[device], processor, { ...options, connection }),
    async ping(queue) {
      await queue.getVersion();
    },
    close: () => undefined,
  };
}

/**
 * BullMQ on the requested backend. On Postgres this first brings BullMQ's schema up to date.
 *
 * @throws RoteError `service-unavailable` if Postgres cannot be reached
 */
export const openBullBackend = async (connection: QueueConnection): Promise<BullBackend> =>
  connection.backend === 'redis' ? redisBackend(connection) : await postgresBackend(connection);
