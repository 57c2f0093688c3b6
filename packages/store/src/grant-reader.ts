import type pg from 'pg';
import { describeError } from '@rote/domain';

/**
 * The role that may read Rote's views and call its functions, and nothing else. Roles belong to the whole server, so
 * several databases share it; what it may read is granted in each.
 */
export const READER_ROLE = 'rote_reader';

const FIND = `SELECT pg_has_role(current_user, oid,
    CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) AS "isMember"
  FROM pg_roles WHERE rolname = $1`;

/** What functions read besides views: they run with the rights of whoever calls them. */
const TABLES_OF_FUNCTIONS = ['epochs', 'example_records', 'paper_reference'];

/** Views and functions of the schema that are ours to grant, and not granted yet. Triggers' functions are called by none. */
const MISSING = `SELECT format('GRANT SELECT ON %s TO %I', oid::regclass, $1::text) AS statement
  FROM pg_class
  WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) AND (relkind IN ('v', 'm') OR relname = ANY($2)) AND pg_has_role(relowner, 'USAGE')
    AND NOT has_table_privilege($1, oid, 'SELECT')
  UNION ALL
  SELECT format('GRANT EXECUTE ON FUNCTION %s TO %I', oid::regprocedure, $1::text)
  FROM pg_proc
  WHERE pronamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) AND prokind = 'f' AND prorettype <> 'trigger'::regtype
    AND pg_has_role(proowner, 'USAGE') AND NOT has_function_privilege($1, oid, 'EXECUTE')
  UNION ALL
  SELECT format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), $1::text)
  WHERE NOT has_schema_privilege($1, current_schema(), 'USAGE')`;

/** Another process made the role, or granted the same, at the same time: it is there then. */
const RACES = new Set(['42710', '23505', 'XX000']);
const MOST_TRIES = 5;

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

async function grantOnce(client: pg.Client): Promise<void> {
  const find = async (): Promise<{ isMember: boolean } | undefined> =>
    (await client.query<{ isMember: boolean }>(FIND, [READER_ROLE])).rows[0];
  let role = await find();
  if (role === undefined) {
    await client.query(`CREATE ROLE ${READER_ROLE} NOLOGIN`);
    role = await find();
  }
  const { rows } = await client.query<{ statement: string }>(MISSING, [READER_ROLE, TABLES_OF_FUNCTIONS]);
  for (const { statement } of rows) await client.query(statement);
  // So that a person's query can be run as the reader.
  if (role?.isMember === false) await client.query(`GRANT ${READER_ROLE} TO CURRENT_USER`);
}

/**
 * Makes the reader's role where it is missing, and lets it read every view that there is by now. Where this role may
 * make none, people's queries run as this role, in read-only transactions.
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
        `The role ${READER_ROLE}, for people's queries, could not be set up (${describeError(error)}). They run as the ` +
          `role of DATABASE_URL, in read-only transactions. To have it: CREATE ROLE ${READER_ROLE}; GRANT ${READER_ROLE} TO that role`,
      );
      return;
    }
  }
}
