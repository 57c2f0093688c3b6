import { randomBytes } from 'node:crypto';
import { useStore } from '@rote/testkit';
import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';

/** Roles belong to the whole server, which other tests use too. */
const drawName = (): string => `ada_${randomBytes(6).toString('hex')}`;

async function connect(url: string, user: string, password: string): Promise<pg.Client> {
  const address = new URL(url);
  address.username = user;
  address.password = password;
  const client = new pg.Client({ connectionString: address.href });
  client.on('error', () => undefined);
  await client.connect();
  onTestFinished(() => client.end().catch(() => undefined));
  return client;
}

it('makes a login that reads the views and nothing else, and ends it with its connections', async () => {
  const { store, url, sql } = await useStore();
  const name = drawName();
  const { role, password } = await store.logins.grant(name);
  expect(role).toBe(`rote_${name}`);
  await expect(connect(url, role, 'x'.repeat(32))).rejects.toThrow('password authentication failed');
  const client = await connect(url, role, password);
  expect((await client.query('SELECT count(*)::int AS n FROM results')).rows).toEqual([{ n: 0 }]);
  expect((await client.query('SELECT over_seeds(ARRAY[1, 2]::float8[])')).rows).toHaveLength(1);
  for (const [statement, message] of [
    ['SELECT FROM cells', 'permission denied'],
    ['SELECT FROM audit_log', 'permission denied'],
    ['SELECT FROM api_keys', 'permission denied'],
    ['CREATE TEMP TABLE mine (x int)', 'read-only transaction'],
  ] as const)
    await expect(client.query(statement), statement).rejects.toThrow(message);
  await client.query('SET default_transaction_read_only = off');
  for (const statement of ['DELETE FROM sweeps', 'CREATE TABLE mine (x int)'])
    await expect(client.query(statement), statement).rejects.toThrow('permission denied');
  await client.query('RESET ALL');
  expect((await client.query('SHOW statement_timeout')).rows).toEqual([{ statement_timeout: '5min' }]);
  const stored = await sql('SELECT rolpassword FROM pg_authid WHERE rolname = $1', [role]);
  expect(JSON.stringify(stored)).not.toContain(password);
  expect(await store.logins.list()).toEqual([{ name, role, connections: 1 }]);

  await expect(store.logins.grant(name)).rejects.toMatchObject({ code: 'request-invalid' });
  const other = await useStore();
  await expect(other.store.logins.revoke(name)).rejects.toMatchObject({ code: 'request-invalid' });
  expect(await store.logins.revoke(name)).toMatchObject({ name, role, connections: 1 });
  await expect(client.query('SELECT 1')).rejects.toThrow();
  await expect(connect(url, role, password)).rejects.toThrow('password authentication failed');
  expect(await store.logins.list()).toEqual([]);
  await expect(store.logins.revoke(name)).rejects.toMatchObject({ code: 'request-invalid' });
  expect((await store.audit.list({ limit: 9 })).map(({ action, object }) => [action, object])).toEqual([
    ['login.revoke', role],
    ['login.grant', role],
  ]);
});

it.each(['', 'Ada', 'a"; DROP ROLE x; --', '1a', 'a'.repeat(41), 'reader', 'query'])(
  'refuses the name %j',
  async (name) => {
    const { store } = await useStore();
    await expect(store.logins.grant(name)).rejects.toMatchObject({ code: 'request-invalid' });
    await expect(store.logins.revoke(name)).rejects.toMatchObject({ code: 'request-invalid' });
  },
);
