import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbeddedPostgres } from '@rote/runtime';
import { makeTempDir } from '@rote/testkit/system';
import { type StartedProgram, startProgram, type Usage } from './usage.js';

const API = fileURLToPath(import.meta.resolve('@rote/api/main'));

export interface ApiOptions {
  /** The built clone whose API it is. Default: this one. */
  readonly tree?: string | undefined;
}

interface StartedApi extends StartedProgram {
  /** Its address. */
  readonly url: string;
}

/** Starts an API on a database, on a free port. */
export async function startApi(databaseUrl: string, { tree }: ApiOptions = {}): Promise<StartedApi> {
  const program = await startProgram(tree === undefined ? API : path.join(tree, 'apps/api/dist/main.js'), {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    DATABASE_URL: databaseUrl,
    ROTE_PORT: '0',
    ROTE_LOG_LEVEL: 'warn',
  });
  return { ...program, url: (program.ready as { readonly url: string }).url };
}

interface DatabaseAndApi {
  readonly databaseUrl: string;
  /** The address of the API. */
  readonly url: string;
  /** What the API has used so far. */
  usage(): Usage;
  /** Stops both and deletes the database. */
  stop(): Promise<void>;
}

interface DatabaseAndApiOptions extends ApiOptions {
  /** Whether the database waits until its log is on the disk, as in production. Default: no. */
  readonly isDurable?: boolean;
}

/** Starts a PostgreSQL of its own, and an API on it. */
export async function startDatabaseAndApi({
  isDurable = false,
  ...options
}: DatabaseAndApiOptions = {}): Promise<DatabaseAndApi> {
  const dir = await makeTempDir();
  const postgres = await startEmbeddedPostgres({
    dir: path.join(dir.path, 'postgres'),
    database: 'rote',
    onLog: () => undefined,
    ephemeral: !isDurable,
  });
  const stopDatabase = async (): Promise<void> => {
    await postgres.stop();
    await dir.remove();
  };
  const api = await startApi(postgres.url, options).catch(async (error: unknown) => {
    await stopDatabase();
    throw error;
  });
  return {
    databaseUrl: postgres.url,
    url: api.url,
    usage: () => api.usage(),
    async stop() {
      await api.stop();
      await stopDatabase();
    },
  };
}
