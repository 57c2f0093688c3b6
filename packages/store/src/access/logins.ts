import { randomBytes } from 'node:crypto';
import { RoteError } from '@rote/domain';
import type { Database, Queryable } from '../database/database.js';
import { READER_ROLE } from '../database/grant-reader.js';
import { Prisma } from '../generated/client.js';
import { AT_THE_HOST, recordChange } from './audit.js';
import { scramVerifier } from './scram-verifier.js';

/** A person's or program's own login to the database, which reads the views. */
interface LoginRecord {
  readonly name: string;
  /** The name of the role, which is the user of a connection. */
  readonly role: string;
  /** Its open connections. */
  readonly connections: number;
}

/** Logins are roles of the whole server, made for one database of it. */
export interface LoginStore {
  /**
   * Makes a login; `password` is its only copy.
   *
   * @throws RoteError `request-invalid` if the name cannot be one or is taken; `config-invalid` if the role of DATABASE_URL may
   *   not create roles
   */
  grant(name: string): Promise<LoginRecord & { readonly password: string }>;
  /** Ends a login and its connections. @throws RoteError `request-invalid` if there is none of this name */
  revoke(name: string): Promise<LoginRecord>;
  list(): Promise<readonly LoginRecord[]>;
}

const NAME = /^[a-z][a-z0-9_]{0,39}$/;
const PREFIX = 'rote_';
const PASSWORD_BYTES = 24;

/** Tells these roles from others: a comment on the role, with the database that it is for. */
const MARK = 'Made by rote grant for the database ';

/**
 * What every session of such a role begins with. Its permissions are the limit: these are defaults, which keep mistakes from
 * costing others much.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  default_transaction_read_only: 'on',
  statement_timeout: '5min',
  lock_timeout: '10s',
  idle_in_transaction_session_timeout: '10min',
  work_mem: '64MB',
};
const MOST_CONNECTIONS = 10;

const invalid = (message: string): RoteError => new RoteError('request-invalid', message);

function roleOf(name: string): string {
  if (NAME.test(name)) return PREFIX + name;
  throw invalid(
    `"${name}" cannot be the name of a login: up to 40 lower-case letters, digits and _, and a letter first`,
  );
}

const selectLogins = (role: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT substr(r.rolname, ${PREFIX.length + 1}::int) AS name, r.rolname AS role,
    (SELECT count(*)::int FROM pg_stat_activity a WHERE a.usename = r.rolname) AS connections
  FROM pg_roles r
  WHERE shobj_description(r.oid, 'pg_authid') = ${MARK}::text || current_database() AND ${role}
  ORDER BY r.rolname`;

async function place(tx: Queryable): Promise<{ readonly database: string; readonly schema: string }> {
  const [found] = await tx.$queryRaw<{ database: string; schema: string }[]>`
    SELECT quote_ident(current_database()) AS database, quote_ident(current_schema()) AS schema`;
  return found ?? { database: '', schema: '' };
}

async function createRole(tx: Queryable, role: string, verifier: string): Promise<void> {
  const { database, schema } = await place(tx);
  const statements = [
    `CREATE ROLE ${role} LOGIN PASSWORD '${verifier}' CONNECTION LIMIT ${String(MOST_CONNECTIONS)} IN ROLE ${READER_ROLE}`,
    `GRANT CONNECT ON DATABASE ${database} TO ${role}`,
    `ALTER ROLE ${role} IN DATABASE ${database} SET search_path = ${schema}`,
    ...Object.entries(SETTINGS).map(
      ([setting, value]) => `ALTER ROLE ${role} IN DATABASE ${database} SET ${setting} = '${value}'`,
    ),
  ];
  for (const statement of statements) await tx.$executeRawUnsafe(statement);
  const [comment] = await tx.$queryRaw<{ text: string }[]>`
    SELECT format('COMMENT ON ROLE %I IS %L', ${role}::text, ${MARK}::text || current_database()) AS text`;
  await tx.$executeRawUnsafe(comment?.text ?? '');
}

export function createLoginStore({ client, transaction }: Database): LoginStore {
  return {
    async grant(name) {
      const role = roleOf(name);
      const password = randomBytes(PASSWORD_BYTES).toString('base64url');
      const verifier = await scramVerifier(password);
      await transaction(async (tx) => {
        const taken = await tx.$queryRaw<unknown[]>`SELECT FROM pg_roles WHERE rolname = ${role}`;
        if (taken.length > 0)
          throw invalid(
            `The role ${role} exists already: choose another name, or end that login first with "rote grant --revoke ${name}"`,
          );
        await createRole(tx, role, verifier);
        await recordChange(tx, AT_THE_HOST, { action: 'login.grant', object: role });
      });
      return { name, role, connections: 0, password };
    },
    revoke: (name) =>
      transaction(async (tx) => {
        const role = roleOf(name);
        const [login] = await tx.$queryRaw<LoginRecord[]>(selectLogins(Prisma.sql`r.rolname = ${role}`));
        if (login === undefined)
          throw invalid(`No login "${name}" was made for this database: "rote grant --list" shows them`);
        const { database } = await place(tx);
        await tx.$executeRawUnsafe(`ALTER ROLE ${role} NOLOGIN`);
        await tx.$queryRaw`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = ${role}`;
        await tx.$executeRawUnsafe(`REVOKE CONNECT ON DATABASE ${database} FROM ${role}`);
        await tx.$executeRawUnsafe(`DROP ROLE ${role}`);
        await recordChange(tx, AT_THE_HOST, { action: 'login.revoke', object: role });
        return login;
      }),
    list: () => client.$queryRaw<LoginRecord[]>(selectLogins(Prisma.sql`true`)),
  };
}
