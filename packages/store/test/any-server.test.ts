import { randomUUID } from 'node:crypto';
import { useStore } from '@rote/testkit';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { WRITTEN_TABLES } from '../src/database/check-server.js';
import { migrate } from '../src/index.js';
import { liveThrough, openUntilFinished, type OwnDatabase, useOwnDatabase } from './fixtures/own-database.js';

vi.setConfig({ testTimeout: 120_000 });

describe('a schema that is not public', () => {
  it.each([
    [
      "taken from the role's search path",
      async ({ admin, role, name }: OwnDatabase) => {
        await admin(`CREATE SCHEMA lab AUTHORIZATION ${role}`);
        await admin(`ALTER ROLE ${role} IN DATABASE ${name} SET search_path = lab`);
        return '';
      },
    ],
    [
      'that exists, named by ?schema=',
      async ({ admin, role }: OwnDatabase) => {
        await admin(`CREATE SCHEMA lab AUTHORIZATION ${role}`);
        return '?schema=lab';
      },
    ],
    [
      'that does not exist yet, named by ?schema=',
      async ({ admin, role, name }: OwnDatabase) => {
        await admin(`GRANT CREATE ON DATABASE ${name} TO ${role}`);
        return '?schema=lab';
      },
    ],
    [
      'taken from the options',
      async ({ admin, role }: OwnDatabase) => {
        await admin(`CREATE SCHEMA lab AUTHORIZATION ${role}`);
        return '?options=-c%20search_path%3Dlab,public&application_name=mine';
      },
    ],
    [
      'with a name that must be quoted',
      async ({ admin, role }: OwnDatabase) => {
        await admin(`CREATE SCHEMA "My Lab-1" AUTHORIZATION ${role}`);
        return `?schema=${encodeURIComponent('My Lab-1')}`;
      },
    ],
  ])("%s gets all of Rote's objects, and public none", async (_, prepare) => {
    const own = await useOwnDatabase();
    const url = `${own.url.href}${await prepare(own)}`;
    await migrate(url);
    const store = openUntilFinished(url);
    await liveThrough(store);
    const { schema } = await store.installation();
    expect(schema).toMatch(/^lab$|^My Lab-1$/);
    await expect(
      own.admin(`SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace`),
    ).resolves.toEqual([]);
    await expect(migrate(url)).resolves.toEqual([]);
  });

  it('can sit beside another Rote in the same database', async () => {
    const { url } = await useStore();
    const lab = `${url}?schema=lab`;
    await migrate(lab);
    const [one, other] = [openUntilFinished(url), openUntilFinished(lab)];
    await liveThrough(one);
    await liveThrough(other);
    const keys = [await one.installation(), await other.installation()];
    expect(new Set(keys.map(({ key }) => key)).size).toBe(2);
    const { signal } = new AbortController();
    const leads = [await one.feed.lead(signal), await other.feed.lead(signal)];
    expect(leads.every((lead) => lead !== undefined)).toBe(true);
    for (const lead of leads) await lead?.release();
  });

  it('is rejected if the search path names it and it does not exist', async () => {
    const { admin, url, role, name } = await useOwnDatabase();
    await admin(`ALTER ROLE ${role} IN DATABASE ${name} SET search_path = nowhere`);
    await expect(migrate(url.href)).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringMatching(/CREATE SCHEMA rote AUTHORIZATION .* \?schema=rote/) as string,
    });
  });
});

describe('defaults of the database', () => {
  it('do not matter', async () => {
    const { admin, name, role, url } = await useOwnDatabase();
    await admin(`GRANT CREATE ON SCHEMA public TO ${role}`);
    for (const [setting, value] of Object.entries({
      default_transaction_isolation: 'serializable',
      default_transaction_read_only: 'on',
      default_transaction_deferrable: 'on',
      statement_timeout: '1s',
      lock_timeout: '1ms',
      idle_in_transaction_session_timeout: '1ms',
      idle_session_timeout: '300ms',
      timezone: 'Asia/Tokyo',
      datestyle: 'SQL, DMY',
      intervalstyle: 'sql_standard',
      bytea_output: 'escape',
      extra_float_digits: '-15',
      standard_conforming_strings: 'off',
      client_min_messages: 'debug1',
      default_toast_compression: 'pglz',
    }))
      await admin(`ALTER DATABASE ${name} SET ${setting} = '${value}'`);
    await migrate(url.href);
    await liveThrough(openUntilFinished(url));
  });

  it('may ask for TLS that the server does not have, if it is only preferred', async () => {
    const { url } = await useStore();
    for (const mode of ['disable', 'allow', 'prefer']) {
      const store = openUntilFinished(`${url}?sslmode=${mode}`);
      await store.ping();
      await expect(store.readOnlyQuery('SELECT 1')).resolves.toMatchObject({ rows: [[1]] });
    }
    for (const mode of ['require', 'no-verify', 'verify-full'])
      await expect(openUntilFinished(`${url}?sslmode=${mode}`).ping()).rejects.toMatchObject({
        code: 'config-invalid',
        message: expect.stringContaining('sslmode=disable') as string,
      });
  });
});

describe('rejects at the start a database with', () => {
  const refused = (message: RegExp) => ({
    code: 'config-invalid',
    retryable: false,
    message: expect.stringMatching(message) as string,
  });

  it('an encoding other than UTF8', async () => {
    const { admin, url, role } = await useOwnDatabase();
    const latin = `latin_${randomUUID().replaceAll('-', '')}`;
    await admin(`CREATE DATABASE ${latin} OWNER ${role} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0`);
    onTestFinished(async () => {
      await admin(`DROP DATABASE ${latin} WITH (FORCE)`);
    });
    url.pathname = latin;
    await expect(migrate(url.href)).rejects.toMatchObject(
      refused(/LATIN1.*ENCODING 'UTF8' TEMPLATE template0/),
    );
  });

  it('a role that may not create tables', async () => {
    const { url, role } = await useOwnDatabase();
    await expect(migrate(url.href)).rejects.toMatchObject(
      refused(new RegExp(`${role}.*GRANT USAGE, CREATE ON SCHEMA "public" TO "${role}"`)),
    );
  });

  it('a role that may not write to the existing tables', async () => {
    const { admin, url, role } = await useOwnDatabase();
    const owner = new URL(url);
    await admin(`CREATE ROLE ${role}_owner LOGIN PASSWORD 'x'`);
    await admin(`GRANT CREATE ON SCHEMA public TO ${role}_owner`);
    onTestFinished(async () => {
      await admin(`DROP OWNED BY ${role}_owner CASCADE`);
      await admin(`DROP ROLE ${role}_owner`);
    });
    owner.username = `${role}_owner`;
    owner.password = 'x';
    await migrate(owner.href);
    await admin(`GRANT USAGE ON SCHEMA public TO ${role}`);
    await admin(`GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role}`);
    await expect(migrate(url.href)).rejects.toMatchObject(
      refused(/may not write to api_keys, attempts, audit_entries, .*GRANT SELECT, INSERT, UPDATE, DELETE/),
    );
    await admin(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role}`);
    await migrate(url.href);
    await liveThrough(openUntilFinished(url));
  });

  it("other tables with the names of Rote's", async () => {
    const { admin, url, role } = await useOwnDatabase();
    await admin(`GRANT CREATE ON SCHEMA public TO ${role}`);
    await admin('CREATE TABLE workers (id INT)');
    await expect(migrate(url.href)).rejects.toMatchObject(refused(/"workers" already exists.*\?schema=rote/));
  });

  it('does not reveal any part of a password that is not encoded', async () => {
    const address = 'postgresql://postgres:p@sEcRe/t:rd#%1?&@127.0.0.1:1/db';
    await expect(migrate(address)).rejects.toMatchObject(refused(/^DATABASE_URL .*Percent-encode/));
    await expect(migrate(address)).rejects.not.toThrow(/sEcRe/);
  });
});

it('ignores the migrations of another application', async () => {
  const { sql, url } = await useStore();
  await sql(`INSERT INTO _prisma_migrations (id, checksum, migration_name, logs)
    VALUES ('x', '', '20250202000000_their_broken', 'boom')`);
  await expect(migrate(url)).resolves.toEqual([]);
});

it('checks the permissions on every table that is written to', async () => {
  const { sql } = await useStore();
  const READ_ONLY = [
    '_prisma_migrations',
    'applied_files',
    'cell_transitions',
    'installation',
    'paper_reference',
    'sweep_changes',
  ];
  const tables = await sql(`SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`);
  const written = tables
    .map(({ tablename }) => String(tablename))
    .filter((name) => !READ_ONLY.includes(name));
  expect(written).toEqual([...WRITTEN_TABLES].sort());
});
