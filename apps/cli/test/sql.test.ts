import { useStore } from '@rote/testkit';
import { tableFromIPC } from 'apache-arrow';
import { parquetReadObjects } from 'hyparquet';
import { expect, it } from 'vitest';
import { useApi } from './api-process.js';
import { runCommand as run } from './run-command.js';

const SQL = `SELECT n AS "2", CASE n WHEN 2 THEN 'NaN' ELSE n + 0.5::float8 END AS x, 'é, ' || n AS x
  FROM generate_series(1, 3) n`;

it('has a named API run a query, in every format', { timeout: 60_000 }, async () => {
  const { url: DATABASE_URL } = await useStore();
  const createKey = async (scope: string): Promise<string> => {
    const { text } = await run(['keys', 'create', '--name', scope, '--scope', scope], { DATABASE_URL });
    return /^rote_\w+/m.exec(text)?.[0] ?? '';
  };
  const [ROTE_API_KEY, readKey] = [await createKey('sql'), await createKey('read')];
  const env = { ROTE_API_URL: await useApi(DATABASE_URL), ROTE_API_KEY };
  const sql = (...words: readonly string[]) => run(['sql', ...words], env);
  const as = (format: string, ...words: readonly string[]) => sql(SQL, '--format', format, ...words);

  expect((await sql(SQL)).text).toMatch(/2 +x +x\n.*\n?1 +1\.5 +é, 1\n2 +NaN +é, 2\n3 +3\.5 +é, 3\n/);
  expect((await sql(SQL, '--max-rows', '1')).text).toContain('Only the first 1 rows are shown');
  const exact = await sql(`SELECT 9007199254740993 AS big, 0.9000 AS share, '{"a": 1}'::jsonb AS doc`);
  expect(exact.text).toMatch(/9007199254740993 +0\.9000 +\{"a":1\}/);
  expect((await as('csv')).text).toBe('2,x,x\n1,1.5,"é, 1"\n2,NaN,"é, 2"\n3,3.5,"é, 3"\n');
  const objects = [
    { 2: 1, x: 1.5, x_2: 'é, 1' },
    { 2: 2, x: 'NaN', x_2: 'é, 2' },
    { 2: 3, x: 3.5, x_2: 'é, 3' },
  ];
  expect(JSON.parse((await as('json')).text)).toEqual(objects);
  expect(JSON.parse((await sql('SELECT 1 AS one LIMIT 0', '--json')).text)).toEqual([]);
  const lines = (await as('ndjson', '--max-rows', '2')).bytes.toString().trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(objects.slice(0, 2));

  const table = tableFromIPC((await as('arrow')).bytes);
  expect([...(table.getChild('x') ?? [])]).toEqual([1.5, NaN, 3.5]);
  const { buffer, byteOffset, byteLength } = (await as('parquet')).bytes;
  const file = buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
  expect((await parquetReadObjects({ file })).map(({ x }) => x as number)).toEqual([1.5, NaN, 3.5]);

  const cut = await sql(
    'SELECT CASE n WHEN 90000 THEN 1 / (n - 90000) END FROM generate_series(1, 90000) n',
    '--format',
    'csv',
  );
  expect(cut.error).toMatchObject({
    code: 'service-unavailable',
    message: expect.stringContaining('before it was complete') as string,
  });
  for (const format of ['table', 'csv', 'parquet'])
    expect((await sql('SELECT nothing_of_the_kind', '--format', format)).error).toMatchObject({
      message: expect.stringContaining('nothing_of_the_kind') as string,
    });
  const reader = await run(['sql', SQL], { ...env, ROTE_API_KEY: readKey });
  expect([reader.exitCode, reader.error]).toMatchObject([
    1,
    { message: expect.stringContaining('a key with the scope "sql"') as string },
  ]);
});
