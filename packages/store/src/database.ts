import { PrismaPg } from '@prisma/adapter-pg';
import type { Prisma } from './generated/client.js';
import { PrismaClient } from './generated/client.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Prisma's client, or its form within a transaction. */
export type Queryable = Prisma.TransactionClient;

export interface Database {
  readonly client: PrismaClient;
  /** Read committed; rolled back where `run` throws. */
  readonly transaction: <T>(run: (tx: Queryable) => Promise<T>) => Promise<T>;
}

export interface DatabaseOptions {
  readonly databaseUrl: string;
  readonly maxConnections: number;
}

/** Connects when first used. */
export function openDatabase({ databaseUrl, maxConnections }: DatabaseOptions): Database {
  const adapter = new PrismaPg({
    connectionString: databaseUrl,
    max: maxConnections,
    connectionTimeoutMillis: 10 * SECOND,
    application_name: 'rote',
    // The adapter takes every timestamp for UTC, whatever offset comes with it.
    options: '-c timezone=UTC',
  });
  const client = new PrismaClient({ adapter });
  return {
    client,
    transaction: (run) =>
      client.$transaction(run, {
        maxWait: 10 * SECOND,
        timeout: 10 * MINUTE, // a sweep of a million cells is one transaction
      }),
  };
}
