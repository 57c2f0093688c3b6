import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const POLL_MS = 50;

export async function findFreePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts `rote up` with embedded servers whose files are in `stateDir`, and waits until it takes work. */
export async function startStack(stateDir) {
  const port = await findFreePort();
  const env = { ...process.env, ROTE_STATE_DIR: stateDir, ROTE_PORT: String(port), ROTE_LOG_LEVEL: 'warn' };
  // Servers of the person who measures are none of ours.
  delete env.DATABASE_URL;
  delete env.REDIS_URL;
  const up = spawn(process.execPath, ['apps/cli/bin/rote.js', 'up'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(up, 'exit');
  let isReady = false;
  for await (const line of createInterface({ input: up.stdout })) {
    isReady = line.includes('Ctrl-C');
    if (isReady) break;
  }
  if (!isReady) throw new Error('the stack ended before it was running');
  up.stdout.resume();
  const api = `http://127.0.0.1:${port}`;
  return {
    api,
    /** Submits a sweep and waits for its last result. */
    async train(spec) {
      const { id } = await ask(`${api}/v1/sweeps`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(spec),
      });
      for (;;) {
        const sweep = await ask(`${api}/v1/sweeps/${id}`);
        if (sweep.endedAt !== null) return sweep;
        await delay(POLL_MS);
      }
    },
    /** The worker's engine, and how many cells it trains at once. */
    async worker() {
      const { items } = await ask(`${api}/v1/workers`);
      return items.find(({ state }) => state === 'live');
    },
    async stop() {
      up.kill('SIGTERM');
      await exited;
    },
  };
}

export async function ask(url, options) {
  const response = await fetch(url, options);
  const body = await response.json();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${body.detail}`);
  return body;
}
