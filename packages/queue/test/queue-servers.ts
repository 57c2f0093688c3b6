import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type EmbeddedRedis, startEmbeddedPostgres, startEmbeddedRedis } from '@rote/runtime';
import pg from 'pg';
import type { QueueConnection } from '../src/index.js';

/** Servers of our own that queues can live on. */
export interface QueueServers {
  /** The address of an empty queue that nobody else uses. */
  newQueue(): Promise<TestQueue>;
  close(): Promise<void>;
}

export interface TestQueue {
  readonly connection: QueueConnection;
  /** Stops the queue's server; the function given back starts it again with what it has kept. */
  stopServer(): Promise<() => Promise<void>>;
}

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rote-queue-'));
  // The account that the embedded PostgreSQL runs under may have to enter.
  await chmod(folder, 0o755);
  return folder;
}

export async function startRedisServers(): Promise<QueueServers> {
  const folder = await makeFolder();
  const servers = new Set<EmbeddedRedis>();
  const start = async (dir: string): Promise<EmbeddedRedis> => {
    const server = await startEmbeddedRedis({ dir, onLog: () => undefined });
    if (server === undefined) throw new Error('these tests need redis-server or valkey-server on the PATH');
    servers.add(server);
    return server;
  };
  return {
    async newQueue() {
      const dir = path.join(folder, randomUUID().slice(0, 8));
      const server = await start(dir);
      return {
        connection: { backend: 'redis', url: server.url },
        async stopServer() {
          servers.delete(server);
          await server.stop();
          return async () => {
            await start(dir);
          };
        },
      };
    },
    async close() {
      await Promise.all([...servers].map((server) => server.stop()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function startPostgresServers(): Promise<QueueServers> {
  const folder = await makeFolder();
  const start = () =>
    startEmbeddedPostgres({
      dir: path.join(folder, 'postgres'),
      fallbackDir: path.join(folder, 'server'),
      database: 'queue',
      ephemeral: true,
      onLog: () => undefined,
    });
  const server = await start();
  return {
    async newQueue() {
      const database = `queue_${randomUUID().replaceAll('-', '')}`;
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      await client.query(`CREATE DATABASE ${database}`);
      await client.end();
      const url = new URL(server.url);
      url.pathname = `/${database}`;
      return {
        connection: { backend: 'postgres', url: url.href },
        stopServer: () =>
          Promise.reject(new Error('the embedded PostgreSQL takes another port at each start')),
      };
    },
    async close() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
