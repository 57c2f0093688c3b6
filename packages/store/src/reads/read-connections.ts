import { RoteError } from '@rote/domain';
import { clientClassFor, prepareSession, readAddress, SERVER_KEEPALIVE } from '@rote/postgres';
import pg from 'pg';
import { TEXT_FORMATS } from '../database/text-formats.js';
import { createQuerySlots } from '../queries/query-slots.js';

/** A connection for one answer. */
interface ReadConnection {
  readonly client: pg.PoolClient;
  /** Gives the connection back. If its answer is not complete, the connection ends. */
  readonly release: (isComplete: boolean) => void;
}

export interface ReadConnections {
  /** @throws RoteError `too-many-queries` (retryable) if none becomes free in time, `aborted` */
  take(signal?: AbortSignal): Promise<ReadConnection>;
  close(): Promise<void>;
}

/** How many answers are read at once, and how long one waits for its turn. */
const COUNT = 4;
const WAIT_MS = 10_000;
const IDLE_MS = 30_000;

/** A large sweep is sorted in memory. The server notices when its client is gone. */
const SETTINGS = {
  ...SERVER_KEEPALIVE,
  ...TEXT_FORMATS,
  work_mem: '64MB',
  jit: 'off',
  default_transaction_read_only: 'on',
  statement_timeout: '5min',
  client_connection_check_interval: '1000',
  idle_session_timeout: '0',
};

/**
 * Returns a few connections for answers that are read as a stream: they stay open from one answer to the next, and a slow reader takes none
 * away from the rest of the process.
 */
export function createReadConnections(databaseUrl: string): ReadConnections {
  const slots = createQuerySlots({ count: COUNT, waitMs: WAIT_MS, name: 'large answers are in use' });
  let pool: pg.Pool | undefined;
  const open = (): pg.Pool => {
    const address = readAddress(databaseUrl);
    const opened = new pg.Pool({
      ...address.config,
      ...(address.options === undefined ? {} : { options: address.options }),
      Client: clientClassFor(address),
      max: COUNT,
      idleTimeoutMillis: IDLE_MS,
      connectionTimeoutMillis: WAIT_MS,
      keepAlive: true,
      application_name: 'rote-read',
      onConnect: (client: pg.ClientBase) => prepareSession(client, address, SETTINGS),
    } as pg.PoolConfig);
    opened.on('error', () => undefined); // the pool replaces an idle connection that breaks
    return opened;
  };
  return {
    async take(signal) {
      const free = await slots.take(signal);
      try {
        // It is an instance of the pool's own class.
        const client = await (pool ??= open()).connect();
        if (signal?.aborted === true) {
          client.release();
          throw new RoteError('aborted', 'the answer was cancelled');
        }
        const ignore = (): void => undefined; // the query in progress rejects too
        client.on('error', ignore);
        let isTaken = true;
        return {
          client,
          release(isComplete) {
            if (!isTaken) return;
            isTaken = false;
            client.removeListener('error', ignore);
            client.release(!isComplete);
            free();
          },
        };
      } catch (error) {
        free();
        throw error;
      }
    },
    async close() {
      await pool?.end();
    },
  };
}
