import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedRedis } from '@rote/runtime';
import { TestRunner } from 'vitest';

export interface TestRedis {
  /** What ioredis takes: the path of a unix socket. */
  readonly url: string;
  stop(): Promise<void>;
}

/** A Redis of the running test's own. Where no server is installed, the test is skipped and says so. */
export async function startTestRedis(): Promise<TestRedis> {
  const dir = await mkdtemp(path.join(tmpdir(), 'rote-test-redis-'));
  const remove = (): Promise<void> => rm(dir, { recursive: true, force: true });
  const server = await startEmbeddedRedis({ dir, onLog: () => undefined });
  if (server === undefined) {
    await remove();
    TestRunner.getCurrentTest()?.context.skip('needs redis-server or valkey-server on the PATH');
    throw new Error('outside a test there is nothing to skip: call it in a test, or in beforeEach');
  }
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await remove();
    },
  };
}
