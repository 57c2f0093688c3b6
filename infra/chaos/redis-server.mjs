import { once } from 'node:events';
import { createConnection } from 'node:net';
import { startEmbeddedRedis } from '@rote/runtime';
import { killAll } from './process-tree.mjs';

/** One command and its answer, over a connection of its own: a client that reconnects would hide what happens. */
async function ask(socket, command) {
  const connection = createConnection(socket).setEncoding('utf8');
  try {
    await once(connection, 'connect');
    connection.write(`${command}\r\n`);
    const [answer] = await once(connection, 'data');
    return answer;
  } finally {
    connection.destroy();
  }
}

/** A Redis of this run's own that can be killed and started again on its append-only file, at the same address. */
export async function startRedisServer({ dir, onLog }) {
  const start = async () => {
    const started = await startEmbeddedRedis({ dir, onLog });
    if (started === undefined) throw new Error('no redis-server or valkey-server is on the PATH');
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
      // Gives up the claim to the folder.
      await server.stop();
    },
    async restart() {
      server = await start();
    },
    stop: () => server.stop(),
  };
}
