import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbeddedPostgres } from '@rote/runtime';
import { makeTempDir } from '@rote/testkit/system';
import { type StartedProgram, startProgram, type Usage } from './usage.js';

const API = fileURLToPath(import.meta.resolve('@rote/api/main'));

interface StartedApi extends StartedProgram {
  /** Its address. */
  readonly url: string;
}

/** Starts an API on a database, on a free port. */
export async function startApi(databaseUrl: string): Promise<StartedApi> {
  const program = await startProgram(API, {
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

/** Starts a PostgreSQL of its own, and an API on it. */
export async function startDatabaseAndApi(): Promise<DatabaseAndApi> {
  const dir = await makeTempDir();
  const postgres = await startEmbeddedPostgres({
    dir: path.join(dir.path, 'postgres'),
    database: 'rote',
    onLog: () => undefined,
    ephemeral: true,
  });
  const api = await startApi(postgres.url);
  return {
    databaseUrl: postgres.url,
    url: api.url,
    usage: () => api.usage(),
    async stop() {
      await api.stop();
      await postgres.stop();
      await dir.remove();
    },
  };
}
