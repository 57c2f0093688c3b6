import { RoteError } from '@rote/domain';
import type { PostgresAddress } from '@rote/postgres';
import type pg from 'pg';

interface ServerRow {
  readonly encoding: string;
  readonly database: string;
  readonly role: string;
  readonly isStandby: boolean;
  readonly isReadOnly: boolean;
  readonly schema: string | null;
  readonly mayCreate: boolean;
}

const SERVER = `SELECT current_setting('server_encoding') AS encoding, current_database() AS database,
  current_user AS role, pg_is_in_recovery() AS "isStandby",
  current_setting('transaction_read_only') = 'on' AS "isReadOnly", current_schema() AS schema,
  coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS "mayCreate"`;

const refused = (message: string): RoteError => new RoteError('config-invalid', message);

/**
 * The role lacks a permission that Rote needs. The message gives the statement that an administrator of the database
 * can run.
 */
function lacksRights({ role, database, schema }: ServerRow, what: string): RoteError {
  return refused(
    `the role "${role}" of DATABASE_URL ${what} in schema "${schema ?? 'public'}" of the database "${database}". ` +
      `Make it the owner of its own database (CREATE DATABASE rote OWNER "${role}"), or run there, as its owner: ` +
      `GRANT USAGE, CREATE ON SCHEMA "${schema ?? 'public'}" TO "${role}"`,
  );
}

/**
 * Checks that Rote can use the database before anything is written to it. Creates the schema that the address names if
 * it does not exist.
 *
 * @throws RoteError `config-invalid` with the remedy
 */
export async function checkServer(client: pg.Client, { schema }: PostgresAddress): Promise<void> {
  const read = async (): Promise<ServerRow> => {
    const { rows } = await client.query<ServerRow>(SERVER);
    if (rows[0] === undefined) throw new TypeError('the server reports nothing about itself');
    return rows[0];
  };
  let server = await read();
  const { encoding, database, role, isStandby, isReadOnly } = server;
  if (isStandby)
    throw refused('DATABASE_URL points to a standby, which is read-only: use the address of the primary');
  if (isReadOnly)
    throw refused('DATABASE_URL points to a read-only server: use the address of a writable one');
  if (encoding !== 'UTF8')
    throw refused(
      `the database "${database}" of DATABASE_URL has the encoding ${encoding}, which cannot store every name. Create one ` +
        `with UTF8: CREATE DATABASE rote OWNER "${role}" ENCODING 'UTF8' TEMPLATE template0`,
    );
  // Prisma quotes the name without escaping it.
  if ((schema ?? server.schema ?? '').includes('"'))
    throw refused('the schema of DATABASE_URL has a quotation mark in its name: choose another one');
  if (server.schema === null && schema !== undefined) {
    const { rows } = await client.query('SELECT FROM pg_namespace WHERE nspname = $1', [schema]);
    if (rows.length === 0) await client.query(`CREATE SCHEMA ${client.escapeIdentifier(schema)}`);
    server = await read();
  }
  if (server.schema === null)
    throw refused(
      schema === undefined
        ? `the search path of the role "${role}" names no schema of the database "${database}" that exists and that it ` +
            `may use. Make one (CREATE SCHEMA rote AUTHORIZATION "${role}") and name it in DATABASE_URL with ?schema=rote`
        : lacksRights({ ...server, schema }, 'has no access').message,
    );
  const { rows: tables } = await client.query(
    `SELECT FROM pg_tables WHERE schemaname = current_schema() AND tablename = '_prisma_migrations'`,
  );
  if (tables.length === 0 && !server.mayCreate) throw lacksRights(server, 'may not create tables');
}

/** The tables that Rote writes to. */
export const WRITTEN_TABLES = [
  'api_keys',
  'attempts',
  'audit_entries',
  'bulk_change_sweeps',
  'bulk_changes',
  'cell_results',
  'cells',
  'deleted_cells',
  'epochs',
  'event_outbox',
  'events',
  'example_records',
  'kept_images',
  'measures',
  'project_months',
  'projects',
  'staged_cells',
  'sweep_cells',
  'sweep_deletions',
  'sweep_sources',
  'sweeps',
  'tallies',
  'tally_steps',
  'webhook_deliveries',
  'webhooks',
  'workers',
] as const;

/**
 * Tables that the role may not write to. This is checked when a process starts, because a result that the database
 * rejects after its cell was trained is lost.
 */
const FORBIDDEN = `SELECT relname AS name FROM pg_class
  WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) AND relname = ANY($1) AND NOT (
    has_table_privilege(oid, 'SELECT') AND has_table_privilege(oid, 'INSERT')
    AND has_table_privilege(oid, 'UPDATE') AND has_table_privilege(oid, 'DELETE'))
  ORDER BY relname`;

/**
 * @throws RoteError `config-invalid` with the remedy if the role may not write to Rote's tables
 */
export async function checkRights(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(FORBIDDEN, [WRITTEN_TABLES]);
  const { rows: own } = await client.query<{ role: string; schema: string }>(
    'SELECT current_user AS role, current_schema() AS schema',
  );
  const { role = '', schema = '' } = own[0] ?? {};
  if (rows.length > 0)
    throw refused(
      `the role "${role}" of DATABASE_URL may not write to ${rows.map(({ name }) => name).join(', ')}. As their owner, run: ` +
        `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "${schema}" TO "${role}"`,
    );
}
