import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { type EmbeddedRedis, startEmbeddedPostgres, startEmbeddedRedis } from '@rote/runtime';
import { makeTempDir } from '@rote/testkit';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { QueueConnection } from '../src/index.js';

/** Our own servers that queues can live on. */
export interface QueueServers {
  /** The address of an empty queue that nothing else uses. */
  newQueue(): Promise<TestQueue>;
  close(): Promise<void>;
}

export interface TestQueue {
  readonly connection: QueueConnection;
  /** Takes the server away from all of its clients. The function it returns brings the server back with its data. */
  takeServerAway(): Promise<() => Promise<void>>;
  /** Makes the server forget every job. */
  forgetJobs(): Promise<void>;
}

export async function startRedisServers(): Promise<QueueServers> {
  const folder = await makeTempDir();
  const servers = new Set<EmbeddedRedis>();
  const start = async (dir: string): Promise<EmbeddedRedis> => {
    const server = await startEmbeddedRedis({ dir, onLog: () => undefined });
    if (server === undefined) throw new Error('these tests need redis-server or valkey-server on the PATH');
    servers.add(server);
    return server;
  };
  return {
    async newQueue() {
      const dir = path.join(folder.path, randomUUID().slice(0, 8));
      const server = await start(dir);
      return {
        connection: { backend: 'redis', url: server.url },
        async takeServerAway() {
          servers.delete(server);
          await server.stop();
          return async () => {
            await start(dir);
          };
        },
        async forgetJobs() {
          const redis = new Redis(server.url);
          await redis.flushall();
          redis.disconnect();
        },
      };
    },
    async close() {
      await Promise.all([...servers].map((server) => server.stop()));
      await folder.remove();
    },
  };
}

export async function startPostgresServers(): Promise<QueueServers> {
  const folder = await makeTempDir();
  const server = await startEmbeddedPostgres({
    dir: path.join(folder.path, 'postgres'),
    fallbackDir: path.join(folder.path, 'server'),
    database: 'rote',
    ephemeral: true,
    onLog: () => undefined,
  });
  const execute = async (url: string, ...statements: readonly string[]): Promise<void> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  return {
    async newQueue() {
      const database = `queue_${randomUUID().replaceAll('-', '')}`;
      await execute(server.url, `CREATE DATABASE ${database}`);
      const url = new URL(server.url);
      url.pathname = `/${database}`;
      return {
        connection: { backend: 'postgres', url: url.href },
        async takeServerAway() {
          await execute(
            server.url,
            `ALTER DATABASE ${database} ALLOW_CONNECTIONS false`,
            `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${database}'`,
          );
          return () => execute(server.url, `ALTER DATABASE ${database} ALLOW_CONNECTIONS true`);
        },
        forgetJobs: () => execute(url.href, 'DELETE FROM bullmq.job'),
      };
    },
    async close() {
      await server.stop();
      await folder.remove();
    },
  };
}
