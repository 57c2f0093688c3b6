import { once } from 'node:events';
import { connect } from 'node:net';
import { startTestRedis } from '@rote/testkit';
import { onTestFinished } from 'vitest';
import { layLine, type Line } from './line.js';

export interface RedisLine extends Line {
  /** The Redis server at the other end, through the line. */
  readonly url: string;
  /** Makes Redis lose everything. */
  flush(): Promise<void>;
}

/** Starts a Redis server for the running test, which can be made unreachable. */
export async function useRedisLine(): Promise<RedisLine> {
  const redis = await startTestRedis();
  const line = await layLine({ path: redis.url });
  onTestFinished(async () => {
    await line.cut();
    await redis.stop();
  });
  return {
    ...line,
    url: `redis://127.0.0.1:${line.port}`,
    async flush() {
      const socket = connect({ path: redis.url });
      socket.write('FLUSHALL\r\n');
      await once(socket, 'data');
      socket.destroy();
    },
  };
}
