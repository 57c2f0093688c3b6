import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { RoteError } from '@rote/domain';
import pg from 'pg';
import { toRoteError } from './database-error.js';

/** The advisory lock that Prisma's own schema engine takes, so that the two never migrate at once. */
const LOCK = 72_707_369;

/** `prisma/migrations` of the repository, seen from `src` and from `dist` alike. */
const MIGRATIONS_DIR = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));

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
    if (known instanceof RoteError && known.retryable) throw known;
    // The end of the connection, which follows, rolls back.
    throw new RoteError('internal', `migration ${name} failed and was rolled back: ${String(error)}`, {
      cause: error,
    });
  }
}

async function applyMissing(client: pg.Client, { onApplied, migrationsDir }: MigrateOptions) {
  await client.query(BOOK);
  const { rows: book } = await client.query<BookEntry>(
    `SELECT "migration_name", "checksum", "finished_at" IS NOT NULL AS "is_finished", "logs"
     FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL ORDER BY "started_at"`,
  );
  const failed = book.find((entry) => !entry.is_finished);
  if (failed !== undefined)
    throw new RoteError(
      'internal',
      `migration ${failed.migration_name} failed earlier (${failed.logs ?? 'it was cut off'}). Mend its cause, then ` +
        `mark it as undone: UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = '${failed.migration_name}'`,
    );
  const checksums = new Map(book.map((entry) => [entry.migration_name, entry.checksum]));
  const applied: string[] = [];
  for (const migration of await readMigrations(migrationsDir ?? MIGRATIONS_DIR)) {
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

/**
 * Brings a database up to date and returns the names of the migrations applied. It needs no schema engine, and keeps
 * the same book as `prisma migrate deploy`; processes that start at once wait for one another.
 *
 * @throws RoteError `service-unavailable` (retryable) where the server cannot be reached; `internal` where a migration
 * fails, failed before, or is not the one that was applied
 */
export async function migrate(databaseUrl: string, options: MigrateOptions = {}): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined); // the query under way rejects too
  try {
    await client.connect();
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]); // of the session: gone with the connection
    return await applyMissing(client, options);
  } catch (error) {
    throw toRoteError(error);
  } finally {
    await client.end();
  }
}
