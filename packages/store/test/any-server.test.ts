import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, connect, type Socket, type AddressInfo } from 'node:net';
import { createTestDatabase, waitFor } from '@rote/testkit';
import pg from 'pg';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { WRITTEN_TABLES } from '../src/database/check-server.js';
import { openDatabase } from '../src/database/database.js';
import { toRoteError } from '../src/database/database-error.js';
import { migrate, openStore, type Store } from '../src/index.js';
import { submit, sweepOf } from './fixtures/sweep-of.js';
import { claimOne, epochOf, registerWorker, resultOf } from './fixtures/training.js';
import { useStore } from './fixtures/use-store.js';

vi.setConfig({ testTimeout: 120_000 });

interface OwnDatabase {
  /** Runs a statement as the administrator of the server. */
  readonly admin: (statement: string) => Promise<readonly Record<string, unknown>[]>;
  readonly name: string;
  /** A role that owns neither the database nor anything in it. */
  readonly role: string;
  /** The URL for that role. */
  readonly url: URL;
}

/** An empty database that only this test uses, and a role that may log in. */
async function useOwnDatabase(): Promise<OwnDatabase> {
  const database = await createTestDatabase();
  const role = `tester_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const admin = async (statement: string) => (await client.query<Record<string, unknown>>(statement)).rows;
  await admin('DROP SCHEMA public CASCADE');
  await admin('CREATE SCHEMA public');
  await admin('GRANT USAGE ON SCHEMA public TO PUBLIC');
  await admin(`CREATE ROLE ${role} LOGIN PASSWORD 'p@ss/w#%?'`);
  onTestFinished(async () => {
    await admin(`DROP OWNED BY ${role} CASCADE`);
    await admin(`DROP ROLE ${role}`);
    await client.end();
    await database.drop();
  });
  const url = new URL(database.url);
  url.username = role;
  url.password = encodeURIComponent('p@ss/w#%?');
  return { admin, name: url.pathname.slice(1), role, url };
}

function openUntilFinished(url: URL | string): Store {
  const store = openStore({ databaseUrl: String(url), maxConnections: 5 });
  onTestFinished(() => store.close());
  return store;
}

/** Everything that happens to a sweep, from its submission to a query of its results. */
async function liveThrough(store: Store): Promise<void> {
  const before = Date.now() - 60_000;
  const sweeps = await Promise.all(
    [1, 2, 3].map((seed) => submit(store, sweepOf('sweep', [1, 2, seed + 2]))),
  );
  await registerWorker(store);
  const ref = await claimOne(store);
  await expect(store.attempts.recordStart(ref, { step: 0, epoch: 0 })).resolves.toBe(true);
  await expect(store.attempts.recordEpochs(ref, [epochOf(1)])).resolves.toBe(true);
  await expect(store.attempts.finish(ref, resultOf({ epochs: 1, final: epochOf(1) }), null)).resolves.toBe(
    true,
  );
  const [sweep] = await store.sweeps.list({ limit: 1 });
  expect(sweep?.createdAt.getTime()).toBeGreaterThan(before);
  expect(sweep?.createdAt.getTime()).toBeLessThan(Date.now() + 60_000);
  const id = sweeps[0]?.id ?? '';
  await expect(store.sweeps.listCells(id, { limit: 10 })).resolves.toHaveLength(3);
  await expect(store.cells.result(ref.cellId)).resolves.toMatchObject({ result: { outcome: 'succeeded' } });
  await expect(store.reports.read(id)).resolves.toBeDefined();
  const lead = await store.feed.lead(new AbortController().signal);
  expect(lead).toBeDefined();
  await lead?.release();
  const { rows } = await store.readOnlyQuery(
    `SELECT count(*), (SELECT count(*) FROM figure_1b()) FROM results WHERE outcome = 'succeeded'`,
  );
  expect(rows).toEqual([[3, expect.any(Number) as number]]);
}

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
      refused(/may not write to attempts, cell_results, .*GRANT SELECT, INSERT, UPDATE, DELETE/),
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

describe('a temporary failure', () => {
  const again = { code: 'service-unavailable', retryable: true };

  it('by a deadlock is retried at once', async () => {
    const { url, sql } = await useStore();
    await sql('CREATE TABLE pair (id INT PRIMARY KEY, n INT NOT NULL)');
    await sql('INSERT INTO pair VALUES (1, 0), (2, 0)');
    const { client, transaction } = openDatabase({ databaseUrl: url, maxConnections: 2 });
    onTestFinished(() => client.$disconnect());
    let met = 0;
    let open: () => void = () => undefined;
    const bothHoldOne = new Promise<void>((resolve) => (open = resolve));
    const both = ([first, second]: readonly [number, number]) =>
      transaction(async (tx) => {
        await tx.$executeRaw`UPDATE pair SET n = n + 1 WHERE id = ${first}`;
        if (++met === 2) open();
        await bothHoldOne;
        await tx.$executeRaw`UPDATE pair SET n = n + 1 WHERE id = ${second}`;
      });
    await Promise.all([both([1, 2]), both([2, 1])]);
    expect(met).toBeGreaterThan(2);
    await expect(sql('SELECT n FROM pair')).resolves.toEqual([{ n: 2 }, { n: 2 }]);
  });

  it('by a cancelled statement is retryable', async () => {
    const { url, sql } = await useStore();
    const { client, transaction } = openDatabase({ databaseUrl: url, maxConnections: 2 });
    onTestFinished(() => client.$disconnect());
    for (const run of [
      async () => await client.$queryRaw`SELECT pg_sleep(60)`,
      () => transaction((tx) => tx.$queryRaw`SELECT pg_sleep(60)`),
    ]) {
      // Not before this statement's turn: cancelling the other one would cancel it too.
      const ended = expect(run().catch(toRoteError)).resolves.toMatchObject(again);
      await waitFor(
        async () =>
          (
            await sql(`SELECT pg_cancel_backend(pid) FROM pg_stat_activity
              WHERE datname = current_database() AND wait_event = 'PgSleep'`)
          ).length > 0,
        { describe: 'the statement' },
      );
      await ended;
    }
  });

  it('notices a server that stops responding, but gives a live one all the time it needs', async () => {
    const { url } = await useStore();
    const { address, stall } = await useStallingProxy(new URL(url));
    const store = openUntilFinished(address);
    await store.ping();
    stall();
    await Promise.all([
      expect(store.sweeps.list({ limit: 1 })).rejects.toMatchObject(again),
      expect(store.workers.list({ leaseMs: 1000 })).rejects.toMatchObject(again),
      expect(store.sweeps.cancel(randomUUID())).rejects.toMatchObject(again),
    ]);
  });
});

/** A proxy to the server that can stall: then no data moves any more, and no connection ends. */
async function useStallingProxy(server: URL): Promise<{ address: string; stall: () => void }> {
  const sockets = new Set<Socket>();
  let stalls = false;
  const proxy = createServer((client) => {
    const upstream = connect(Number(server.port), server.hostname);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.on('error', () => undefined);
      from.on('data', (data) => {
        if (!stalls) to.write(data);
      });
      from.on('close', () => to.destroy());
    }
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    proxy.close();
  });
  const address = new URL(server);
  address.port = String((proxy.address() as AddressInfo).port);
  return {
    address: address.href,
    stall() {
      stalls = true;
    },
  };
}

describe('the role for queries', () => {
  it('reads every view, calls every function, and nothing else', async () => {
    const { store, sql } = await useStore();
    await submit(store, sweepOf('sweep', [1]));
    await expect(store.readOnlyQuery('SELECT current_user')).resolves.toMatchObject({
      rows: [['rote_query']],
    });
    const views = await sql(`SELECT viewname AS name FROM pg_views WHERE schemaname = 'public'`);
    expect(views.length).toBeGreaterThan(10);
    for (const { name } of views) await store.readOnlyQuery(`SELECT * FROM "${String(name)}"`);
    for (const call of ['SELECT * FROM figure_1b()', 'SELECT * FROM figure_1b(0.1)'])
      await expect(store.readOnlyQuery(call)).resolves.toMatchObject({ truncated: false });
    // Functions run with the permissions of their callers.
    for (const table of ['epochs', 'example_records', 'paper_reference'])
      await store.readOnlyQuery(`TABLE ${table}`);
    const denied = await sql(`SELECT tablename AS name FROM pg_tables
      WHERE schemaname = 'public' AND tablename NOT IN ('epochs', 'example_records', 'paper_reference')`);
    for (const { name } of denied)
      await expect(store.readOnlyQuery(`TABLE "${String(name)}"`), String(name)).rejects.toMatchObject({
        code: 'request-invalid',
        message: expect.stringMatching(/permission denied .*views.*docs\/reference\/views\.md/) as string,
      });
    for (const query of [
      `SELECT pg_read_file('/etc/passwd')`,
      'SELECT * FROM pg_authid',
      `SELECT pg_create_physical_replication_slot('c_test', true)`,
      'SELECT pg_reload_conf()',
      'SELECT pg_switch_wal()',
    ])
      await expect(store.readOnlyQuery(query), query).rejects.toMatchObject({ code: 'request-invalid' });
  });

  it('may read views that a person creates, after a process has started again', async () => {
    const { store, sql, url } = await useStore();
    await sql('CREATE VIEW mine AS SELECT 1 AS one');
    await expect(store.readOnlyQuery('TABLE mine')).rejects.toThrow(/GRANT SELECT .* TO rote_reader/);
    await migrate(url);
    await expect(store.readOnlyQuery('TABLE mine')).resolves.toMatchObject({ rows: [[1]] });
  });

  it('is optional: without permission to create it, queries run as the role of DATABASE_URL, and a message says so', async () => {
    const { admin, url, role } = await useOwnDatabase();
    await admin(`GRANT CREATE ON SCHEMA public TO ${role}`);
    const notes: string[] = [];
    await migrate(url.href, { onNote: (note) => notes.push(note) });
    expect(notes).toEqual([expect.stringMatching(/rote_query.*GRANT rote_reader, rote_query TO/)]);
    const store = openUntilFinished(url);
    await expect(store.readOnlyQuery('SELECT current_user, count(*) FROM results')).resolves.toMatchObject({
      rows: [[role, 0]],
    });
    await expect(store.readOnlyQuery('DELETE FROM cells')).rejects.toMatchObject({ code: 'request-invalid' });
  });

  it('is used by a role that is no superuser once an administrator has granted it', async () => {
    const { admin, url, role } = await useOwnDatabase();
    await admin(`CREATE SCHEMA lab AUTHORIZATION ${role}`);
    await admin(`GRANT rote_reader, rote_query TO ${role}`);
    url.searchParams.set('schema', 'lab');
    const notes: string[] = [];
    await migrate(url.href, { onNote: (note) => notes.push(note) });
    expect(notes).toEqual([]);
    const store = openUntilFinished(url);
    await expect(store.readOnlyQuery('SELECT current_user, session_user')).resolves.toMatchObject({
      rows: [['rote_query', role]],
    });
    await expect(store.readOnlyQuery('TABLE lab.cells')).rejects.toThrow(/permission denied/);
    await expect(
      admin(
        `SELECT FROM pg_namespace WHERE nspname = 'lab' AND has_schema_privilege('rote_query', oid, 'CREATE')`,
      ),
    ).resolves.toEqual([]);
    await liveThrough(store);
    await migrate(url.href);
  });

  /** Attempts to give a query the permissions of DATABASE_URL, or more time. */
  const ESCAPES = [
    `SELECT set_config('role', session_user, false), query_to_xml('TABLE cells', true, true, '')`,
    `SELECT set_config('role', 'none', true), query_to_xml('TABLE cells', true, true, '')`,
    `SELECT set_config('session_authorization', session_user, true)`,
    `SELECT query_to_xml('SELECT set_config(''role'', ''none'', false)', true, true, '')`,
    `SELECT U&"set\\005fconfig"('role', 'none', true)`,
    `SELECT set_config('transaction_read_only', 'off', true)`,
    `SELECT set_config('role', 'none', true) FROM generate_series(1, 3)`,
    `EXPLAIN ANALYZE SELECT set_config('role', 'none', true)`,
    'RESET ROLE',
    'SET ROLE NONE',
    'SELECT 1; RESET ROLE',
    'SELECT 1; RESET ROLE; SELECT 2',
  ];

  it.each(ESCAPES)('cannot be escaped by %s', async (query) => {
    const { store } = await useStore();
    await expect(store.readOnlyQuery(query)).rejects.toMatchObject({
      code: 'request-invalid',
      message: expect.stringMatching(
        /within security-definer function|must be set before any query|^only one query is allowed/,
      ) as string,
    });
  });

  it('keeps its permissions and time limit from one batch of rows to the next', async () => {
    const { store } = await useStore();
    const { batches } = await store.streamQuery(
      `SELECT n, current_user, set_config('statement_timeout', '0', false), CASE WHEN n > 10 THEN pg_sleep(600) END
       FROM generate_series(1, 20) n`,
      { batchRows: 10, timeoutMs: 500 },
    );
    const roles = new Set<string | null | undefined>();
    const read = async () => {
      for await (const rows of batches) for (const row of rows) roles.add(row[1]);
    };
    await expect(read()).rejects.toMatchObject({
      code: 'request-invalid',
      message: 'the query ran longer than 0.5 s (its time limit) and was ended',
    });
    expect([...roles]).toEqual(['rote_query']);
  });

  it('runs no query with the permissions of a person who restored a dump, and regains its functions when a process starts', async () => {
    const { store, sql, url } = await useStore();
    const reader = new pg.Client({ connectionString: url });
    await reader.connect();
    try {
      await reader.query('SET SESSION AUTHORIZATION rote_reader');
      await reader.query('BEGIN');
      await reader.query(`DECLARE answer CURSOR FOR SELECT current_user::text`);
      for (const name of ['rote_open_query(TEXT)', 'rote_fetch_query(INTEGER)'])
        await sql(`ALTER FUNCTION ${name} OWNER TO CURRENT_USER`);
      for (const call of ['rote_fetch_query(1)', `rote_open_query('TABLE cells')`]) {
        await reader.query('SAVEPOINT before');
        await expect(reader.query(`SELECT ${call}`)).rejects.toMatchObject({ code: '42501' });
        await reader.query('ROLLBACK TO before');
      }
    } finally {
      await reader.end();
    }
    await migrate(url);
    await expect(store.readOnlyQuery('SELECT current_user')).resolves.toMatchObject({
      rows: [['rote_query']],
    });
  });

  it('belongs to no login, so no reader can change what queries run as', async () => {
    const { sql } = await useStore();
    await expect(
      sql(`SELECT rolcanlogin AS "logsIn", rolsuper AS "isSuper",
        pg_has_role('rote_reader', oid, 'MEMBER') AS "isReaders" FROM pg_roles WHERE rolname = 'rote_query'`),
    ).resolves.toEqual([{ logsIn: false, isSuper: false, isReaders: false }]);
    await expect(
      sql(`SELECT proname AS name, prosecdef AS confined, pg_get_userbyid(proowner)::text AS owner,
        has_function_privilege('rote_reader', oid, 'EXECUTE') AS "mayRead",
        (SELECT count(*)::int FROM aclexplode(proacl) WHERE grantee = 0) AS everybody
        FROM pg_proc WHERE proname ~ '^rote_' ORDER BY proname`),
    ).resolves.toEqual(
      ['rote_fetch_query', 'rote_open_query'].map((name) => ({
        name,
        confined: true,
        owner: 'rote_query',
        mayRead: true,
        everybody: 0,
      })),
    );
  });
});
