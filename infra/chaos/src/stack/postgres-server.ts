import { execFile } from 'node:child_process';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TetheredProcess } from '@rote/runtime';
import { startEmbeddedPostgres, startTetheredProcess } from '@rote/runtime';
import { migrate } from '@rote/store';
import { childrenOf, commandOf, killAll } from '@rote/testkit/system';

export interface PostgresServer {
  readonly url: string;
  /** Kills it with all its processes. */
  kill(): Promise<void>;
  /** Starts it again after `kill`, at the same address. */
  restart(): void;
  stop(): Promise<void>;
}

export interface PostgresServerOptions {
  /** The folder for its files. */
  readonly dir: string;
  /** The folder of `makeTemplate`. */
  readonly template: string;
  readonly onLog: (line: string) => void;
}

/** Makes a cluster with Rote's tables for runs to copy, because initdb takes seconds. */
export async function makeTemplate(dir: string): Promise<void> {
  const server = await startEmbeddedPostgres({ dir, database: 'rote', onLog: () => undefined });
  try {
    await migrate(server.url);
  } finally {
    await server.stop();
  }
}

/**
 * Starts a run's own Postgres. It keeps what it has committed even if it is killed, as in production; the embedded
 * server's shortcuts for tests would lose that.
 */
export async function startPostgresServer({
  dir,
  template,
  onLog,
}: PostgresServerOptions): Promise<PostgresServer> {
  await mkdir(dir);
  // With owners and modes: if this runs as root, another account runs the server.
  await promisify(execFile)('cp', ['-a', '--reflink=auto', join(template, 'cluster'), dir]);
  const embedded = await startEmbeddedPostgres({ dir, database: 'rote', onLog });
  const cwd = join(embedded.serverDir, 'cluster', 'data');
  let revive: (() => TetheredProcess) | undefined;
  let revived: TetheredProcess | undefined;
  return {
    url: embedded.url,
    async kill() {
      const [firstLine = ''] = (await readFile(join(cwd, 'postmaster.pid'), 'utf8')).split('\n', 1);
      const postmaster = Number(firstLine);
      const [command = '', ...args] = commandOf(postmaster);
      const account = await stat(`/proc/${postmaster}`);
      await killAll([postmaster, ...childrenOf(postmaster)]);
      revive = () => startTetheredProcess({ command, args, cwd, account, stopSignal: 'INT', onLine: onLog });
    },
    restart() {
      revived = revive?.();
    },
    async stop() {
      await revived?.stop();
      await embedded.stop();
    },
  };
}
