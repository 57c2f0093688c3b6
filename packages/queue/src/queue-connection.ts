import type { DeviceDemand } from '@rote/domain';
import { RoteError } from '@rote/domain';
import type { Processor, QueueOptions, WorkerOptions } from 'bullmq';
import { createPostgresBackend, Queue, runMigrations, withBackend, Worker } from 'bullmq';
import pg from 'pg';
import type { CellJob } from './cell-job.js';

/**
 * Where the queue lives.
 *
 * - `redis`: a `redis://` or `rediss://` URL, or the path of a unix socket.
 * - `postgres`: a `postgres://` URL; the queue keeps to a schema of its own there.
 */
export type QueueConnection =
  | { readonly backend: 'redis'; readonly url: string }
  | { readonly backend: 'postgres'; readonly url: string };

/** The parts of BullMQ's queue that are used here, the same on both backends. */
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
  /** Its type leaves `paused` out, which the Postgres backend counts. */
  getJobCounts(...states: string[]): Promise<Record<string, number>>;
};

/** The parts of BullMQ's worker that are used here, the same on both backends. */
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

/** BullMQ on one backend. There is a queue for each demand, for a consumer cannot choose from one what it takes. */
export interface BullBackend {
  createQueue(device: DeviceDemand, options: Omit<QueueOptions, 'connection'>): BullQueue;
  createWorker(
    device: DeviceDemand,
    processor: BullProcessor,
    options: Omit<WorkerOptions, 'connection'>,
  ): BullWorker;
}

const QUEUE_NAMES = { any: 'cells', gpu: 'cells-gpu' } as const satisfies Record<DeviceDemand, string>;
const KEY_PREFIX = 'rote';
const SCHEMA = 'bullmq';
const CONNECTIONS_PER_POOL = 4;
const CONNECT_TIMEOUT_MS = 10_000;
const MAX_RECONNECT_DELAY_MS = 2000;

function redisBackend(url: string): BullBackend {
  const connection = {
    ...(url.startsWith('/') ? { path: url } : { url }),
    maxRetriesPerRequest: null,
    connectTimeout: CONNECT_TIMEOUT_MS,
    retryStrategy: (times: number): number => Math.min(50 * 2 ** times, MAX_RECONNECT_DELAY_MS),
  };
  return {
    createQueue: (device, options) =>
      new Queue(QUEUE_NAMES[device], { ...options, connection, prefix: KEY_PREFIX }),
    createWorker: (device, processor, options) =>
      new Worker(QUEUE_NAMES[device], processor, { ...options, connection, prefix: KEY_PREFIX }),
  };
}

async function postgresBackend(url: string): Promise<BullBackend> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'rote-queue-migrations',
  });
  // The reason of a connection cut in between is in the query that fails.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await runMigrations(client, SCHEMA);
  } catch (error) {
    throw new RoteError('service-unavailable', 'the queue cannot be prepared in PostgreSQL', {
      retryable: true,
      cause: error,
    });
  } finally {
    await client.end().catch(() => undefined);
  }
  const connection = {
    connectionString: url,
    schema: SCHEMA,
    max: CONNECTIONS_PER_POOL,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  };
  const bull = withBackend(createPostgresBackend);
  return {
    createQueue: (device, options) => new bull.Queue(QUEUE_NAMES[device], { ...options, connection }),
    createWorker: (device, processor, options) =>
      new bull.Worker(QUEUE_NAMES[device], processor, { ...options, connection }),
  };
}

/**
 * BullMQ on the backend asked for. On Postgres this brings BullMQ's schema up to date first.
 *
 * @throws RoteError `service-unavailable` where Postgres cannot be reached
 */
export const openBullBackend = async (connection: QueueConnection): Promise<BullBackend> =>
  connection.backend === 'redis' ? redisBackend(connection.url) : await postgresBackend(connection.url);
