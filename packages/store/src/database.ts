import { PrismaPg } from '@prisma/adapter-pg';
import type { Prisma } from './generated/client.js';
import { PrismaClient } from './generated/client.js';
import { SERVER_KEEPALIVE } from './server-keepalive.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Prisma's client, or its form within a transaction. */
export type Queryable = Prisma.TransactionClient;

export interface Database {
  readonly client: PrismaClient;
  /** Read committed; rolled back where `run` throws. */
  readonly transaction: <T>(run: (tx: Queryable) => Promise<T>) => Promise<T>;
  /** Repeatable read, and no write: everything that `run` reads is of one moment. */
  readonly snapshot: <T>(run: (tx: Queryable) => Promise<T>) => Promise<T>;
}

export interface DatabaseOptions {
  readonly databaseUrl: string;
  readonly maxConnections: number;
}

/**
 * Settings of every connection. The adapter takes each timestamp for UTC, whatever offset comes with it. A process
 * that stands still, or a host that is gone, must not hold the row of its cell: nobody could take the cell back.
 */
const SESSION = ['-c timezone=UTC', '-c idle_in_transaction_session_timeout=30s', SERVER_KEEPALIVE].join(' ');

/** Connects when first used. */
export function openDatabase({ databaseUrl, maxConnections }: DatabaseOptions): Database {
  const adapter = new PrismaPg({
    connectionString: databaseUrl,
    max: maxConnections,
    connectionTimeoutMillis: 10 * SECOND,
    application_name: 'rote',
    options: SESSION,
  });
  const client = new PrismaClient({ adapter });
  return {
    client,
    transaction: (run) =>
      client.$transaction(run, {
        maxWait: 10 * SECOND,
        timeout: 10 * MINUTE, // a sweep of a million cells is one transaction
      }),
    snapshot: (run) =>
      client.$transaction(
        async (tx) => {
          await tx.$executeRaw`SET TRANSACTION READ ONLY`;
          return await run(tx);
        },
        { isolationLevel: 'RepeatableRead', maxWait: 10 * SECOND, timeout: 10 * MINUTE },
      ),
  };
}
