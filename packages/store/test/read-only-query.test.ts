import { RoteError } from '@rote/domain';
import { useStore, waitFor } from '@rote/testkit';
import { describe, expect, it } from 'vitest';
import type { Store, TextRow } from '../src/index.js';
import { submit, sweepOf } from './fixtures/sweep-of.js';

describe('readOnlyQuery', () => {
  it('returns columns, and rows as arrays, up to a maximum', async () => {
    const { store } = await useStore();
    await expect(
      store.readOnlyQuery(
        `SELECT n, n::bigint * 2 AS n, n / 4.0 AS quarter, 9007199254740993 AS large FROM generate_series(1, 5) n;`,
        { maxRows: 2 },
      ),
    ).resolves.toEqual({
      columns: ['n', 'n', 'quarter', 'large'],
      rows: [
        [1, 2, 0.25, '9007199254740993'],
        [2, 4, 0.5, '9007199254740993'],
      ],
      truncated: true,
    });
    await expect(store.readOnlyQuery('VALUES (1)', { maxRows: 1 })).resolves.toMatchObject({
      truncated: false,
    });
  });

  it('shows where in the query an error is', async () => {
    const { store } = await useStore();
    await expect(store.readOnlyQuery('SELECT state,\n  nonsense FROM results')).rejects.toMatchObject({
      code: 'request-invalid',
      message: 'column "nonsense" does not exist at line 2, column 3',
    });
    await expect(store.readOnlyQuery('SELECT state FRM results')).rejects.toMatchObject({
      code: 'request-invalid',
    });
  });

  it('cannot write', async () => {
    const { store, sql } = await useStore();
    await submit(store, sweepOf('sweep', [1]));
    for (const query of [
      'DELETE FROM sweep_cells',
      'SELECT 1; COMMIT; DELETE FROM sweep_cells',
      'WITH gone AS (DELETE FROM sweep_cells RETURNING 1) SELECT * FROM gone',
      `SELECT nextval('x') FROM set_config('transaction_read_only', 'off', false)`,
      'CREATE TABLE mine (id INT)',
    ])
      await expect(store.readOnlyQuery(query), query).rejects.toMatchObject({ code: 'request-invalid' });
    await expect(sql('SELECT count(*)::int AS left FROM sweep_cells')).resolves.toEqual([{ left: 1 }]);
  });

  it('reports that an empty query is empty', async () => {
    const { store } = await useStore();
    for (const query of ['', ' ;', '-- a comment', ' ; /* ; */ ;', '/* one /* in */ another */ -- so'])
      await expect(store.readOnlyQuery(query), query).rejects.toMatchObject({
        message: 'the query is empty',
      });
    await expect(store.readOnlyQuery('SELECT 1; SELECT 2')).rejects.toThrow(/^only one query is allowed/);
  });

  it('ends a query that runs too long', async () => {
    const { store } = await useStore();
    await expect(store.readOnlyQuery('SELECT pg_sleep(60)', { timeoutMs: 50 })).rejects.toMatchObject({
      code: 'query-timeout',
      message: 'the query ran longer than 0.05 s (its time limit) and was ended',
    });
  });

  it('leaves no lock behind', async () => {
    const { store, sql } = await useStore();
    await store.readOnlyQuery('SELECT pg_advisory_lock(1)');
    await expect(
      sql(`SELECT FROM pg_locks WHERE locktype = 'advisory' AND database =
           (SELECT oid FROM pg_database WHERE datname = current_database())`),
    ).resolves.toEqual([]);
  });
});

describe('EXPLAIN and SHOW', () => {
  it('are answered', async () => {
    const { store } = await useStore();
    const shown = await store.readOnlyQuery('SHOW server_encoding; -- so');
    expect(shown).toEqual({ columns: ['server_encoding'], rows: [['UTF8']], truncated: false });
    const { columns, rows } = await store.readOnlyQuery('-- why\n/* so? */ EXPLAIN SELECT * FROM results', {
      maxRows: 1,
    });
    expect(columns).toEqual(['QUERY PLAN']);
    expect(rows).toHaveLength(1);
  });

  it('cannot write, and are one statement', async () => {
    const { store, sql } = await useStore();
    await submit(store, sweepOf('sweep', [1]));
    for (const query of [
      'EXPLAIN ANALYZE DELETE FROM sweep_cells',
      'EXPLAIN ANALYZE CREATE TABLE mine AS SELECT 1',
      'SHOW server_encoding; DELETE FROM sweep_cells',
    ])
      await expect(store.readOnlyQuery(query), query).rejects.toMatchObject({ code: 'request-invalid' });
    await expect(sql('SELECT count(*)::int AS left FROM sweep_cells')).resolves.toEqual([{ left: 1 }]);
    await expect(sql(`SELECT to_regclass('mine') AS mine`)).resolves.toEqual([{ mine: null }]);
    await expect(store.readOnlyQuery('EXPLAIN\n SELECT nonsense')).rejects.toThrow(/at line 2, column 9/);
  });
});

describe('a signal', () => {
  const RUNNING = `SELECT FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event = 'PgSleep'`;

  it('cancels the query on the server', async () => {
    const { store, sql } = await useStore();
    const controller = new AbortController();
    const ended = expect(
      store.readOnlyQuery('SELECT pg_sleep(600)', { signal: controller.signal, timeoutMs: 700_000 }),
    ).rejects.toMatchObject({ code: 'aborted', message: 'Ctrl-C' });
    await waitFor(async () => (await sql(RUNNING)).length === 1, { describe: 'the query' });
    controller.abort(new RoteError('aborted', 'Ctrl-C'));
    await ended;
    await waitFor(async () => (await sql(RUNNING)).length === 0, { describe: 'the end of the query' });
  });

  it('that has already aborted keeps the query from being sent', async () => {
    const { store } = await useStore();
    const signal = AbortSignal.abort();
    await expect(store.readOnlyQuery('SELECT 1', { signal })).rejects.toMatchObject({ code: 'aborted' });
  });

  it('ends a stream', async () => {
    const { store } = await useStore();
    const controller = new AbortController();
    const { batches } = await store.streamQuery('SELECT generate_series(1, 100000)', {
      signal: controller.signal,
      batchRows: 10,
    });
    const read = async () => {
      for await (const batch of batches) if (batch.length > 0) controller.abort();
    };
    await expect(read()).rejects.toMatchObject({ code: 'aborted' });
  });
});

describe('streamQuery', () => {
  const readAll = async (stream: Awaited<ReturnType<Store['streamQuery']>>) => {
    const rows: TextRow[] = [];
    for await (const batch of stream.batches) rows.push(...batch);
    return rows;
  };

  it("keeps each value as Postgres writes it, whatever the server's defaults are", async () => {
    const { store, sql } = await useStore();
    await sql(`DO $$ BEGIN
      EXECUTE format('ALTER DATABASE %I SET timezone = ''Asia/Tokyo''', current_database());
      EXECUTE format('ALTER DATABASE %I SET datestyle = ''German''', current_database());
      EXECUTE format('ALTER DATABASE %I SET intervalstyle = ''iso_8601''', current_database());
      EXECUTE format('ALTER DATABASE %I SET bytea_output = ''escape''', current_database());
      EXECUTE format('ALTER DATABASE %I SET extra_float_digits = 0', current_database());
    END $$`);
    const stream =
      await store.streamQuery(`SELECT 'NaN'::float8 AS a, '-Infinity'::float8 AS a, NULL::float8 AS c,
      0.1234567890123456789012345 AS d, 1.10 AS e, 9007199254740993 AS f, DATE '2026-11-28' AS g,
      TIMESTAMPTZ '2026-11-28 01:02:03.000004+09' AS h, 'infinity'::timestamptz AS i, INTERVAL '1 day 1 hour' AS j,
      '\\xdeade0'::bytea AS k, ARRAY[1, 2] AS l, 0.1::float8 + 0.2::float8 AS m, true AS n`);
    expect(stream.columns).toEqual([
      { name: 'a', type: 'double precision' },
      { name: 'a', type: 'double precision' },
      { name: 'c', type: 'double precision' },
      { name: 'd', type: 'numeric' },
      { name: 'e', type: 'numeric' },
      { name: 'f', type: 'bigint' },
      { name: 'g', type: 'date' },
      { name: 'h', type: 'timestamp with time zone' },
      { name: 'i', type: 'timestamp with time zone' },
      { name: 'j', type: 'interval' },
      { name: 'k', type: 'bytea' },
      { name: 'l', type: 'integer[]' },
      { name: 'm', type: 'double precision' },
      { name: 'n', type: 'boolean' },
    ]);
    await expect(readAll(stream)).resolves.toEqual([
      [
        'NaN',
        '-Infinity',
        null,
        '0.1234567890123456789012345',
        '1.10',
        '9007199254740993',
        '2026-11-28',
        '2026-11-27 16:02:03.000004+00',
        'infinity',
        '1 day 01:00:00',
        '\\xdeade0',
        '{1,2}',
        '0.30000000000000004',
        't',
      ],
    ]);
  });

  it('separates text that looks like the text of a record, columns without a name, and rows without a column', async () => {
    const { store } = await useStore();
    const values = [
      '',
      ' ',
      'a,b',
      '(',
      ')',
      '"',
      '""',
      '\\',
      '\\"',
      'two\nlines',
      '{"a": "b"}',
      'é "ß", 東京',
      'NULL',
    ];
    const list = values.map((value) => `'${value}'`).join(', ');
    await expect(readAll(await store.streamQuery(`SELECT ${list}, NULL, NULL`))).resolves.toEqual([
      [...values, null, null],
    ]);
    const records = await store.streamQuery(`SELECT ROW(1, ROW('a"b', NULL)), ARRAY['a,b', NULL], NULL`);
    await expect(readAll(records)).resolves.toEqual([['(1,"(""a""""b"",)")', '{"a,b",NULL}', null]]);
    const some = await store.streamQuery('SELECT histogram_bounds FROM pg_stats LIMIT 0');
    expect(some.columns).toEqual([{ name: 'histogram_bounds', type: 'anyarray' }]);
    await some.close();
    await expect(store.readOnlyQuery('SELECT FROM generate_series(1, 2)')).resolves.toEqual({
      columns: [],
      rows: [[], []],
      truncated: false,
    });
  });

  it('returns all rows, each once, in their order', async () => {
    const { store } = await useStore();
    for (const count of [0, 1, 99, 100, 101, 20_000]) {
      const stream = await store.streamQuery(`SELECT n FROM generate_series(1, ${String(count)}) n`, {
        batchRows: 100,
      });
      expect(stream.columns).toEqual([{ name: 'n', type: 'integer' }]);
      const rows = await readAll(stream);
      expect(rows.map(([n]) => Number(n))).toEqual(Array.from({ length: count }, (_, index) => index + 1));
    }
  });

  it('leaves no connection behind if it is abandoned or never read', async () => {
    const { store, sql } = await useStore();
    const left = await store.streamQuery('SELECT generate_series(1, 100000)', { batchRows: 1 });
    for await (const batch of left.batches) if (batch.length > 0) break;
    const unread = await store.streamQuery('SELECT 1');
    await unread.close();
    await waitFor(
      async () =>
        (
          await sql(
            `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'rote-query'`,
          )
        ).length === 0,
      { describe: 'the end of the connections' },
    );
  });
});
