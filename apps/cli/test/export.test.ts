import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import type { ExportManifest } from '@rote/contracts';
import { EXPORT_FORMATS, EXPORT_TABLE_NAMES } from '@rote/domain';
import { openStorage } from '@rote/storage';
import { startTestS3, useStore, useTempDir } from '@rote/testkit';
import { tableFromIPC } from 'apache-arrow';
import { parquetReadObjects } from 'hyparquet';
import { expect, it } from 'vitest';
import { useApi } from './api-process.js';
import { runCommand as run } from './run-command.js';
import { trainSweep } from './trained-sweep.js';

const SCRIPT = fileURLToPath(new URL('read-everywhere.py', import.meta.url));
/** Where CI puts pyarrow, beside Debian's pandas. */
const PYTHON_ENV = {
  ...process.env,
  PYTHONPATH: fileURLToPath(new URL('../../../.rote/python', import.meta.url)),
};
const python = ['python3', '/usr/bin/python3'].find(
  (file) => spawnSync(file, ['-c', 'import pandas, pyarrow'], { env: PYTHON_ENV }).status === 0,
);

/** Starts an API on a trained sweep, and returns how to run commands against it. */
async function useExports() {
  const database = await useStore();
  const id = await trainSweep(database);
  const { text } = await run(['keys', 'create', '--name', 'r', '--scope', 'read'], {
    DATABASE_URL: database.url,
  });
  const env = {
    ROTE_API_URL: await useApi(database.url),
    ROTE_API_KEY: /^rote_\w+/m.exec(text)?.[0] ?? '',
  };
  return { ...database, id, rote: (...args: readonly string[]) => run(args, env) };
}

const manifestOf = async (folder: string): Promise<ExportManifest> =>
  JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8')) as ExportManifest;

/** The bits of a number, so that -0 differs from 0. */
const bits = (value: unknown): unknown => {
  if (typeof value !== 'number') return value;
  const buffer = Buffer.alloc(8);
  buffer.writeDoubleBE(value);
  return Number.isNaN(value) ? 'NaN' : buffer.toString('hex');
};

const COLUMNS = ['cell', 'epoch', 'train_loss', 'test_loss', 'corrupted_train_loss', 'gradient_norm'];
const pick = (row: Readonly<Record<string, unknown>>): readonly unknown[] =>
  COLUMNS.map((name) => bits(row[name]));

it(
  `is read with equal values by every program${python === undefined ? ' (needs python3 with pandas and pyarrow)' : ''}`,
  { timeout: 60_000, skip: python === undefined },
  async () => {
    const { id, rote, sql } = await useExports();
    const folder = await useTempDir();
    for (const format of EXPORT_FORMATS)
      expect(await rote('export', id, '--format', format, '--to', path.join(folder, format))).toMatchObject({
        error: undefined,
      });
    const expected = (
      await sql(
        `SELECT cell_id AS cell, e.* FROM sweep_cells m JOIN epochs e USING (cell_id) ORDER BY position, epoch`,
      )
    ).map(pick);
    expect(expected.flat()).toEqual(
      expect.arrayContaining(['NaN', '7ff0000000000000', '8000000000000000', null]),
    );

    const { buffer, byteOffset, byteLength } = readFileSync(path.join(folder, 'parquet/epochs.parquet'));
    const file = buffer.slice(byteOffset, byteOffset + byteLength);
    const arrow = tableFromIPC(readFileSync(path.join(folder, 'arrow/epochs.arrows')));
    const found: Record<string, readonly (readonly unknown[])[]> = {
      hyparquet: (await parquetReadObjects({ file })).map(pick),
      'Arrow JS': arrow.toArray().map((row: { toJSON: () => Record<string, unknown> }) => pick(row.toJSON())),
      ...(JSON.parse(
        execFileSync(python!, [SCRIPT, folder, ...COLUMNS], { env: PYTHON_ENV }).toString(),
      ) as object),
    };
    const duckdb = await (await DuckDBInstance.create(':memory:')).connect();
    for (const from of ['parquet/epochs.parquet', 'csv/epochs.csv']) {
      const reader = await duckdb.runAndReadAll(
        `SELECT cell, epoch::int AS epoch, ${COLUMNS.slice(2)
          .map((name) => `${name}::double AS ${name}`)
          .join(', ')} FROM '${path.join(folder, from)}'`,
      );
      found[`DuckDB, ${from}`] = reader.getRowObjects().map(pick);
    }
    duckdb.closeSync();
    for (const [program, rows] of Object.entries(found))
      expect({ program, rows }).toEqual({ program, rows: expected });
  },
);

it(
  'is a complete folder or none, with digests, and never replaces another',
  { timeout: 60_000 },
  async () => {
    const { id, rote, sql } = await useExports();
    const parent = await useTempDir();
    const to = path.join(parent, 'deep', 'export');
    const first = await rote('export', id, '--to', to);
    expect(first.text).toContain('Exported sweep');
    const manifest = await manifestOf(to);
    expect(manifest).toMatchObject({
      exportVersion: 2,
      format: 'parquet',
      sweep: { id, name: '=exported, "twice"' },
      engines: [{ name: 'wasm', version: '4.22.0', device: 'cpu', attempts: 5 }],
    });
    expect(manifest.files.map(({ path: file, rows }) => [file, rows])).toEqual([
      ['spec.json', undefined],
      ['results.parquet', 4],
      ['cells.parquet', 4],
      ['attempts.parquet', 5],
      ['epochs.parquet', 4],
      ['measures.parquet', 2],
      ['examples.parquet', 1],
      ['images.parquet', 1],
    ]);
    expect(manifest.files.slice(1).map(({ table }) => table)).toEqual(EXPORT_TABLE_NAMES);
    expect((await readdir(to)).sort()).toEqual(
      [...manifest.files.map((file) => file.path), 'manifest.json'].sort(),
    );
    expect(await readdir(path.dirname(to))).toEqual(['export']);

    expect((await rote('export', id, '--to', to)).text).toContain('Already there');
    expect((await rote('export', id, '--to', to, '--format', 'csv')).error).toMatchObject({
      code: 'request-invalid',
      message: expect.stringContaining('has another export') as string,
    });
    const csv = path.join(parent, 'csv');
    await mkdir(csv); // an empty folder counts as none
    await rote('export', id, '--to', csv, '--format', 'csv');
    const attempts = await readFile(path.join(csv, 'attempts.csv'), 'utf8');
    expect(attempts).toContain(`,bug,''=no such op,"",0\n`);
    expect(await readFile(path.join(csv, 'results.csv'), 'utf8')).toContain(`"'=exported, ""twice"""`);

    await writeFile(path.join(parent, 'note'), 'x');
    expect((await rote('export', id, '--to', parent)).error).toMatchObject({ code: 'request-invalid' });
    await sql(`DELETE FROM sweep_cells; DELETE FROM sweeps`);
    expect((await rote('export', id, '--to', path.join(parent, 'no'))).error).toMatchObject({
      code: 'sweep-not-found',
    });
    expect((await readdir(parent)).sort()).toEqual(['csv', 'deep', 'note']);
  },
);

it('is uploaded to S3 with its manifest last', { timeout: 60_000 }, async () => {
  const { id, rote } = await useExports();
  const { url } = await startTestS3();
  const to = url.replace('bucket?', 'bucket/exports/one?');
  expect((await rote('export', id, '--to', to, '--json')).error).toBeUndefined();
  const storage = openStorage(to);
  const manifest = JSON.parse(
    Buffer.from((await storage.read('manifest.json'))!).toString(),
  ) as ExportManifest;
  for (const { path: file, bytes } of manifest.files)
    expect((await storage.read(file))?.byteLength).toBe(bytes);
  expect((await rote('export', id, '--to', to)).text).toContain('Already there');
  expect((await rote('export', id, '--to', to, '--format', 'arrow')).error).toMatchObject({
    code: 'request-invalid',
  });
  storage.close();
});
