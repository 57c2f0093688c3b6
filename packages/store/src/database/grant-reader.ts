import type pg from 'pg';
import { describeError } from '@rote/domain';
import { WRITTEN_TABLES } from './check-server.js';

/**
 * The role that may only read Rote's views and call its functions. Roles belong to the whole server, so several
 * databases share it; permissions are granted in each.
 */
export const READER_ROLE = 'rote_reader';

/**
 * The role that runs people's queries: it has the reader's permissions, through functions that it owns. No one logs in
 * as this role, so no query can change what those functions do.
 */
export const QUERY_ROLE = 'rote_query';

/** The functions that run people's queries. */
export const QUERY_FUNCTIONS = ['rote_open_query', 'rote_fetch_query', 'rote_fetch_rows'];

/** What functions read besides views: they run with the permissions of their caller. */
const TABLES_OF_FUNCTIONS = ['epochs', 'example_records', 'paper_reference'];

/** Shows what people did, so only an administrator reads it. */
const ADMIN_VIEW = 'audit_log';

/** What people's queries may not read. */
export const CLOSED_TABLES: readonly string[] = [
  ...WRITTEN_TABLES.filter((table) => !TABLES_OF_FUNCTIONS.includes(table)),
  ADMIN_VIEW,
  ...['_prisma_migrations', 'applied_files', 'cell_transitions', 'installation', 'sweep_changes'],
];

const OUR_SCHEMA = '(SELECT oid FROM pg_namespace WHERE nspname = current_schema())';

/**
 * Views and functions of the schema that Rote may grant and has not granted yet. Trigger functions are never called
 * directly.
 */
const MISSING = `SELECT format('GRANT SELECT ON %s TO %I', oid::regclass, $1::text) AS statement
  FROM pg_class
  WHERE relnamespace = ${OUR_SCHEMA} AND (relkind IN ('v', 'm') AND relname <> '${ADMIN_VIEW}' OR relname = ANY($2)) AND pg_has_role(relowner, 'USAGE')
    AND NOT has_table_privilege($1, oid, 'SELECT')
  UNION ALL
  SELECT format('GRANT EXECUTE ON FUNCTION %s TO %I', oid::regprocedure, $1::text)
  FROM pg_proc
  WHERE pronamespace = ${OUR_SCHEMA} AND prokind = 'f' AND prorettype <> 'trigger'::regtype
    AND pg_has_role(proowner, 'USAGE') AND NOT has_function_privilege($1, oid, 'EXECUTE')
  UNION ALL
  SELECT format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), $1::text)
  WHERE NOT has_schema_privilege($1, current_schema(), 'USAGE')`;

/** Makes the functions run as the role. The last step gives them away, and with them the permission to change them. */
const CONFINE = `SELECT format(step, oid::regprocedure, $1::text) AS statement
  FROM pg_proc, unnest(ARRAY['ALTER FUNCTION %1$s SECURITY DEFINER', 'REVOKE ALL ON FUNCTION %1$s FROM PUBLIC',
    'ALTER FUNCTION %1$s OWNER TO %2$I']) WITH ORDINALITY AS steps (step, place)
  WHERE pronamespace = ${OUR_SCHEMA} AND proname = ANY($2) AND NOT (prosecdef AND pg_get_userbyid(proowner) = $1)
  ORDER BY oid, place`;

/** Another process created the role, or granted the same permission, at the same time, so it exists. */
const RACES = new Set(['42710', '23505', 'XX000']);
const MOST_TRIES = 5;

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

interface Step {
  readonly statement: string;
}

async function makeRole(client: pg.Client, role: string): Promise<void> {
  const { rows } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  if (rows.length === 0) await client.query(`CREATE ROLE ${role} NOLOGIN`);
}

async function grantMissing(client: pg.Client): Promise<void> {
  const { rows } = await client.query<Step>(MISSING, [READER_ROLE, TABLES_OF_FUNCTIONS]);
  for (const { statement } of rows) await client.query(statement);
}

/** Makes a role a member of another, with its permissions. Default: the role of this connection. */
async function join(client: pg.Client, role: string, member?: string): Promise<void> {
  const { rows } = await client.query<{ isMember: boolean }>(
    `SELECT pg_has_role(member, $1, 'USAGE') AND pg_has_role(member, $1,
      CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) AS "isMember"
    FROM coalesce($2::name, current_user) member`,
    [role, member],
  );
  if (rows[0]?.isMember !== true) await client.query(`GRANT ${role} TO ${member ?? 'CURRENT_USER'}`);
}

/** Gives the functions for people's queries to their role, which must briefly be allowed to create functions. */
async function confineQueries(client: pg.Client): Promise<void> {
  const { rows } = await client.query<Step>(CONFINE, [QUERY_ROLE, QUERY_FUNCTIONS]);
  if (rows.length === 0) return;
  const { rows: schemas } = await client.query<{ schema: string }>(
    'SELECT quote_ident(current_schema()) AS schema',
  );
  const schema = schemas[0]?.schema ?? '';
  await client.query('BEGIN');
  try {
    await client.query(`GRANT CREATE ON SCHEMA ${schema} TO ${QUERY_ROLE}`);
    for (const { statement } of rows) await client.query(statement);
    await client.query(`REVOKE CREATE ON SCHEMA ${schema} FROM ${QUERY_ROLE}`);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

async function grantOnce(client: pg.Client): Promise<void> {
  await makeRole(client, READER_ROLE);
  await grantMissing(client);
  await makeRole(client, QUERY_ROLE);
  await join(client, READER_ROLE, QUERY_ROLE);
  await join(client, QUERY_ROLE);
  await confineQueries(client);
  await grantMissing(client);
}

/**
 * Creates the roles for people's queries if they are missing, and lets them read every existing view. If the role of
 * this connection may not create roles, queries run as that role, in read-only transactions.
 */
export async function grantReader(client: pg.Client, onNote: (message: string) => void): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await grantOnce(client);
      return;
    } catch (error) {
      const code = codeOf(error);
      if (typeof code === 'string' && RACES.has(code) && tries < MOST_TRIES) continue;
      if (code !== '42501') throw error;
      onNote(
        `People's queries could not be confined to the role ${QUERY_ROLE} (${describeError(error)}). They run as the ` +
          `role of DATABASE_URL, in read-only transactions. To confine them, run as an administrator, and start again: ` +
          `CREATE ROLE ${READER_ROLE}; CREATE ROLE ${QUERY_ROLE} IN ROLE ${READER_ROLE}; ` +
          `GRANT ${READER_ROLE}, ${QUERY_ROLE} TO that role`,
      );
      return;
    }
  }
}
