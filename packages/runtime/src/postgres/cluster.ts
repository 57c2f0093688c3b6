import { randomBytes, randomUUID } from 'node:crypto';
import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { RoteError } from '@rote/domain';
import { startTetheredProcess } from '../process/tethered-process.js';
import type { Account } from './account.js';
import type { PostgresBinaries } from './binaries.js';

/** The superuser of the cluster, and its only user. */
export const CLUSTER_USER = 'rote';

const DRAFT = 'cluster.draft-';

export interface Cluster {
  /** PostgreSQL's data folder. */
  readonly dataDir: string;
  readonly password: string;
}

export interface ClusterOptions {
  readonly binaries: PostgresBinaries;
  readonly account: Account | undefined;
  /** A folder that the account owns. */
  readonly serverDir: string;
  /** Whether the new cluster must survive a power cut immediately afterwards. */
  readonly isDurable: boolean;
}

/**
 * The cluster in `serverDir`, created if there is none. It is created under another name and renamed when complete, so
 * that a half-made one from a killed process is never mistaken for a cluster; such leftovers are removed. Only the
 * process that has claimed the folder may call this.
 *
 * @throws RoteError `service-unavailable` if initdb fails, or if the existing cluster has lost a part
 */
export async function openCluster(options: ClusterOptions): Promise<Cluster> {
  const { serverDir } = options;
  const cluster = path.join(serverDir, 'cluster');
  const entries = await readdir(serverDir);
  const leftovers = entries.filter((entry) => entry.startsWith(DRAFT));
  // Removal may fail while the initdb of a process just killed still writes to it; the next start removes it.
  await Promise.allSettled(leftovers.map((entry) => rm(path.join(serverDir, entry), { recursive: true })));

  if (!entries.includes('cluster')) {
    const draft = path.join(serverDir, `${DRAFT}${randomUUID()}`);
    try {
      await makeCluster(draft, options);
      await rename(draft, cluster);
    } catch (error) {
      await rm(draft, { recursive: true, force: true });
      throw error;
    }
  }

  const dataDir = path.join(cluster, 'data');
  try {
    await readFile(path.join(dataDir, 'PG_VERSION'));
    return { dataDir, password: await readFile(path.join(cluster, 'password'), 'utf8') };
  } catch (cause) {
    throw new RoteError(
      'service-unavailable',
      `The embedded PostgreSQL's files in ${cluster} are incomplete. They may hold results, so nothing was changed: ` +
        'restore them from a backup, or remove that folder to start over.',
      { cause },
    );
  }
}

async function makeCluster(folder: string, { binaries, account, isDurable }: ClusterOptions): Promise<void> {
  const dataDir = path.join(folder, 'data');
  const passwordFile = path.join(folder, 'password');
  await mkdir(folder, { mode: 0o700 });
  await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (account)
    await Promise.all([folder, passwordFile].map((target) => chown(target, account.uid, account.gid)));

  const initdb = startTetheredProcess({
    command: binaries.initdb,
    args: [
      ...['-D', dataDir, '-U', CLUSTER_USER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
      ...['--encoding=UTF8', '--locale=C', '--no-instructions', ...(isDurable ? [] : ['--no-sync'])],
    ],
    cwd: folder,
    account,
    stopSignal: 'TERM',
    onLine: () => undefined,
  });
  if ((await initdb.exited) !== 0) {
    throw new RoteError(
      'service-unavailable',
      `initdb could not create a cluster in ${folder}: ${initdb.recentOutput()}`,
    );
  }
}
