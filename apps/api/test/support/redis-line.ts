import { once } from 'node:events';
import { connect } from 'node:net';
import { type Proxy, startProxy, startTestRedis } from '@rote/testkit';
import { onTestFinished } from 'vitest';

export interface RedisLine extends Proxy {
  /** The Redis server at the other end, through the proxy. */
  readonly url: string;
  /** Makes Redis lose everything. */
  flush(): Promise<void>;
}

/** Starts a Redis server for the running test, which can be made unreachable. */
export async function useRedisLine(): Promise<RedisLine> {
  const redis = await startTestRedis();
  const line = await startProxy({ path: redis.url });
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
