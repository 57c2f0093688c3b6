import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
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
import { checkRights, checkServer } from './check-server.js';
import { toRoteError } from './database-error.js';
import { grantReader } from './grant-reader.js';

/** The advisory lock that Prisma's own schema engine takes, so that the two never migrate at once. */
const LOCK = 72_707_369;

/** `prisma/migrations` of the repository, seen from `src` and from `dist` alike. */
const MIGRATIONS_DIR = fileURLToPath(new URL('../../../../prisma/migrations', import.meta.url));

/** Prisma's book, as its schema engine makes it. */
const BOOK = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

export interface MigrateOptions {
  readonly onApplied?: (name: string) => void;
  /** Called with a sentence where something stands in the way that can be done without, or is waited for. */
  readonly onNote?: (message: string) => void;
  /** A folder of migrations other than the repository's; tests have some. */
  readonly migrationsDir?: string;
}

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

interface BookEntry {
  readonly migration_name: string;
  readonly checksum: string;
  /** Only Prisma's own engine leaves entries of what it began and did not finish. */
  readonly is_finished: boolean;
  readonly logs: string | null;
}

async function readMigrations(dir: string): Promise<readonly Migration[]> {
  const entries = await readdir(dir, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(path.join(dir, name, 'migration.sql'));
      return { name, sql: sql.toString('utf8'), checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

const DUPLICATE_STATES = /^42(P07|P06|710|723)$/;

const isTaken = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  DUPLICATE_STATES.test(error.code);

/** The migration and its entry in the book are one transaction: whenever this is cut off, it can be done anew. */
async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at", "applied_steps_count")
       VALUES ($1, $2, $3, now(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    const known = toRoteError(error);
    if (known instanceof RoteError && known.code !== 'internal') throw known;
    if (isTaken(error))
      throw new RoteError(
        'config-invalid',
        `the database of DATABASE_URL has something of the name of a table of Rote's already (${String(error)}): give Rote ` +
          'a database of its own, or a schema of its own with ?schema=rote',
        { cause: error },
      );
    // The end of the connection, which follows, rolls back.
    throw new RoteError('internal', `migration ${name} failed and was rolled back: ${String(error)}`, {
      cause: error,
    });
  }
}

/** What is in the book of these migrations. Those of other applications are no business of Rote's. */
async function readBook(client: pg.Client, migrations: readonly Migration[]): Promise<readonly BookEntry[]> {
  const { rows: found } = await client.query(`SELECT FROM pg_tables
    WHERE schemaname = current_schema() AND tablename = '_prisma_migrations'`);
  if (found.length === 0) await client.query(BOOK);
  const { rows } = await client.query<BookEntry>(
    `SELECT "migration_name", "checksum", "finished_at" IS NOT NULL AS "is_finished", "logs"
     FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL AND "migration_name" = ANY($1) ORDER BY "started_at"`,
    [migrations.map(({ name }) => name)],
  );
  return rows;
}

async function applyMissing(client: pg.Client, { onApplied, migrationsDir }: MigrateOptions) {
  const migrations = await readMigrations(migrationsDir ?? MIGRATIONS_DIR);
  const book = await readBook(client, migrations);
  const failed = book.find((entry) => !entry.is_finished);
  if (failed !== undefined)
    throw new RoteError(
      'internal',
      `migration ${failed.migration_name} failed earlier (${failed.logs ?? 'it was cut off'}). Mend its cause, then ` +
        `mark it as undone: UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = '${failed.migration_name}'`,
    );
  const checksums = new Map(book.map((entry) => [entry.migration_name, entry.checksum]));
  const applied: string[] = [];
  for (const migration of migrations) {
    const checksum = checksums.get(migration.name);
    if (checksum === migration.checksum) continue;
    if (checksum !== undefined)
      throw new RoteError(
        'internal',
        `migration ${migration.name} was edited after it was applied to this database: restore the file, and put the change into a new migration`,
      );
    await apply(client, migration);
    applied.push(migration.name);
    onApplied?.(migration.name);
  }
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
