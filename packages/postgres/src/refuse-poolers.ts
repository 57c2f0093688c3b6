import { randomUUID } from 'node:crypto';
import { RoteError } from '@rote/domain';
import pg from 'pg';
import { readAddress } from './address.js';
import { endClient } from './end-client.js';
import { clientClassFor, connectClient } from './session-client.js';

/** A transaction pooler may happen to return the same backend twice; this many rounds expose it. */
const ROUNDS = 5;

const NEEDS_SESSIONS =
  'DATABASE_URL points to a connection pooler (such as PgBouncer) that gives each transaction a different ' +
  'connection. Rote needs its own sessions: use the address of the database itself, or of a pool with pool_mode = session.';

/** A pooler accepts only the start-up parameters that it knows, so a parameter that does not arrive reveals one. */
async function isPooled(databaseUrl: string): Promise<boolean> {
  const address = readAddress(databaseUrl);
  const token = randomUUID();
  const Client = clientClassFor(address);
  const client = new Client({
    ...address.config,
    options: `${address.options ?? ''} -c rote.token=${token}`.trim(),
    application_name: 'rote-check',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ token: string | null }>(
      `SELECT current_setting('rote.token', true) AS token`,
    );
    return rows[0]?.token !== token;
  } catch (error) {
    if (error instanceof Error && error.message.includes('unsupported startup parameter')) return true;
    throw error;
  } finally {
    await endClient(client);
  }
}

async function backendOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid ?? 0;
}

/** Whether two clients share a backend, or one client had two. */
async function sharesBackends(databaseUrl: string): Promise<boolean> {
  const [one, other] = await Promise.all([
    connectClient(databaseUrl, { applicationName: 'rote-check' }),
    connectClient(databaseUrl, { applicationName: 'rote-check' }),
  ]);
  try {
    const first = await backendOf(one);
    for (let round = 0; round < ROUNDS; round++) {
      await other.query('BEGIN');
      const held = await backendOf(other);
      const during = await backendOf(one);
      await other.query('COMMIT');
      // If each client has had its own backend so far, the next query gets the one that was returned last: the other
      // client's.
      const after = await backendOf(one);
      if (held === first || during !== first || after !== first) return true;
    }
    return false;
  } catch (error) {
    // Statement pooling rejects transactions.
    if (error instanceof pg.DatabaseError && error.code === '08P01') return true;
    throw error;
  } finally {
    await Promise.all([endClient(one), endClient(other)]);
  }
}

/**
 * Checks that a connection is a session of the server: advisory locks, settings and LISTEN belong to a session. A
 * pooler in transaction mode hands them to the next client, where they stay forever.
 *
 * @throws RoteError `config-invalid` if DATABASE_URL points to such a pooler
 */
export async function refuseTransactionPooler(databaseUrl: string): Promise<void> {
  if ((await isPooled(databaseUrl)) && (await sharesBackends(databaseUrl)))
    throw new RoteError('config-invalid', NEEDS_SESSIONS);
}
