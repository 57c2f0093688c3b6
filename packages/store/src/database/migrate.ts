import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { RoteError } from '@rote/domain';
import type { SessionSettings } from '@rote/postgres';
import {
  connectClient,
  endClient,
  readAddress,
  refuseTransactionPooler,
  SERVER_KEEPALIVE,
} from '@rote/postgres';
import type pg from 'pg';
import { applyFileChange, findFileChange } from './apply-files.js';
import { checkRights, checkServer } from './check-server.js';
import { toRoteError } from './database-error.js';
import { grantReader } from './grant-reader.js';
import { applyMigration, findMissing, type Migration, readMigrations } from './migrations.js';
import { retryLostRaces } from './retry-lost-races.js';
import { readSqlFiles, type SqlFiles } from './sql-files.js';
import { TEXT_FORMATS } from './text-formats.js';

/** The advisory lock of Prisma's own schema engine: taking the same one keeps the two from migrating at once. */
const LOCK = 72_707_369;

/** The repository's `prisma` folder, as seen from both `src` and `dist`. */
const PRISMA_DIR = fileURLToPath(new URL('../../../../prisma', import.meta.url));

export interface MigrateOptions {
  readonly onApplied?: (name: string) => void;
  /** Called with a sentence when something is missing that Rote can do without, or when it waits for something. */
  readonly onNote?: (message: string) => void;
  /** A folder of migrations other than the repository's, for tests. */
  readonly migrationsDir?: string;
  /**
   * A folder of views, functions and numbers other than the repository's. Default: the repository's, or none if
   * `migrationsDir` is given.
   */
  readonly filesDir?: string;
}

/** The name is already taken, perhaps by another kind of object. */
const DUPLICATE_STATES = /^42(P07|P06|710|723|809)$/;

const isTaken = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  DUPLICATE_STATES.test(error.code);

/** What to apply to a database. */
interface Update {
  readonly missing: readonly Migration[];
  readonly sqlFiles: SqlFiles | undefined;
  readonly newestMigration: string;
  readonly onNote: (message: string) => void;
}

function explain(step: string, error: unknown): unknown {
  const known = toRoteError(error);
  if (known instanceof RoteError && known.code !== 'internal') return known;
  if (isTaken(error))
    return new RoteError(
      'config-invalid',
      `the database of DATABASE_URL already has an object with the name of one of Rote's tables or views (${String(error)}): give ` +
        'Rote its own database, or its own schema with ?schema=rote',
      { cause: error },
    );
  return new RoteError('internal', `${step} failed and was rolled back: ${String(error)}`, { cause: error });
}

/**
 * Makes all changes in one transaction, including the migration table and the digests. If this is interrupted, or a
 * change is rejected, the database stays as it was.
 */
async function update(
  client: pg.Client,
  { missing, sqlFiles, newestMigration, onNote }: Update,
): Promise<void> {
  let step = 'the start';
  const applyAll = async (): Promise<void> => {
    await client.query('BEGIN');
    for (const migration of missing) {
      step = `migration ${migration.name}`;
      await applyMigration(client, migration);
    }
    if (sqlFiles !== undefined) {
      const change = await findFileChange(client, sqlFiles, newestMigration, onNote);
      if (change !== undefined)
        await applyFileChange(client, sqlFiles, change, newestMigration, (file) => {
          step = `prisma/${file}`;
        });
    }
    await client.query('COMMIT');
  };
  try {
    // A person's query may read views in another order than the one in which they are replaced.
    await retryLostRaces(async () => {
      try {
        await applyAll();
      } catch (error) {
        await client.query('ROLLBACK').catch(() => undefined); // the connection may be gone
        throw error;
      }
    });
  } catch (error) {
    throw explain(step, error);
  }
}

/** Applies the migrations and files that the database lacks. */
async function applyMissing(client: pg.Client, options: MigrateOptions): Promise<readonly string[]> {
  const { onApplied, onNote = () => undefined, migrationsDir } = options;
  const filesDir = options.filesDir ?? (migrationsDir === undefined ? PRISMA_DIR : undefined);
  const [migrations, sqlFiles] = await Promise.all([
    readMigrations(migrationsDir ?? path.join(PRISMA_DIR, 'migrations')),
    filesDir === undefined ? undefined : readSqlFiles(filesDir),
  ]);
  const missing = await findMissing(client, migrations);
  const newestMigration = migrations.at(-1)?.name ?? '';
  const hasFileChange =
    missing.length === 0 &&
    sqlFiles !== undefined &&
    (await findFileChange(client, sqlFiles, newestMigration, onNote)) !== undefined;
  if (missing.length > 0 || hasFileChange)
    await update(client, { missing, sqlFiles, newestMigration, onNote });
  const applied = missing.map(({ name }) => name);
  for (const name of applied) onApplied?.(name);
  return applied;
}

/** Settings under which any migration may run, whatever the server's defaults are. */
const SESSION: SessionSettings = {
  ...SERVER_KEEPALIVE,
  ...TEXT_FORMATS,
  standard_conforming_strings: 'on',
  client_min_messages: 'warning',
  default_transaction_isolation: 'read committed',
  default_transaction_read_only: 'off',
  default_transaction_deferrable: 'off',
  statement_timeout: '0',
  lock_timeout: '0',
  idle_in_transaction_session_timeout: '0',
  idle_session_timeout: '0',
};

/** Keeps objects in other schemas of the search path from being mistaken for Rote's. */
const PIN_SCHEMA = `SELECT set_config('search_path', quote_ident(current_schema()), false)`;

const LOCK_POLL_MS = 100;
const FIRST_NOTE_MS = 2000;
const NOTE_MS = 30_000;

/** Takes the migration lock, which belongs to the session: it is released when the connection ends. */
async function lock(client: pg.Client, onNote: (message: string) => void): Promise<void> {
  const startedAt = performance.now();
  let noteAt = FIRST_NOTE_MS;
  for (;;) {
    const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [
      LOCK,
    ]);
    if (rows[0]?.locked === true) return;
    if (performance.now() - startedAt > noteAt) {
      noteAt += NOTE_MS;
      onNote(`Waiting for another process that is migrating the database (advisory lock ${String(LOCK)})`);
    }
    await delay(LOCK_POLL_MS);
  }
}

/**
 * Checks that Rote can work with the database, brings it up to date, and returns the names of the migrations applied.
 * Needs no schema engine, and keeps the same migration table as `prisma migrate deploy`. Processes that start at the
 * same time wait for one another.
 *
 * @throws RoteError `service-unavailable` (retryable) if the server cannot be reached; `config-invalid` with the remedy
 *   if the database, its role or the connection to it is unsuitable; `internal` if a migration fails, failed before, or
 *   differs from the one that was applied
 */
export async function migrate(databaseUrl: string, options: MigrateOptions = {}): Promise<readonly string[]> {
  const { onNote = () => undefined, migrationsDir } = options;
  let client: pg.Client | undefined;
  try {
    await refuseTransactionPooler(databaseUrl);
    client = await connectClient(databaseUrl, { applicationName: 'rote-migrate', settings: SESSION });
    await checkServer(client, readAddress(databaseUrl));
    await client.query(PIN_SCHEMA);
    await lock(client, onNote);
    const applied = await applyMissing(client, options);
    if (migrationsDir === undefined) {
      await grantReader(client, onNote);
      await checkRights(client);
    }
    return applied;
  } catch (error) {
    throw toRoteError(error);
  } finally {
    if (client !== undefined) await endClient(client);
  }
}
