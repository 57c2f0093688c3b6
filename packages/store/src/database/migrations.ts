import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { RoteError } from '@rote/domain';
import type pg from 'pg';

/** Prisma's migration table, as its schema engine creates it. */
const MIGRATION_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

export interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

interface MigrationEntry {
  readonly migration_name: string;
  readonly checksum: string;
  /** Only Prisma's own engine leaves entries of migrations that it started and did not finish. */
  readonly is_finished: boolean;
  readonly logs: string | null;
}

/** The migrations of a folder, in the order of their names. */
export async function readMigrations(dir: string): Promise<readonly Migration[]> {
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

/** Reads the entries of these migrations. Rote ignores those of other applications. */
async function readEntries(
  client: pg.Client,
  migrations: readonly Migration[],
): Promise<readonly MigrationEntry[]> {
  const { rows: found } = await client.query(`SELECT FROM pg_tables
    WHERE schemaname = current_schema() AND tablename = '_prisma_migrations'`);
  if (found.length === 0) await client.query(MIGRATION_TABLE);
  const { rows } = await client.query<MigrationEntry>(
    `SELECT "migration_name", "checksum", "finished_at" IS NOT NULL AS "is_finished", "logs"
     FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL AND "migration_name" = ANY($1) ORDER BY "started_at"`,
    [migrations.map(({ name }) => name)],
  );
  return rows;
}

/**
 * Returns the migrations that have not been applied to the database.
 *
 * @throws RoteError `internal` if one failed earlier, or differs from the one that was applied
 */
export async function findMissing(
  client: pg.Client,
  migrations: readonly Migration[],
): Promise<readonly Migration[]> {
  const entries = await readEntries(client, migrations);
  const failed = entries.find((entry) => !entry.is_finished);
  if (failed !== undefined)
    throw new RoteError(
      'internal',
      `migration ${failed.migration_name} failed earlier (${failed.logs ?? 'it was interrupted'}). Fix the cause, then ` +
        `mark it as undone: UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = '${failed.migration_name}'`,
    );
  const checksums = new Map(entries.map((entry) => [entry.migration_name, entry.checksum]));
  return migrations.filter(({ name, checksum }) => {
    const applied = checksums.get(name);
    if (applied !== undefined && applied !== checksum)
      throw new RoteError(
        'internal',
        `migration ${name} was edited after it was applied to this database: restore the file, and put the change into a new migration`,
      );
    return applied === undefined;
  });
}

/** Runs a migration and records it in the migration table, within the caller's transaction. */
export async function applyMigration(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query(sql);
  await client.query(
    `INSERT INTO "_prisma_migrations"
       ("id", "checksum", "migration_name", "started_at", "finished_at", "applied_steps_count")
     VALUES ($1, $2, $3, clock_timestamp(), clock_timestamp(), 1)`,
    [randomUUID(), checksum, name],
  );
}
