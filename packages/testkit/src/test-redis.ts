import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedRedis } from '@rote/runtime';

export interface TestRedis {
  /** What ioredis takes: the path of a unix socket. */
  readonly url: string;
  stop(): Promise<void>;
}

/** A Redis of the test's own. @throws Error where no `redis-server` is installed */
export async function startTestRedis(): Promise<TestRedis> {
  const dir = await mkdtemp(path.join(tmpdir(), 'rote-test-redis-'));
  const remove = (): Promise<void> => rm(dir, { recursive: true, force: true });
  const server = await startEmbeddedRedis({ dir, onLog: () => undefined });
  if (server === undefined) {
    await remove();
    throw new Error('these tests need redis-server on the PATH: apt-get install redis-server');
  }
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await remove();
    },
  };
}
