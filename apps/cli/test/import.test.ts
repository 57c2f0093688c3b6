import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExportManifest } from '@rote/contracts';
import { EXPORT_FORMATS, expandSweep, type ExportFormat, parseSweepSpec, sha256OfBytes } from '@rote/domain';
import { type TestStore, useStore, useTempDir, waitFor } from '@rote/testkit';
import type { ImportSummary } from '@rote/store';
import { resultOf } from '@rote/testkit/values';
import { expect, it } from 'vitest';
import { useApi } from './api-process.js';
import { runCommand as run } from './run-command.js';
import { trainSweep } from './trained-sweep.js';

const ROTE = fileURLToPath(new URL('../bin/rote.js', import.meta.url));

/** Exports a trained sweep into folders of a new one, each named after its format. */
async function exportAs(...formats: readonly ExportFormat[]): Promise<{
  readonly id: string;
  readonly folder: string;
  readonly source: TestStore;
}> {
  const source = await useStore();
  const id = await trainSweep(source);
  const { text } = await run(['keys', 'create', '--name', 'r', '--scope', 'read'], {
    DATABASE_URL: source.url,
  });
  const env = {
    ROTE_API_URL: await useApi(source.url),
    ROTE_API_KEY: /^rote_\w+/m.exec(text)?.[0] ?? '',
  };
  const folder = await useTempDir();
  for (const format of formats)
    expect(
      await run(['export', id, '--to', path.join(folder, format), '--format', format], env),
    ).toMatchObject({ error: undefined });
  return { id, folder, source };
}

const importInto = ({ url }: TestStore, folder: string, ...args: readonly string[]) =>
  run(['import', folder, ...args], { DATABASE_URL: url });

/** Everything of a sweep that an import keeps. */
async function contentsOf({ sql }: TestStore): Promise<unknown> {
  const tables = [
    `SELECT sweep_id, position, cell_id, cached FROM sweep_cells ORDER BY position`,
    `SELECT id, spec, architecture, corruption, regularizer, label_noise, attempt FROM cells WHERE state IN ('succeeded', 'diverged') ORDER BY id`,
    `SELECT r.* FROM cell_results r ORDER BY cell_id`,
    `SELECT x.* FROM example_records x ORDER BY cell_id`,
    `SELECT k.* FROM kept_images k ORDER BY inputs_sha256`,
    // How long cells waited in the queue of another Rote is not brought in.
    `SELECT to_jsonb(t) - 'available_at' AS attempt FROM attempts t JOIN cell_results r USING (cell_id) ORDER BY 1`,
    ...['epochs', 'measures'].map(
      (table) => `SELECT t.* FROM ${table} t JOIN cell_results r USING (cell_id) ORDER BY t::text`,
    ),
  ];
  return await Promise.all(
    tables.map(async (query) => (await sql(`SELECT t::text FROM (${query}) t`)).map(({ t }) => t)),
  );
}

it(
  'brings in the same from every format, with every bit, and nothing twice',
  { timeout: 180_000 },
  async () => {
    const { id, folder, source } = await exportAs(...EXPORT_FORMATS);
    const expected = await contentsOf(source);
    for (const format of EXPORT_FORMATS) {
      const target = await useStore();
      const first = await importInto(target, path.join(folder, format));
      expect(first.error).toBeUndefined();
      expect(first.text).toContain('2 results imported, 0 already here\n  2 cells without a result');
      expect(await contentsOf(target)).toEqual(expected);
      expect(await target.store.sweeps.find(id)).toMatchObject({
        state: 'paused',
        counts: { succeeded: 1, diverged: 1, pending: 2 },
      });
      const second = await importInto(target, path.join(folder, format), '--json');
      expect(JSON.parse(second.text)).toEqual({
        sweep: id,
        created: false,
        cells: 4,
        results: 0,
        kept: 2,
        running: 0,
        unfinished: 2,
        differences: [],
      });
      expect(await contentsOf(target)).toEqual(expected);
      expect((await target.store.audit.list({ limit: 9 })).map(({ action }) => action)).toEqual([
        'sweep.import',
      ]);
    }
  },
);

/** Changes a file of an export, and its digest in the manifest as a person would to cover it up. */
async function tamper(folder: string, file: string, change: (text: string) => string): Promise<void> {
  const place = path.join(folder, file);
  const changed = Buffer.from(change(await readFile(place, 'utf8')));
  await writeFile(place, changed);
  const manifestFile = path.join(folder, 'manifest.json');
  const manifest = JSON.parse(await readFile(manifestFile, 'utf8')) as ExportManifest;
  const files = manifest.files.map((each) =>
    each.path === file ? { ...each, bytes: changed.length, sha256: sha256OfBytes(changed) } : each,
  );
  await writeFile(manifestFile, JSON.stringify({ ...manifest, files }));
}

it('refuses what is damaged or was changed, and imports nothing of it', { timeout: 180_000 }, async () => {
  const { folder, id } = await exportAs('csv');
  const target = await useStore();
  const csv = path.join(folder, 'csv');
  const copyOf = async (name: string): Promise<string> => {
    const to = path.join(folder, name);
    await cp(csv, to, { recursive: true });
    return to;
  };
  const refused = async (from: string, message: string): Promise<void> => {
    expect((await importInto(target, from)).error).toMatchObject({
      code: 'data-corrupt',
      message: expect.stringContaining(message) as string,
    });
    expect(await target.sql('SELECT FROM cells')).toEqual([]);
  };

  const damaged = await copyOf('damaged');
  await writeFile(path.join(damaged, 'epochs.csv'), 'cell,epoch\n');
  await refused(damaged, 'epochs.csv is not what was exported');
  const cut = await copyOf('cut');
  await rm(path.join(cut, 'measures.csv'));
  await refused(cut, 'measures.csv cannot be read');
  const changes: readonly (readonly [string, string, (text: string) => string, string])[] = [
    ['spec', 'cells.csv', (text) => text.replace('""seed"": 2', '""seed"": 3'), 'one of them was changed'],
    [
      'unknown',
      'cells.csv',
      (text) => text.replace('""mlp""', '""perceptron""'),
      'not one that this Rote knows',
    ],
    [
      'rows',
      'epochs.csv',
      (text) => text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1),
      'has 3 rows',
    ],
    ['type', 'epochs.csv', (text) => text.replace(',1,1,8,', ',1,one,8,'), 'invalid input syntax'],
    [
      'stranger',
      'epochs.csv',
      (text) => text.replace(/[0-9a-f]{64}/, 'f'.repeat(64)),
      'of a cell that it does not have',
    ],
    [
      'attempt',
      'attempts.csv',
      (text) => text.replace(',succeeded,', ',released,'),
      'a result without its attempt',
    ],
    [
      'inputs',
      'images.csv',
      (text) => text.replace('""augmentation"": ""none""', '""augmentation"": ""random-crop""'),
      'have inputs with another id',
    ],
    ['header', 'spec.json', () => '{}', 'is not a spec that this Rote knows'],
  ];
  for (const [name, file, change, message] of changes) {
    const changed = await copyOf(name);
    await tamper(changed, file, change);
    await refused(changed, message);
  }
  const newer = await copyOf('newer');
  const manifest = await readFile(path.join(newer, 'manifest.json'), 'utf8');
  await writeFile(
    path.join(newer, 'manifest.json'),
    manifest.replace('"exportVersion": 2', '"exportVersion": 3'),
  );
  await refused(newer, 'has version 3');
  expect((await importInto(target, folder)).error).toMatchObject({ code: 'request-invalid' });
  expect(await run(['import', csv], { ROTE_API_URL: 'http://127.0.0.1:9' })).toMatchObject({
    error: { message: expect.stringContaining('needs the database itself') as string },
  });

  // Killed in the middle, it has done nothing; the next one does all.
  const sleeper = target
    .sql('BEGIN; LOCK TABLE cells IN SHARE MODE; SELECT pg_sleep(60); COMMIT')
    .catch(() => 'ended');
  const backend = (query: string) =>
    target.sql(`SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND ${query}`);
  await waitFor(async () => (await backend(`wait_event = 'PgSleep'`)).length === 1, { describe: 'the lock' });
  const child = spawn(process.execPath, [ROTE, 'import', csv], {
    env: { PATH: process.env['PATH'], DATABASE_URL: target.url, ROTE_STATE_DIR: folder },
  });
  await waitFor(
    async () => (await backend(`application_name = 'rote-import' AND wait_event_type = 'Lock'`)).length === 1,
    { describe: 'the import to wait for it', timeoutMs: 60_000 },
  );
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
  await target.sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND (wait_event = 'PgSleep' OR application_name = 'rote-import')`);
  expect(await sleeper).toBe('ended');
  expect(await target.sql('SELECT FROM cells')).toEqual([]);
  expect((await importInto(target, csv)).text).toContain('2 results imported');
  expect(await target.store.sweeps.find(id)).toMatchObject({ state: 'paused' });
});

it(
  'keeps results that are here, reports where they differ, and leaves running cells alone',
  { timeout: 180_000 },
  async () => {
    const { folder, id } = await exportAs('parquet');
    const parquet = path.join(folder, 'parquet');
    // The same cells are here too: the first succeeded otherwise, the second failed, two run.
    const target = await useStore();
    const spec = parseSweepSpec(JSON.parse(await readFile(path.join(parquet, 'spec.json'), 'utf8')));
    const { sweep } = await target.store.sweeps.submit({ spec, cells: expandSweep(spec) });
    const engine = { name: 'wasm', version: '1', device: 'cpu', deviceName: 'x' } as const;
    await target.store.workers.register({ id: 'w', host: 'h', pid: 1, slots: 9, engine, gpuFault: null });
    const claims = [];
    for (const job of await target.store.feed.markQueued(4))
      claims.push((await target.store.attempts.claim({ ...job, workerId: 'w', engine }))!.ref);
    const [first, second] = claims;
    await target.store.attempts.finish(first!, resultOf({ epochs: 3 }), null);
    await target.store.attempts.fail(second!, { class: 'bug', message: 'no', isFinal: true });

    const answer = await importInto(target, parquet, '--json');
    expect(answer.error).toBeUndefined();
    const summary = JSON.parse(answer.text) as ImportSummary;
    expect(summary).toMatchObject({ created: true, results: 1, kept: 1, running: 0, unfinished: 2 });
    expect(summary.differences.map(({ column, here, there }) => [column, here, there])).toEqual(
      expect.arrayContaining([
        ['epochs', '3', '2'],
        ['train_loss', '0.6666666666666666', '0'],
      ]),
    );
    expect((await target.store.sweeps.find(id))?.counts).toMatchObject({
      succeeded: 1,
      diverged: 1,
      running: 2,
    });
    expect((await target.store.sweeps.find(sweep.id))?.counts).toMatchObject({ succeeded: 1, diverged: 1 });
    // The imported attempt comes after the one that failed here.
    expect(
      await target.sql('SELECT number, outcome FROM attempts WHERE cell_id = $1 ORDER BY 1', [
        second!.cellId,
      ]),
    ).toEqual([
      { number: 1, outcome: 'failed' },
      { number: 2, outcome: 'diverged' },
    ]);
    // Submitted again, what has a result is not trained again.
    const next = await target.store.sweeps.submit({ spec, cells: expandSweep(spec) });
    expect(next.sweep).toMatchObject({ cached: 2 });
  },
);

it('brings in an export of before images were kept', { timeout: 60_000 }, async () => {
  const { folder, source } = await exportAs('parquet');
  const parquet = path.join(folder, 'parquet');
  const place = path.join(parquet, 'manifest.json');
  const manifest = JSON.parse(await readFile(place, 'utf8')) as ExportManifest;
  const files = manifest.files.filter(({ table }) => table !== 'images');
  await writeFile(place, JSON.stringify({ ...manifest, files }));
  const target = await useStore();
  expect((await importInto(target, parquet)).error).toMatchObject({
    message: expect.stringContaining('does not name the file of images exactly once') as string,
  });
  await writeFile(place, JSON.stringify({ ...manifest, exportVersion: 1, files }));
  expect((await importInto(target, parquet)).error).toBeUndefined();
  await source.sql('DELETE FROM kept_images');
  expect(await contentsOf(target)).toEqual(await contentsOf(source));
});
