import { once } from 'node:events';
import { chmod, mkdir, realpath, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { describeError, RoteError } from '@rote/domain';
import { Redis } from 'ioredis';
import { claimFolder } from '../process/folder-claim.js';
import { startTetheredProcess, type TetheredProcess } from '../process/tethered-process.js';
import { findRedisCommand } from './redis-binary.js';
import { openSocketPath } from './socket-path.js';

export interface EmbeddedRedisOptions {
  /** The folder for the server's files; created if missing. */
  readonly dir: string;
  /** Receives every line that the server logs. */
  readonly onLog: (line: string) => void;
}

export interface EmbeddedRedis {
  /** The path of the server's unix socket, which ioredis accepts in place of a URL. */
  readonly url: string;
  /** Resolves with its exit code when the server has ended, whether or not it was asked to. */
  readonly exited: Promise<number>;
  /** Shuts the server down (it writes out its log) and waits until it has exited. */
  stop(): Promise<void>;
}

/** Loading a large append-only file takes a while. */
const READY_WITHIN_MS = 2 * 60_000;
const LEFTOVER_TIMEOUT_MS = 30_000;

/**
 * Starts our own Redis (or Valkey), if one is installed, on a unix socket that only this user can open. A crash loses
 * at most a second of writes. The server ends with this process, however that ends.
 *
 * @returns undefined if no recent enough `redis-server` or `valkey-server` is on the PATH
 * @throws RoteError `service-unavailable`: a running stack has `dir` (the message names its pid), or the server does
 *   not start (the message quotes its last output)
 */
export async function startEmbeddedRedis({
  dir,
  onLog,
}: EmbeddedRedisOptions): Promise<EmbeddedRedis | undefined> {
  const command = await findRedisCommand();
  if (command === undefined) return undefined;
  await mkdir(dir, { recursive: true, mode: 0o700 });
  // Its files are as readable as the umask allows, and the folder may be older than this program.
  await chmod(dir, 0o700);
  const cwd = await realpath(dir);
  const claim = await claimFolder(cwd, 'The embedded Redis');
  try {
    const { socket, ownFolder } = await openSocketPath(cwd);
    await waitForLeftover(socket);
    const server = startTetheredProcess({
      command,
      args: settings(cwd, socket),
      cwd,
      stopSignal: 'TERM',
      onLine: onLog,
    });
    const stop = async (): Promise<void> => {
      await server.stop();
      if (ownFolder !== undefined) await rm(ownFolder, { recursive: true, force: true });
    };
    await waitUntilReady(server, socket).catch(async (error: unknown) => {
      await stop();
      throw error;
    });
    server.unref();
    return {
      url: socket,
      exited: server.exited,
      stop: () => claim.releaseAfter(stop),
    };
  } catch (error) {
    await claim.releaseAfter(() => Promise.resolve());
    throw error;
  }
}

function settings(dir: string, socket: string): readonly string[] {
  return [
    ['--port', '0'],
    ['--unixsocket', socket],
    ['--unixsocketperm', '700'],
    ['--dir', dir],
    ['--appendonly', 'yes'],
    ['--appendfsync', 'everysec'],
    ['--save', ''],
    ['--maxmemory-policy', 'noeviction'],
  ].flat();
}

/**
 * Two servers on one append-only file ruin it. The claim keeps other living stacks away. What may still be there is the
 * server of a process that was just killed, and its lifeline is stopping it.
 */
async function waitForLeftover(socket: string): Promise<void> {
  const deadline = performance.now() + LEFTOVER_TIMEOUT_MS;
  while (await accepts(socket)) {
    if (performance.now() > deadline) {
      throw new RoteError(
        'service-unavailable',
        `A Redis that this stack did not start answers at ${socket} and does not stop. ` +
          `Stop it: redis-cli -s ${socket} shutdown`,
        { retryable: true },
      );
    }
    await delay(20);
  }
}

async function accepts(socket: string): Promise<boolean> {
  const connection = createConnection(socket);
  try {
    await once(connection, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    connection.destroy();
  }
}

async function waitUntilReady(server: TetheredProcess, socket: string): Promise<void> {
  const client = new Redis({ path: socket, retryStrategy: () => 20, maxRetriesPerRequest: null });
  let lastError: unknown;
  client.on('error', (error: unknown) => (lastError = error));
  const giveUp = new AbortController();
  try {
    const outcome = await Promise.race([
      client.ping(),
      server.exited.then(() => 'ended' as const),
      delay(READY_WITHIN_MS, 'late' as const, { signal: giveUp.signal }),
    ]);
    if (outcome === 'PONG') return;
    const why = outcome === 'ended' ? server.recentOutput() : describeError(lastError);
    throw new RoteError('service-unavailable', `The embedded Redis did not start: ${why}`);
  } finally {
    giveUp.abort();
    client.disconnect();
  }
}
