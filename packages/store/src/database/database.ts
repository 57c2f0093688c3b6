import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import { RoteError } from '@rote/domain';
import type { SessionSettings } from '@rote/postgres';
import { clientClassFor, prepareSession, readAddress, SERVER_KEEPALIVE } from '@rote/postgres';
import pg from 'pg';
import copyStreams from 'pg-copy-streams';
import type { Prisma } from '../generated/client.js';
import { PrismaClient } from '../generated/client.js';
import { retryLostRaces } from './retry-lost-races.js';
import { createStallWatch, watched } from './stall-watch.js';
import { TEXT_FORMATS } from './text-formats.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const CLOSE_MS = 5 * SECOND;

/** Prisma's client, or its form within a transaction. */
export type Queryable = Prisma.TransactionClient;

export interface Database {
  readonly client: PrismaClient;
  /**
   * Runs a transaction at read committed, and rolls it back if `run` throws. If it loses a race (a deadlock, a
   * serialization failure), `run` is called again.
   */
  readonly transaction: <T>(run: (tx: Queryable) => Promise<T>) => Promise<T>;
  /** Runs a read-only transaction at repeatable read: everything that `run` reads is from one moment. */
  readonly snapshot: <T>(run: (tx: Queryable) => Promise<T>) => Promise<T>;
  /**
   * Copies rows into a table, in a transaction of its own.
   *
   * @param statement `COPY … FROM STDIN`
   * @param rows in the format that the statement names
   */
  readonly copyIn: (statement: string, rows: string) => Promise<void>;
  /** Never hangs, whatever the server does. */
  readonly close: () => Promise<void>;
}

export interface DatabaseOptions {
  readonly databaseUrl: string;
  readonly maxConnections: number;
}

/**
 * Settings for every session, so that the defaults of the server, the database and the role do not matter. The adapter
 * treats each timestamp as UTC, whatever its offset. A frozen process, or a host that is gone, must not keep its lock
 * on a cell's row: no other process could take the cell back.
 */
const SESSION: SessionSettings = {
  ...SERVER_KEEPALIVE,
  ...TEXT_FORMATS,
  standard_conforming_strings: 'on',
  client_min_messages: 'warning',
  default_transaction_isolation: 'read committed',
  default_transaction_read_only: 'off',
  default_transaction_deferrable: 'off',
  statement_timeout: '10min', // enough for a sweep of a million cells, or a report on as many
  lock_timeout: '0',
  idle_in_transaction_session_timeout: '30s',
  idle_session_timeout: '0',
};

/**
 * Sets the schema for every name in a session. The adapter must know it too, because Prisma qualifies names with it.
 */
const PIN_SCHEMA = `SELECT current_schema() AS schema, set_config('search_path', quote_ident(current_schema()), false)
  WHERE current_schema() IS NOT NULL`;

async function pinSchema(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<{ schema: string }>(PIN_SCHEMA);
  const schema = rows[0]?.schema;
  if (schema !== undefined) return schema;
  throw new RoteError(
    'config-invalid',
    'the search path of DATABASE_URL names no schema that exists and that its role may use: create one ' +
      '(CREATE SCHEMA rote AUTHORIZATION …), or name another with ?schema=…',
  );
}

/** Connects when first used. */
export function openDatabase({ databaseUrl, maxConnections }: DatabaseOptions): Database {
  const address = readAddress(databaseUrl);
  const watch = createStallWatch(databaseUrl);
  const pool = new pg.Pool({
    ...address.config,
    ...(address.options === undefined ? {} : { options: address.options }),
    Client: watched(clientClassFor(address), watch),
    max: maxConnections,
    connectionTimeoutMillis: 10 * SECOND,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10 * SECOND,
    application_name: 'rote',
    onConnect: async (client: pg.ClientBase) => {
      await prepareSession(client, address, SESSION);
      await pinSchema(client);
    },
  } as pg.PoolConfig);
  pool.on('error', () => undefined); // the pool replaces an idle connection that breaks
  const readSchema = async (): Promise<string> => {
    const client = await pool.connect();
    try {
      return await pinSchema(client);
    } finally {
      client.release();
    }
  };
  const client = new PrismaClient({
    adapter: {
      provider: 'postgres',
      adapterName: '@prisma/adapter-pg',
      connect: async () =>
        // The adapter's own copy of the types has another version.
        new PrismaPg(pool as unknown as ConstructorParameters<typeof PrismaPg>[0], {
          schema: await readSchema(),
          disposeExternalPool: true,
        }).connect(),
    },
  });
  return {
    client,
    transaction: (run) =>
      retryLostRaces(() => client.$transaction(run, { maxWait: 10 * SECOND, timeout: 10 * MINUTE })),
    snapshot: (run) =>
      client.$transaction(
        async (tx) => {
          await tx.$executeRaw`SET TRANSACTION READ ONLY`;
          return await run(tx);
        },
        { isolationLevel: 'RepeatableRead', maxWait: 10 * SECOND, timeout: 10 * MINUTE },
      ),
    async copyIn(statement, rows) {
      const session = await pool.connect();
      try {
        await pipeline([rows], session.query(copyStreams.from(statement)));
      } catch (error) {
        session.release(true);
        throw error;
      }
      session.release();
    },
    async close() {
      await Promise.race([client.$disconnect(), delay(CLOSE_MS, undefined, { ref: false })]);
    },
  };
}
