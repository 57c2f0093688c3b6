import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Problem } from '@rote/contracts';
import { DEFAULT_QUERY_LIMITS } from '@rote/domain';
import { waitFor } from '@rote/testkit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { specOf } from './support/specs.js';
import { startTestApi, type TestApi } from './support/test-api.js';

/** What stops a statement. `harmless`: it is answered, and has no effect. */
const ONE_QUERY = /^only one query is allowed/;
const DENIED = /permission denied|must be superuser|Only roles with|must be owner/;
const READ_ONLY = /read-only transaction/;
const CONFINED = /within security-definer function|must be set before any query/;
const TIME = /ran longer than 0\.5 s/;
/** Which limit comes first depends on the machine. */
const ENDLESS = /ran longer|temp_file_limit/;
const COST = /^PostgreSQL estimates that this query costs/;
const MISSING = /does not exist/;
const TOO_LARGE =
  /ran longer|exceeds|exceeded|out of memory|cannot enlarge|invalid memory|too large|more than 64 MiB/;
const NESTED = /cursor .* already in use|cannot be run|only one query/;
const harmless = 'harmless';
type Verdict = RegExp | typeof harmless;

const FOLDER = '@FOLDER@';
const VICTIM = '@VICTIM@';

/** Statements of someone who means harm, and what becomes of each. */
const HOSTILE: readonly (readonly [statement: string, verdict: Verdict])[] = [
  // Waiting and computing without end
  ['SELECT pg_sleep(600)', TIME],
  [`SELECT pg_sleep_for('10 minutes')`, TIME],
  [`SELECT set_config('statement_timeout', '0', false), pg_sleep(600)`, TIME],
  [
    `SELECT set_config('statement_timeout', '0', true) FROM generate_series(1, 20000) n WHERE n < 500 OR pg_sleep(600) IS NULL`,
    TIME,
  ],
  ['WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r', ENDLESS],
  [
    'WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT 1 FROM r) SELECT * FROM r ORDER BY n',
    /ran longer|temp_file_limit/,
  ],
  ['SELECT count(*) FROM generate_series(1, 1000000) a, generate_series(1, 1000000) b', COST],
  ['SELECT * FROM generate_series(1, 1e15::bigint)', /costs|temp_file_limit|ran longer/],
  [
    'SELECT count(*) FROM results a, results b, results c, generate_series(1, 1000000) d, generate_series(1, 1000000) e',
    COST,
  ],
  [`SELECT repeat('a', 30000) ~ '((a*)*)*b'`, harmless],
  [`SELECT regexp_matches(repeat('x', 20000), '(x+x+)+y', 'g')`, harmless],
  [`SELECT repeat('x', 1073741000) || repeat('y', 1073741000)`, TOO_LARGE],
  [`SELECT repeat('x', 100000000)`, TOO_LARGE],
  [
    `SELECT string_agg(repeat('x', 1000000), '') FROM generate_series(1, 1200)`,
    /exceeds|exceeded|out of memory|cannot enlarge|invalid memory|ran longer/,
  ],
  [
    `SELECT x FROM (SELECT md5(n::text) || repeat('z', 2000) AS x FROM generate_series(1, 1000000) n) t ORDER BY x`,
    /temp_file_limit|ran longer/,
  ],
  [`SELECT set_config('temp_file_limit', '-1', false)`, DENIED],
  // More than one statement, and statements that are no query
  ['SELECT 1; DROP TABLE cells', ONE_QUERY],
  ['SELECT 1; COMMIT; DELETE FROM cells', ONE_QUERY],
  ['COMMIT', ONE_QUERY],
  ['ROLLBACK', ONE_QUERY],
  ['BEGIN', ONE_QUERY],
  ['SET TRANSACTION READ WRITE', ONE_QUERY],
  ['SET ROLE postgres', ONE_QUERY],
  ['RESET ROLE', ONE_QUERY],
  ['RESET ALL', ONE_QUERY],
  ['SET SESSION AUTHORIZATION DEFAULT', ONE_QUERY],
  ['DISCARD ALL', ONE_QUERY],
  [`DO $$ BEGIN PERFORM pg_sleep(600); END $$`, ONE_QUERY],
  ['CALL nothing()', MISSING],
  ['VACUUM', ONE_QUERY],
  ['ANALYZE', ONE_QUERY],
  ['CHECKPOINT', ONE_QUERY],
  ['CLUSTER', ONE_QUERY],
  ['LISTEN rote', ONE_QUERY],
  [`NOTIFY rote, 'x'`, ONE_QUERY],
  ['LOCK TABLE cells', ONE_QUERY],
  [`PREPARE TRANSACTION 'x'`, ONE_QUERY],
  ['PREPARE x AS SELECT 1', ONE_QUERY],
  ['EXECUTE x', /does not exist|only one query/],
  ['DECLARE mine CURSOR WITH HOLD FOR SELECT 1', ONE_QUERY],
  ['FETCH 1 FROM answer', /does not exist|only one query/],
  ['CREATE TABLE mine (id INT)', ONE_QUERY],
  ['CREATE TEMP TABLE mine (id INT)', ONE_QUERY],
  ['CREATE TEMP TABLE mine AS SELECT 1', ONE_QUERY],
  ['SELECT 1 AS one INTO TEMP mine', ONE_QUERY],
  [`CREATE FUNCTION mine() RETURNS INT LANGUAGE sql AS 'SELECT 1'`, ONE_QUERY],
  ['CREATE EXTENSION dblink', ONE_QUERY],
  ['ALTER ROLE rote_query SUPERUSER', ONE_QUERY],
  ['GRANT rote_reader TO PUBLIC', ONE_QUERY],
  [`ALTER SYSTEM SET work_mem = '1GB'`, ONE_QUERY],
  [`COPY results TO '${FOLDER}/results.csv'`, ONE_QUERY],
  [`COPY (SELECT 1) TO PROGRAM 'touch ${FOLDER}/program'`, ONE_QUERY],
  ['COPY (SELECT 1) TO STDOUT', ONE_QUERY],
  [`COPY cells FROM '/etc/passwd'`, ONE_QUERY],
  [`LOAD 'plpgsql'`, ONE_QUERY],
  // Writing
  ['INSERT INTO sweeps DEFAULT VALUES RETURNING 1', /only one query|permission denied/],
  ['DELETE FROM cells RETURNING 1', /only one query|permission denied/],
  ['UPDATE sweeps SET priority = 1 RETURNING 1', /only one query|permission denied/],
  ['WITH gone AS (DELETE FROM sweep_cells RETURNING 1) SELECT * FROM gone', /must be at the top level/],
  ['EXPLAIN ANALYZE DELETE FROM sweep_cells', READ_ONLY],
  ['EXPLAIN ANALYZE CREATE TABLE mine AS SELECT 1', DENIED],
  ['SELECT * FROM results FOR UPDATE', /permission denied|read-only/],
  [`SELECT nextval('mine')`, MISSING],
  [`SELECT lo_create(424242)`, READ_ONLY],
  [`SELECT lo_from_bytea(424243, 'x')`, READ_ONLY],
  [`SELECT lo_import('/etc/passwd')`, /permission denied|read-only/],
  [`SELECT lo_export(1, '${FOLDER}/lo')`, /permission denied|read-only|does not exist/],
  [`SELECT lo_unlink(1)`, READ_ONLY],
  ['TABLE cells', DENIED],
  ['SELECT * FROM api_keys', DENIED],
  ['SELECT * FROM installation', DENIED],
  // Another role, another setting
  [`SELECT set_config('role', session_user, false), query_to_xml('TABLE cells', true, true, '')`, CONFINED],
  [`SELECT set_config('role', 'none', true)`, CONFINED],
  [`SELECT set_config('session_authorization', session_user, true)`, CONFINED],
  [`SELECT U&"set\\005fconfig"('role', 'none', true)`, CONFINED],
  [`SELECT query_to_xml('SELECT set_config(''role'', ''none'', false)', true, true, '')`, CONFINED],
  [`SELECT query_to_xml('TABLE cells', true, true, '')`, DENIED],
  [`SELECT table_to_xml('cells', true, true, '')`, DENIED],
  [`SELECT query_to_xml('DELETE FROM cells', true, true, '')`, /not allowed in a non-volatile function/],
  [`SELECT set_config('transaction_read_only', 'off', true)`, CONFINED],
  [
    `SELECT set_config('default_transaction_read_only', 'off', false), set_config('search_path', 'pg_temp', false)`,
    harmless,
  ],
  [`SELECT set_config('work_mem', '1GB', false)`, harmless],
  [`SELECT set_config('idle_in_transaction_session_timeout', '0', false)`, harmless],
  [`SELECT set_config('session_preload_libraries', 'x', false)`, DENIED],
  // The functions that run queries, called by a query
  [`SELECT rote_open_query('TABLE cells', '{}')`, NESTED],
  ['SELECT * FROM rote_fetch_rows(1) AS t (n INT)', /cannot be run|already active|does not match/],
  [`EXPLAIN SELECT rote_open_query('DROP TABLE cells', '{}')`, harmless],
  // Files and programs of the server
  [`SELECT pg_read_file('/etc/passwd')`, DENIED],
  [`SELECT pg_read_binary_file('/etc/passwd')`, DENIED],
  [`SELECT pg_ls_dir('/')`, DENIED],
  [`SELECT pg_stat_file('/etc/passwd')`, DENIED],
  ['SELECT pg_ls_logdir()', DENIED],
  ['SELECT pg_current_logfile()', DENIED],
  [`SELECT xmlparse(DOCUMENT '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>')`, harmless],
  [`SELECT xpath_table('id', 'x', 'results', '/', 'true')`, MISSING],
  [`SELECT dblink_connect('dbname=postgres')`, MISSING],
  // Secrets and other people
  ['SELECT * FROM pg_authid', DENIED],
  ['SELECT * FROM pg_shadow', DENIED],
  ['SELECT * FROM pg_user_mapping', DENIED],
  ['SELECT * FROM pg_hba_file_rules', DENIED],
  ['SELECT * FROM pg_file_settings', DENIED],
  ['SELECT * FROM pg_largeobject', DENIED],
  ['SELECT * FROM pg_statistic', DENIED],
  [`SELECT current_setting('data_directory')`, DENIED],
  [`SELECT current_setting('hba_file')`, DENIED],
  ['SHOW config_file', DENIED],
  ['SELECT passwd FROM pg_user', harmless],
  [`SELECT prosrc FROM pg_proc WHERE proname = 'rote_open_query'`, harmless],
  [`SELECT pg_get_functiondef('rote_open_query'::regproc)`, harmless],
  // Other connections and the server
  [`SELECT pg_terminate_backend(${VICTIM})`, DENIED],
  [`SELECT pg_cancel_backend(${VICTIM})`, DENIED],
  ['SELECT pg_advisory_lock(72707369)', harmless],
  ['SELECT pg_advisory_xact_lock_shared(1)', harmless],
  [`SELECT pg_notify('rote', 'x')`, harmless],
  ['SELECT pg_reload_conf()', DENIED],
  ['SELECT pg_rotate_logfile()', DENIED],
  ['SELECT pg_switch_wal()', DENIED],
  [`SELECT pg_create_restore_point('x')`, DENIED],
  [`SELECT pg_backup_start('x')`, DENIED],
  ['SELECT pg_promote()', DENIED],
  [`SELECT pg_create_logical_replication_slot('mine', 'pgoutput')`, DENIED],
  [`SELECT pg_create_physical_replication_slot('mine', true)`, DENIED],
  [`SELECT pg_replication_origin_create('mine')`, DENIED],
  [`SELECT pg_logical_emit_message(true, 'rote', 'x')`, harmless],
  [`SELECT pg_stat_reset()`, DENIED],
  [`SELECT pg_export_snapshot()`, harmless],
];

let api: TestApi;
let folder: string;
let victim: pg.Client;
const heard: string[] = [];
beforeAll(async () => {
  api = await startTestApi({
    queryLimits: { ...DEFAULT_QUERY_LIMITS, timeoutMs: 500, tempFilesMb: 8, workMemoryMb: 1 },
  });
  await api.app.inject({ method: 'POST', url: '/v1/sweeps', payload: specOf(3) });
  folder = await mkdtemp(path.join(tmpdir(), 'rote-hostile-'));
  victim = new pg.Client({ connectionString: api.url });
  await victim.connect();
  victim.on('notification', ({ channel }) => heard.push(channel));
  await victim.query('LISTEN rote');
});
afterAll(async () => {
  await victim.end();
  await rm(folder, { recursive: true });
  await api.close();
});

/** Everything that a hostile statement could have changed. */
const STATE = `SELECT (SELECT count(*)::int FROM cells) AS cells, (SELECT count(*)::int FROM sweep_cells) AS members,
  (SELECT count(*)::int FROM pg_class WHERE relname = 'mine') AS tables,
  (SELECT count(*)::int FROM pg_proc WHERE proname = 'mine') AS functions,
  (SELECT count(*)::int FROM pg_extension) AS extensions,
  (SELECT count(*)::int FROM pg_largeobject_metadata) AS "largeObjects",
  (SELECT count(*)::int FROM pg_replication_slots) AS slots,
  (SELECT count(*)::int FROM pg_replication_origin) AS origins,
  (SELECT count(*)::int FROM pg_prepared_xacts) AS prepared,
  (SELECT string_agg(rolname || rolsuper || rolcanlogin, ',' ORDER BY rolname) FROM pg_roles WHERE rolname ~ '^rote') AS roles,
  (SELECT count(*)::int FROM pg_auth_members) AS memberships,
  (SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory'
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS locks,
  (SELECT string_agg(name || setting, ',') FROM pg_settings WHERE name IN ('work_mem', 'transaction_read_only', 'temp_file_limit')) AS settings`;

const ask = (sql: string) => api.app.inject({ method: 'POST', url: '/v1/query', payload: { sql } });
const sessions = () =>
  api.sql(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'rote-query%'`,
  );

describe('hostile statements', () => {
  it('are at least sixty', () => {
    expect(HOSTILE.length).toBeGreaterThan(60);
  });

  it('have no effect, and leave no connection; the API answers meanwhile', async () => {
    const { rows } = await victim.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const before = await api.sql(STATE);
    const surprises: unknown[] = [];
    for (const [written, verdict] of HOSTILE) {
      const sql = written.replaceAll(FOLDER, folder).replaceAll(VICTIM, String(rows[0]?.pid));
      const [response, meanwhile] = await Promise.all([ask(sql), api.app.inject('/v1/sweeps')]);
      expect(meanwhile.statusCode).toBe(200);
      const { detail = '' } = response.json<Partial<Problem>>();
      const asExpected =
        verdict === harmless
          ? response.statusCode === 200
          : [400, 422].includes(response.statusCode) && verdict.test(detail);
      if (!asExpected)
        surprises.push([
          written,
          String(verdict),
          response.statusCode,
          detail || response.body.slice(0, 200),
        ]);
    }
    expect(surprises).toEqual([]);
    expect(await api.sql(STATE)).toEqual(before);
    expect(await readdir(folder)).toEqual([]);
    await victim.query('SELECT 1'); // alive, and what it could have heard has arrived
    expect(heard).toEqual([]);
    await waitFor(async () => (await sessions()).length === 0, { describe: 'the end of the sessions' });
    const clean = await ask(
      `SELECT current_user AS who, current_setting('work_mem') AS memory, current_setting('transaction_read_only') AS closed`,
    );
    expect(clean.json()).toMatchObject({ rows: [{ who: 'rote_query', memory: '1MB', closed: 'on' }] });
  }, 120_000);

  it('do not see the text of other people’s queries', async () => {
    await victim.query(`SELECT 'a secret in a query'`);
    const seen = await ask(
      `SELECT query FROM pg_stat_activity WHERE query LIKE '%a secret in%' AND pid <> pg_backend_pid()`,
    );
    expect(seen.json()).toMatchObject({ rows: [] });
  });

  it('find nothing to run them as anyone else: without the confined functions, no query runs', async () => {
    await api.sql('ALTER FUNCTION rote_open_query(TEXT, TEXT[]) SECURITY INVOKER');
    const refused = await ask('SELECT 1');
    expect(refused.json()).toMatchObject({ status: 503, code: 'service-unavailable' });
    await api.sql('ALTER FUNCTION rote_open_query(TEXT, TEXT[]) SECURITY DEFINER');
    expect((await ask('SELECT 1')).statusCode).toBe(200);
  });
});
