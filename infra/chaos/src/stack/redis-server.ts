import { once } from 'node:events';
import { createConnection } from 'node:net';
import type { EmbeddedRedis } from '@rote/runtime';
import { startEmbeddedRedis } from '@rote/runtime';
import { killAll } from '@rote/testkit/system';

export interface RedisServer {
  readonly url: string;
  flushAll(): Promise<void>;
  kill(): Promise<void>;
  /** Starts it again after `kill`, with its append-only file and at the same address. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface RedisServerOptions {
  /** The folder for its files. */
  readonly dir: string;
  readonly onLog: (line: string) => void;
}

/** Sends one command over its own connection and returns the answer. A client that reconnects would hide failures. */
async function ask(socket: string, command: string): Promise<string> {
  const connection = createConnection(socket).setEncoding('utf8');
  try {
    await once(connection, 'connect');
    connection.write(`${command}\r\n`);
    const [answer] = (await once(connection, 'data')) as [string];
    return answer;
  } finally {
    connection.destroy();
  }
}

/** Starts a run's own Redis. */
export async function startRedisServer(options: RedisServerOptions): Promise<RedisServer> {
  const start = async (): Promise<EmbeddedRedis> => {
    const started = await startEmbeddedRedis(options);
    if (started === undefined)
      throw new Error(
        'no redis-server or valkey-server is on the PATH: install one, or use --backend postgres',
      );
    return started;
  };
  let server = await start();
  return {
    url: server.url,
    async flushAll() {
      const answer = await ask(server.url, 'FLUSHALL');
      if (!answer.startsWith('+OK')) throw new Error(`FLUSHALL was answered with ${answer}`);
    },
    async kill() {
      const info = await ask(server.url, 'INFO server');
      await killAll([Number(/process_id:(\d+)/.exec(info)?.[1])]);
      // Releases the claim on the folder.
      await server.stop();
    },
    async restart() {
      server = await start();
    },
    stop: () => server.stop(),
  };
}
