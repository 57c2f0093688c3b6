import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedRedis } from '@rote/runtime';
import { TestRunner } from 'vitest';

export interface TestRedis {
  /** The path of a unix socket, which ioredis accepts. */
  readonly url: string;
  stop(): Promise<void>;
}

/** A Redis for the running test. If no server is installed, the test is skipped with a reason. */
export async function startTestRedis(): Promise<TestRedis> {
  const dir = await mkdtemp(path.join(tmpdir(), 'rote-test-redis-'));
  const remove = (): Promise<void> => rm(dir, { recursive: true, force: true });
  const server = await startEmbeddedRedis({ dir, onLog: () => undefined });
  if (server === undefined) {
    await remove();
    TestRunner.getCurrentTest()?.context.skip('needs redis-server or valkey-server on the PATH');
    throw new Error('nothing to skip outside a test: call this in a test or in beforeEach');
  }
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await remove();
    },
  };
}
