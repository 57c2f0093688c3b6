import { useStore } from '@rote/testkit';
import pg from 'pg';
import { describe, expect, it, vi } from 'vitest';
import { migrate } from '../src/index.js';
import { liveThrough, openUntilFinished, useOwnDatabase } from './fixtures/own-database.js';
import { submit, sweepOf } from './fixtures/sweep-of.js';

vi.setConfig({ testTimeout: 120_000 });

describe('the role for queries', () => {
  it('reads every view, calls every function, and nothing else', async () => {
    const { store, sql } = await useStore();
    await submit(store, sweepOf('sweep', [1]));
    await expect(store.readOnlyQuery('SELECT current_user')).resolves.toMatchObject({
      rows: [['rote_query']],
    });
    const views = await sql(
      `SELECT viewname AS name FROM pg_views WHERE schemaname = 'public' AND viewname <> 'audit_log'`,
    );
    expect(views.length).toBeGreaterThan(10);
    for (const { name } of views) await store.readOnlyQuery(`SELECT * FROM "${String(name)}"`);
    for (const call of ['SELECT * FROM figure_1b()', 'SELECT * FROM figure_1b(0.1)'])
      await expect(store.readOnlyQuery(call)).resolves.toMatchObject({ truncated: false });
    // Functions run with the permissions of their callers.
    for (const table of ['epochs', 'example_records', 'paper_reference'])
      await store.readOnlyQuery(`TABLE ${table}`);
    const denied = await sql(`SELECT tablename AS name FROM pg_tables
      WHERE schemaname = 'public' AND tablename NOT IN ('epochs', 'example_records', 'paper_reference')
      UNION SELECT 'audit_log'`);
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
      code: 'query-timeout',
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
      for (const name of [
        'rote_open_query(TEXT, TEXT[])',
        'rote_fetch_query(INTEGER)',
        'rote_fetch_rows(INTEGER)',
      ])
        await sql(`ALTER FUNCTION ${name} OWNER TO CURRENT_USER`);
      for (const call of [
        'SELECT rote_fetch_query(1)',
        'SELECT * FROM rote_fetch_rows(1) AS t (a TEXT)',
        `SELECT rote_open_query('TABLE cells')`,
      ]) {
        await reader.query('SAVEPOINT before');
        await expect(reader.query(call)).rejects.toMatchObject({ code: '42501' });
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
      ['rote_fetch_query', 'rote_fetch_rows', 'rote_open_query'].map((name) => ({
        name,
        confined: true,
        owner: 'rote_query',
        mayRead: true,
        everybody: 0,
      })),
    );
  });
});
