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

/** The advisory lock that Prisma's own schema engine takes, so that the two never migrate at once. */
const LOCK = 72_707_369;

/** `prisma` of the repository, seen from `src` and from `dist` alike. */
const PRISMA_DIR = fileURLToPath(new URL('../../../../prisma', import.meta.url));

export interface MigrateOptions {
  readonly onApplied?: (name: string) => void;
  /** Called with a sentence where something stands in the way that can be done without, or is waited for. */
  readonly onNote?: (message: string) => void;
  /** A folder of migrations other than the repository's; tests have some. */
  readonly migrationsDir?: string;
  /** A folder with views, functions and numbers other than the repository's, or none with other migrations. */
  readonly filesDir?: string;
}

/** Something has the name already, perhaps something of another kind. */
const DUPLICATE_STATES = /^42(P07|P06|710|723|809)$/;

const isTaken = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  DUPLICATE_STATES.test(error.code);

/** What is to be applied to a database, and what a step in the middle of it is called. */
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
      `the database of DATABASE_URL has something of the name of a table or view of Rote's already (${String(error)}): give ` +
        'Rote a database of its own, or a schema of its own with ?schema=rote',
      { cause: error },
    );
  return new RoteError('internal', `${step} failed and was rolled back: ${String(error)}`, { cause: error });
}

/**
 * Everything that changed is one transaction, the book and the digests too: whenever this is cut off, or something is
 * refused, the database is what it was.
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

/** Applies what the database has not been given yet. */
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

/** Settings under which any migration may run, whatever the server's own defaults are. */
const SESSION: SessionSettings = {
  ...SERVER_KEEPALIVE,
  timezone: 'UTC',
  datestyle: 'ISO, YMD',
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

/** Nothing of another schema of the search path may be taken for Rote's. */
const PIN_SCHEMA = `SELECT set_config('search_path', quote_ident(current_schema()), false)`;

const LOCK_POLL_MS = 100;
const FIRST_NOTE_MS = 2000;
const NOTE_MS = 30_000;

/** Takes the lock of whoever migrates, which belongs to the session: gone with the connection. */
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
      onNote(`Waiting for another process that migrates the database (advisory lock ${String(LOCK)})`);
    }
    await delay(LOCK_POLL_MS);
  }
}

/**
 * Makes sure that the database is one that Rote can work with, brings it up to date, and returns the names of the
 * migrations applied. It needs no schema engine, and keeps the same book as `prisma migrate deploy`; processes that
 * start at once wait for one another.
 *
 * @throws RoteError `service-unavailable` (retryable) where the server cannot be reached; `config-invalid` with the
 * remedy where the database, its role or the way to it will not do; `internal` where a migration fails, failed before,
 * or is not the one that was applied
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
