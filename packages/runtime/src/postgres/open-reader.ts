import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import type { PostgresServer } from './server.js';

/** The process that migrates the database grants what this role may read (`grantReader` of `@rote/store`). */
const READER_ROLE = 'rote_reader';

/** Persistent, so that connections people have saved still work after the next start. */
async function readPassword(serverDir: string): Promise<string> {
  const file = path.join(serverDir, 'reader-password');
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (/^[\w-]{20,}$/.test(kept)) return kept;
  const password = randomBytes(24).toString('base64url');
  await writeFile(file, password, { mode: 0o600 });
  return password;
}

/**
 * Lets the reader's role log in to an embedded server, with its own password.
 *
 * @returns the URL of the database for that role
 */
export async function openReader(
  server: PostgresServer,
  { serverDir, database }: { readonly serverDir: string; readonly database: string },
): Promise<string> {
  const password = await readPassword(serverDir);
  const client = new pg.Client({ connectionString: server.urlOf('postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [READER_ROLE]);
    const change = rowCount === 0 ? 'CREATE' : 'ALTER';
    await client.query(`${change} ROLE ${READER_ROLE} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
    await client.query(`ALTER ROLE ${READER_ROLE} SET default_transaction_read_only = on`);
  } finally {
    await client.end();
  }
  const url = new URL(server.urlOf(database));
  url.username = READER_ROLE;
  url.password = password;
  return url.href;
}
