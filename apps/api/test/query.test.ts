import { once } from 'node:events';
import { connect } from 'node:net';
import { QueryAnswer, type Problem } from '@rote/contracts';
import { DEFAULT_QUERY_LIMITS, findFaults } from '@rote/domain';
import { waitFor } from '@rote/testkit';
import { type StructRowProxy, type Table, tableFromIPC } from 'apache-arrow';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi, useApi } from './support/test-api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const post = (payload: object, headers: Record<string, string> = {}) =>
  api.app.inject({ method: 'POST', url: '/v1/query', payload, headers });
const fileOf = (payload: Buffer): ArrayBuffer =>
  payload.buffer.slice(payload.byteOffset, payload.byteOffset + payload.byteLength) as ArrayBuffer;
const rowsOf = (table: Table): readonly Record<string, unknown>[] =>
  Array.from(table as Iterable<StructRowProxy>, (row) => row.toJSON());
const link = (query: Record<string, string>) => api.app.inject({ url: '/v1/query', query });

/** Every kind of value, with and without null. */
const KINDS = `SELECT true AS yes, 7::smallint AS small, 9007199254740993 AS big, 'NaN'::float8 AS nan,
  'Infinity'::float8 AS plus, '-Infinity'::float4 AS minus, -0.0::float8 AS zero, 1.10 AS exact, 'a,"b"' AS words,
  DATE '2026-11-28' AS day, TIMESTAMP '2026-11-28 01:02:03.000004' AS local,
  TIMESTAMPTZ '2026-11-28 01:02:03.000004+09' AS instant, ARRAY[1, NULL, 3] AS list, '{}'::text[] AS none,
  '{"a": [1]}'::jsonb AS doc, '\\xdead'::bytea AS bytes, INTERVAL '1 day 1 hour' AS span, ROW(1, 'x') AS record,
  '00000000-0000-4000-8000-000000000000'::uuid AS id
  UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL`;

describe('the formats of a query', () => {
  it('has JSON with typed columns, up to a limit', async () => {
    const response = await post({ sql: KINDS });
    expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
    const answer: QueryAnswer = response.json();
    expect(findFaults(QueryAnswer, answer)).toEqual([]);
    expect(answer.columns.slice(0, 5)).toEqual([
      { name: 'yes', type: 'boolean' },
      { name: 'small', type: 'smallint' },
      { name: 'big', type: 'bigint' },
      { name: 'nan', type: 'double precision' },
      { name: 'plus', type: 'double precision' },
    ]);
    expect(answer.rows[0]).toMatchObject({
      yes: true,
      nan: 'NaN',
      plus: 'Infinity',
      minus: '-Infinity',
      exact: 1.1,
      day: '2026-11-28',
      instant: '2026-11-27T16:02:03.000004+00:00',
      list: [1, null, 3],
      none: [],
      doc: { a: [1] },
    });
    expect(response.body).toContain('"big":9007199254740993');
    expect(new Set(Object.values(answer.rows[1] ?? {}))).toEqual(new Set([null]));
    const numbers = 'SELECT generate_series(1, :most) AS n, 2 AS n';
    for (const [limit, truncated] of [
      [2, true],
      [3, false],
      [4, false],
    ] as const) {
      const part: QueryAnswer = (await post({ sql: numbers, params: { most: 3 }, limit })).json();
      expect([part.rows.length, part.truncated]).toEqual([Math.min(limit, 3), truncated]);
      expect(part.rows[0]).toEqual({ n: 1, n_2: 2 });
    }
    const none: QueryAnswer = (await post({ sql: 'SELECT 1 AS one LIMIT 0' })).json();
    expect(none).toEqual({ columns: [{ name: 'one', type: 'integer' }], rows: [], truncated: false });
    expect((await post({ sql: 'SELECT FROM generate_series(1, 2)' })).json()).toMatchObject({
      rows: [{}, {}],
    });
    const plan: QueryAnswer = (await post({ sql: 'EXPLAIN SELECT :n::int', params: { n: 1 } })).json();
    expect(plan.rows[0]?.['QUERY PLAN']).toMatch(/^Result/);
  });

  it('has NDJSON and CSV by the Accept header, without a limit', async () => {
    const sql = `SELECT n, CASE WHEN n = 1 THEN 'NaN'::float8 WHEN n = 2 THEN '-Infinity' END AS x,
      CASE WHEN n = 1 THEN '=1+1' WHEN n = 2 THEN '' END AS t FROM generate_series(1, 3) n`;
    const lines = await post({ sql }, { accept: 'application/x-ndjson' });
    expect(lines.headers['content-type']).toBe('application/x-ndjson');
    expect(lines.body).toBe(
      '{"n":1,"x":"NaN","t":"=1+1"}\n{"n":2,"x":"-Infinity","t":""}\n{"n":3,"x":null,"t":null}\n',
    );
    const csv = await post({ sql }, { accept: 'text/csv' });
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    expect(csv.body).toBe(`n,x,t\n1,NaN,'=1+1\n2,-Infinity,""\n3,,\n`);
    const many = await post({ sql: 'SELECT generate_series(1, 30000)', format: 'csv' });
    expect(many.body.split('\n').slice(1, -1).map(Number)).toEqual(
      Array.from({ length: 30_000 }, (_, index) => index + 1),
    );
    expect((await post({ sql: 'SELECT generate_series(1, 30000)', format: 'csv', limit: 2 })).body).toBe(
      'generate_series\n1\n2\n',
    );
  });

  it('has Arrow, with NaN, infinities, nulls, lists and times', async () => {
    const response = await post({ sql: KINDS, format: 'arrow' });
    expect(response.headers['content-type']).toBe('application/vnd.apache.arrow.stream');
    const table = tableFromIPC(response.rawPayload);
    expect(Object.fromEntries(table.schema.fields.map(({ name, type }) => [name, String(type)]))).toEqual({
      yes: 'Bool',
      small: 'Int16',
      big: 'Int64',
      nan: 'Float64',
      plus: 'Float64',
      minus: 'Float32',
      zero: 'Float64',
      exact: 'Float64',
      words: 'Utf8',
      day: 'Date32<DAY>',
      local: 'Timestamp<MICROSECOND>',
      instant: 'Timestamp<MICROSECOND, UTC>',
      list: 'List<Int32>',
      none: 'List<Utf8>',
      doc: 'Utf8',
      bytes: 'Binary',
      span: 'Utf8',
      record: 'Utf8',
      id: 'Utf8',
    });
    const row = table.get(0)?.toJSON() as Record<string, unknown>;
    expect(row).toMatchObject({
      yes: true,
      small: 7,
      big: 9007199254740993n,
      nan: NaN,
      plus: Infinity,
      minus: -Infinity,
    });
    expect(row).toMatchObject({
      zero: -0,
      exact: 1.1,
      words: 'a,"b"',
      doc: '{"a": [1]}',
      span: '1 day 01:00:00',
    });
    expect(Number(row['instant'])).toBe(Date.parse('2026-11-27T16:02:03Z') + 0.004);
    expect([...(row['list'] as Iterable<unknown>)]).toEqual([1, null, 3]);
    expect([...(row['none'] as Iterable<unknown>)]).toEqual([]);
    expect(row['bytes']).toEqual(new Uint8Array([0xde, 0xad]));
    expect(new Set(Object.values(table.get(1)?.toJSON() ?? {}))).toEqual(new Set([null]));
    const many = tableFromIPC(
      (await link({ sql: `SELECT n, n::text AS t FROM generate_series(1, 20000) n`, format: 'arrow' }))
        .rawPayload,
    );
    expect(many.numRows).toBe(20_000);
    expect(many.get(19_999)?.toJSON()).toEqual({ n: 20_000, t: '20000' });
    const empty = tableFromIPC((await post({ sql: 'SELECT 1 AS one LIMIT 0', format: 'arrow' })).rawPayload);
    expect([empty.numRows, empty.schema.names]).toEqual([0, ['one']]);
  });

  it('has Parquet, with NaN, infinities, nulls, lists and times', async () => {
    const response = await post({ sql: KINDS, format: 'parquet' });
    expect(response.headers['content-type']).toBe('application/vnd.apache.parquet');
    const file = fileOf(response.rawPayload);
    const [row, empty] = await parquetReadObjects({ file });
    expect(row).toMatchObject({
      yes: true,
      small: 7,
      big: 9007199254740993n,
      nan: NaN,
      plus: Infinity,
      minus: -Infinity,
    });
    expect(row).toMatchObject({
      zero: -0,
      exact: 1.1,
      words: 'a,"b"',
      list: [1, null, 3],
      none: [],
      span: '1 day 01:00:00',
    });
    expect(row?.['day']).toEqual(new Date('2026-11-28'));
    expect(row?.['instant']).toEqual(new Date('2026-11-27T16:02:03.000Z'));
    expect(row?.['local']).toEqual(new Date('2026-11-28T01:02:03.000Z'));
    expect(new Set(Object.values(empty ?? {}).map((value: unknown) => value ?? null))).toEqual(
      new Set([null]),
    );
  });

  it('has both zeros in Parquet', async () => {
    const sql = `SELECT CASE n % 2 WHEN 0 THEN '-0'::float8 ELSE '0'::float8 END AS x FROM generate_series(1, 100) n`;
    const rows = await parquetReadObjects({
      file: fileOf((await post({ sql, format: 'parquet' })).rawPayload),
    });
    expect(rows.map(({ x }) => Object.is(x, -0))).toEqual(rows.map((_, index) => index % 2 === 1));
    expect(rows).toHaveLength(100);
  });

  it('has Parquet in row groups, with statistics except of floats, because readers take NaN for absent', async () => {
    const sql = `SELECT n, CASE WHEN n = 79999 THEN 'NaN' ELSE n::float8 END AS x FROM generate_series(1, 80000) n`;
    const file = fileOf((await post({ sql, format: 'parquet' })).rawPayload);
    const { row_groups: groups } = parquetMetadata(file);
    expect(groups.length).toBeGreaterThan(1);
    const most = (index: number) =>
      groups.map(({ columns }) => columns[index]?.meta_data?.statistics?.max_value);
    expect(most(0).at(-1)).toBe(80_000);
    expect(new Set(most(1))).toEqual(new Set([undefined]));
    const rows = await parquetReadObjects({ file });
    expect(rows.length).toBe(80_000);
    expect(rows.slice(-2)).toEqual([
      { n: 79_999, x: NaN },
      { n: 80_000, x: 80_000 },
    ]);
  });
});

describe('an answer as Arrow and Parquet', () => {
  it('has columns of any name', async () => {
    const names = ['a.b', 'a', 'list.item', 'ä "quoted"', 'a\\b', ' '];
    const sql = `SELECT ${names.map((name, index) => `${String(index)} || 'x' AS "${name.replaceAll('"', '""')}"`).join(', ')}, 1.5 AS "c.d"`;
    const values = names.map((name, index): [string, unknown] => [name, `${String(index)}x`]);
    const row = { ...Object.fromEntries(values), 'c.d': 1.5 };
    const parquet = await parquetReadObjects({
      file: fileOf((await post({ sql, format: 'parquet' })).rawPayload),
    });
    expect(parquet).toEqual([row]);
    const arrow = tableFromIPC((await post({ sql, format: 'arrow' })).rawPayload);
    expect(rowsOf(arrow)).toEqual([row]);
  });

  it('has its columns without a row', async () => {
    const sql = `SELECT 1 AS n, 'x' AS t, ARRAY[1.5] AS l LIMIT 0`;
    const file = fileOf((await post({ sql, format: 'parquet' })).rawPayload);
    const { schema, num_rows: rows } = parquetMetadata(file);
    expect(schema.filter(({ num_children }) => num_children === undefined).map(({ name }) => name)).toEqual([
      'n',
      't',
      'item',
    ]);
    expect(rows).toBe(0n);
    const arrow = tableFromIPC((await post({ sql, format: 'arrow' })).rawPayload);
    expect([arrow.numRows, arrow.schema.names]).toEqual([0, ['n', 't', 'l']]);
  });

  it('is right when several are written at once', async () => {
    const asked = Array.from({ length: 4 }, (_, index) => ({
      sql: `SELECT n, ${String(index)} AS which FROM generate_series(1, 20000) n`,
      format: index % 2 === 0 ? 'parquet' : 'arrow',
    }));
    const answers = await Promise.all(asked.map((request) => post(request)));
    for (const [index, { rawPayload }] of answers.entries()) {
      const rows: readonly Record<string, unknown>[] =
        index % 2 === 0
          ? await parquetReadObjects({ file: fileOf(rawPayload) })
          : rowsOf(tableFromIPC(rawPayload));
      expect(rows).toHaveLength(20_000);
      expect(rows.at(-1)).toEqual({ n: 20_000, which: index });
    }
  });
});

describe('large rows', () => {
  it('are streamed, but one JSON document has a limit', async () => {
    const { batches } = await api.store.openQuery({
      sql: `SELECT repeat('x', 1300000) FROM generate_series(1, 64)`,
      form: 'text',
    });
    for await (const { count } of batches) {
      expect(count).toBe(1);
      break;
    }
    const sql = `SELECT repeat('x', 23000000) AS x FROM generate_series(1, 3)`;
    expect((await post({ sql })).json()).toMatchObject({
      status: 422,
      code: 'query-too-costly',
      detail: expect.stringMatching(/64 MiB as one JSON document: ask for ndjson/) as string,
    });
  });
});

describe('named parameters', () => {
  it('are values wherever they are, of the type that the query needs, and nothing in quotes, comments, casts and slices is one', async () => {
    const sql = `SELECT ':no' AS a, E'\\':no' AS b, ":c" AS c, $$:no$$ AS d, $x$ :no $$ $x$ AS e, :yes::int AS f, -- :no
      (ARRAY[1, 2, 3])[1:2] AS g, /* :no /* :no */ :no */ n AS h, :é AS i
      FROM (SELECT 1 AS n, 2 AS ":c") t WHERE n = :yes AND n = ANY(:list) AND :flag AND :nothing::text IS NULL LIMIT :yes`;
    const response = await post({
      sql: sql.replace(':é', ':text'),
      params: { yes: 1, list: [1, null, 2], flag: true, nothing: null, text: `x'); DROP TABLE cells; --` },
    });
    expect(response.json<QueryAnswer>().rows).toEqual([
      {
        a: ':no',
        b: "':no",
        c: 2,
        d: ':no',
        e: ' :no $$ ',
        f: 1,
        g: [1, 2],
        h: 1,
        i: `x'); DROP TABLE cells; --`,
      },
    ]);
    const words = ['a,"b\\c"', 'NULL', '', "'"];
    expect((await post({ sql: 'SELECT :words::text[] AS words', params: { words } })).json()).toMatchObject({
      rows: [{ words }],
    });
  });

  it('come from the address of a link', async () => {
    const response = await link({
      sql: 'SELECT :architecture AS a, :n + 1 AS n',
      architecture: 'mlp',
      n: '41',
    });
    expect(response.json<QueryAnswer>().rows).toEqual([{ a: 'mlp', n: 42 }]);
    expect((await api.app.inject({ method: 'HEAD', url: '/v1/query?sql=SELECT' })).statusCode).toBe(405);
  });

  it('are reported if they do not fit the query', async () => {
    const errorsOf = async (payload: object) => (await post(payload)).json<Problem>().errors;
    expect(await errorsOf({ sql: 'SELECT :a', params: { b: 1 } })).toEqual([
      { pointer: '/params/a', expected: 'required: the query has :a' },
      { pointer: '/params/b', expected: 'a parameter of the query (:a)', found: 'b' },
    ]);
    expect(await errorsOf({ sql: 'SELECT $1' })).toMatchObject([{ pointer: '/sql', found: '$1' }]);
    expect((await link({ sql: 'SELECT :a' })).json<Problem>().errors?.[0]?.pointer).toBe('/query/a');
    for (const sql of ['SELECT $1', 'SELECT nope', 'SELECT 1\0'])
      expect((await link({ sql })).json<Problem>(), sql).toMatchObject({
        status: 400,
        errors: [{ pointer: '/query/sql' }],
      });
    expect((await post({ sql: 'SELECT 1\0' })).json()).toMatchObject({
      status: 400,
      errors: [{ pointer: '/sql' }],
    });
    expect((await post({ sql: 'SELECT :a::text', params: { a: '\0' } })).statusCode).toBe(400);
    const wrong = await post({ sql: 'SELECT 1 + :n', params: { n: 'x' } });
    expect(wrong.json()).toMatchObject({ status: 400, detail: 'invalid input syntax for type integer: "x"' });
  });
});

describe('a query that is refused', () => {
  it('shows where in the statement PostgreSQL found the error', async () => {
    for (const [sql, line, column] of [
      ['SELECT nope', 1, 8],
      ["SELECT '𝒳',\n  :a, nope", 2, 7],
      ['SELECT 1 FRM x', 1, 14],
      ['WITH x AS (DELETE FROM cells RETURNING 1)\nTABLE x', 1, 6],
    ] as const) {
      const response = await post({ sql, params: sql.includes(':a') ? { a: 1 } : {} });
      expect(response.headers['content-type']).toMatch('application/problem+json');
      expect(response.json(), sql).toMatchObject({
        status: 400,
        code: 'request-invalid',
        errors: [{ pointer: '/sql', line, column }],
      });
    }
    for (const sql of [
      'SELECT 1; SELECT 2',
      'DROP TABLE cells',
      'SELECT 1) UNION (SELECT 2',
      'VACUUM',
      ' ',
      '-- x',
    ])
      expect((await post({ sql })).statusCode, sql).toBe(400);
    expect((await post({ sql: 'SELECT 1', limit: 1_000_000 })).json<Problem>().errors?.[0]?.pointer).toBe(
      '/limit',
    );
  });

  it('is a problem if Arrow and Parquet cannot hold its values', async () => {
    for (const format of ['arrow', 'parquet']) {
      const response = await post({ sql: 'SELECT ARRAY[[1, 2], [3, 4]] AS a', format });
      expect(response.headers['content-type'], format).toMatch('application/problem+json');
      expect(response.json(), format).toMatchObject({
        status: 400,
        detail: expect.stringContaining('to_json') as string,
      });
    }
  });

  it('counts as a SELECT whatever its comments are, and may end with semicolons and comments', async () => {
    const costly = 'SELECT count(*) FROM generate_series(1, 1e6) a, generate_series(1, 1e6) b';
    expect((await post({ sql: `/* /* */ explain */ ${costly}` })).json()).toMatchObject({
      code: 'query-too-costly',
    });
    expect((await post({ sql: `/* /* */ */ -- so\nEXPLAIN ${costly}` })).statusCode).toBe(200);
    for (const end of ['; -- done', ' ;; /* a /* ; */ b */ ; ', `${';'.repeat(90_000)}--`])
      expect((await post({ sql: `SELECT ';' AS x${end}` })).json()).toMatchObject({ rows: [{ x: ';' }] });
    for (const end of ['; x', '/* /* */', `${';'.repeat(90_000)}x`])
      expect((await post({ sql: `SELECT 1${end}` })).statusCode).toBe(400);
  });

  it('ends with its lifetime, also if its reader stalls, and then frees its connection', async () => {
    const { app, store, sql } = await useApi({
      queryLimits: { ...DEFAULT_QUERY_LIMITS, connections: 1, lifetimeMs: 1000 },
    });
    const late = { code: 'query-timeout', message: expect.stringContaining('longer than 1 s') as string };
    const stalled = await store.openQuery({ sql: 'SELECT generate_series(1, 1e6)', form: 'text' });
    expect((await app.inject({ url: '/v1/query', query: { sql: 'SELECT 1' } })).statusCode).toBe(200);
    await expect(
      (async () => {
        for await (const batch of stalled.batches) expect(batch.count).toBe(1);
      })(),
    ).rejects.toMatchObject(late);
    const slow = await app.inject({ url: '/v1/query', query: { sql: 'SELECT pg_sleep(60)' } });
    expect(slow.json()).toMatchObject({ status: 422, code: late.code, detail: late.message });
    await waitFor(async () => (await sql(RUNNING)).length === 0, { describe: 'the end of the query' });
  });

  it('is named too costly with its estimate and the limit, or too slow, or asked to come back', async () => {
    const strict = await useApi({
      queryLimits: { ...DEFAULT_QUERY_LIMITS, connections: 1, waitMs: 10, timeoutMs: 300 },
    });
    const ask = (sql: string) => strict.app.inject({ method: 'POST', url: '/v1/query', payload: { sql } });
    const costly = (
      await ask('SELECT count(*) FROM generate_series(1, 1e6) a, generate_series(1, 1e6) b')
    ).json<Problem>();
    expect(costly).toMatchObject({ status: 422, code: 'query-too-costly' });
    expect(costly.detail).toMatch(/costs [\d,]{10,}, and the limit is 100,000,000 \(ROTE_QUERY_MAX_COST\)/);
    const slow = ask('SELECT pg_sleep(60)');
    await waitFor(async () => (await strict.sql(RUNNING)).length === 1, { describe: 'the query' });
    const busy = await ask('SELECT 1');
    expect(busy.json()).toMatchObject({ status: 429, code: 'too-many-queries', retryable: true });
    expect(busy.headers['retry-after']).toBe('2');
    expect((await slow).json()).toMatchObject({ status: 422, code: 'query-timeout' });
    expect((await ask('SELECT 1')).statusCode).toBe(200);
  });
});

const RUNNING = `SELECT query FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'rote-query'`;

describe('a client that goes away', () => {
  it.each([
    ['waits', 'SELECT pg_sleep(20)'],
    ['reads', `SELECT repeat('x', 1000) FROM generate_series(1, 100000)`],
  ])('cancels its query in PostgreSQL while it %s', async (_, sql) => {
    const own = await useApi();
    await own.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = own.app.server.address() as { port: number };
    const socket = connect(port, '127.0.0.1');
    socket.write(
      `GET /v1/query?format=csv&sql=${encodeURIComponent(sql)} HTTP/1.1\r\nHost: 127.0.0.1:${String(port)}\r\n\r\n`,
    );
    if (sql.includes('repeat')) await once(socket, 'data');
    socket.pause();
    await waitFor(async () => (await own.sql(RUNNING)).length === 1, { describe: 'the query' });
    expect((await own.app.inject('/v1/sweeps')).statusCode).toBe(200);
    socket.destroy();
    await waitFor(async () => (await own.sql(RUNNING)).length === 0, { describe: 'the end of the query' });
  });
});
