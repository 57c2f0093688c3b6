import { createServer } from 'node:net';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { describeError, RoteError } from '@rote/domain';
import pg from 'pg';
import { startTetheredProcess, type TetheredProcess } from '../process/tethered-process.js';
import type { Account } from './account.js';
import type { PostgresBinaries } from './binaries.js';
import { type Cluster, CLUSTER_USER } from './cluster.js';

export interface ServerOptions {
  readonly binaries: PostgresBinaries;
  readonly account: Account | undefined;
  readonly cluster: Cluster;
  /** For tests: data need not survive a crash of the machine. */
  readonly ephemeral: boolean;
  /** The port to listen on; if undefined, any free one. */
  readonly port: number | undefined;
  /** Default: 200. */
  readonly maxConnections?: number | undefined;
  readonly onLog: (line: string) => void;
}

export interface PostgresServer extends TetheredProcess {
  readonly port: number;
  /** A connection URL for a database of this server, including the password. */
  urlOf(database: string): string;
}

const EPHEMERAL = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** Replaying the log after a crash can take minutes. */
const READY_WITHIN_MS = 5 * 60_000;
const PORT_ATTEMPTS = 5;
const MAX_CONNECTIONS = 200;

/**
 * Starts a server on the cluster, on a TCP port of the loopback interface, and waits until it answers.
 *
 * @throws RoteError `service-unavailable` with the server's output if it ends or does not answer in time
 */
export async function startServer(options: ServerOptions): Promise<PostgresServer> {
  for (let attempt = 1; ; attempt++) {
    const server = spawnServer(options, options.port ?? (await findFreePort()));
    try {
      await waitUntilReady(server);
      server.unref();
      return server;
    } catch (error) {
      await server.stop();
      // Another program can take a port between our finding it and the server's binding it.
      const isPortTaken = server.recentOutput().includes('could not bind');
      if (!isPortTaken || options.port !== undefined || attempt === PORT_ATTEMPTS) throw error;
    }
  }
}

function spawnServer(
  { binaries, account, cluster, ephemeral, maxConnections = MAX_CONNECTIONS, onLog }: ServerOptions,
  port: number,
): PostgresServer {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: String(maxConnections),
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'fatal',
    log_checkpoints: 'off',
    ...(ephemeral ? EPHEMERAL : {}),
  };
  const server = startTetheredProcess({
    command: binaries.postgres,
    args: [
      '-D',
      cluster.dataDir,
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    cwd: cluster.dataDir,
    account,
    stopSignal: 'INT',
    onLine: onLog,
  });
  return {
    ...server,
    port,
    urlOf: (database) =>
      `postgresql://${CLUSTER_USER}:${cluster.password}@127.0.0.1:${port}/${encodeURIComponent(database)}`,
  };
}

async function waitUntilReady(server: PostgresServer): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  const ended = server.exited.then(() => 'ended' as const);
  for (;;) {
    const error = await Promise.race([ended, tryConnecting(server.urlOf('postgres'))]);
    if (error === 'ended') {
      throw new RoteError(
        'service-unavailable',
        `The embedded PostgreSQL exited while starting: ${server.recentOutput()}`,
      );
    }
    if (error === undefined) return;
    if (performance.now() > deadline || isRefusedLogin(error)) {
      throw new RoteError(
        'service-unavailable',
        `The embedded PostgreSQL is not ready: ${describeError(error)}`,
        {
          cause: error,
        },
      );
    }
    await delay(20);
  }
}

/** Why a connection fails, or undefined if it succeeds (and is closed again). */
async function tryConnecting(connectionString: string): Promise<Error | undefined> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 });
  // Raised by a server that ends while we are connected; the next attempt will notice.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    await client.end().catch(() => undefined);
  }
}

function isRefusedLogin(error: Error): boolean {
  const INVALID_PASSWORD = '28P01';
  return error instanceof pg.DatabaseError && error.code === INVALID_PASSWORD;
}

/** Whether a server can listen on the port of the loopback interface. */
export async function isPortFree(port: number): Promise<boolean> {
  const probe = createServer().listen({ host: '127.0.0.1', port, exclusive: true });
  try {
    await once(probe, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    probe.close();
  }
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('A TCP server has no port');
  return address.port;
}
