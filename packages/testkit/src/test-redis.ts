import { startEmbeddedRedis } from '@rote/runtime';
import { TestRunner } from 'vitest';
import { makeTempDir } from './temp-dir.js';

export interface TestRedis {
  /** The path of a unix socket, which ioredis accepts. */
  readonly url: string;
  stop(): Promise<void>;
}

/** A Redis for the running test. If no server is installed, the test is skipped with a reason. */
export async function startTestRedis(): Promise<TestRedis> {
  const dir = await makeTempDir();
  const server = await startEmbeddedRedis({ dir: dir.path, onLog: () => undefined });
  if (server === undefined) {
    await dir.remove();
    TestRunner.getCurrentTest()?.context.skip('needs redis-server or valkey-server on the PATH');
    throw new Error('nothing to skip outside a test: call this in a test or in beforeEach');
  }
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await dir.remove();
    },
  };
}
