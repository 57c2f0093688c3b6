import { execFile } from 'node:child_process';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startEmbeddedPostgres } from '@rote/runtime';
import { migrate } from '@rote/store';
import { startTetheredProcess } from '../../packages/runtime/dist/process/tethered-process.js';
import { childrenOf, commandOf, killAll } from './process-tree.mjs';

const start = (dir, onLog = () => undefined) => startEmbeddedPostgres({ dir, database: 'rote', onLog });

/** Makes a cluster with Rote's tables, of which each run gets a copy: initdb takes seconds. */
export async function makeTemplate(dir) {
  const server = await start(dir);
  try {
    await migrate(server.url);
  } finally {
    await server.stop();
  }
}

/**
 * A Postgres of this run's own that can be killed, whole, and started again at the same address. It keeps what it has
 * committed, as one in earnest does: the embedded server's shortcuts for tests would lose that.
 */
export async function startPostgresServer({ dir, template, onLog }) {
  await mkdir(dir);
  // With owners and modes: as root, another account runs it.
  await promisify(execFile)('cp', ['-a', '--reflink=auto', join(template, 'cluster'), dir]);
  const embedded = await start(dir, onLog);
  const dataDir = join(embedded.serverDir, 'cluster', 'data');
  let revive = () => undefined;
  let revived;
  return {
    url: embedded.url,
    async kill() {
      const postmaster = Number((await readFile(join(dataDir, 'postmaster.pid'), 'utf8')).split('\n', 1)[0]);
      const [command, ...args] = commandOf(postmaster);
      const account = await stat(`/proc/${postmaster}`);
      await killAll([postmaster, ...childrenOf(postmaster)]);
      revive = () =>
        startTetheredProcess({ command, args, cwd: dataDir, account, stopSignal: 'INT', onLine: onLog });
    },
    restart() {
      revived = revive();
    },
    async stop() {
      await revived?.stop();
      await embedded.stop();
    },
  };
}
