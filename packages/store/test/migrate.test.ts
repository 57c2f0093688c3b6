import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { useStore, useTempDir, waitFor } from '@rote/testkit';
import type { TestStore } from '@rote/testkit';
import { describe, expect, it } from 'vitest';
import { resultOf } from '@rote/testkit/values';
import { migrate } from '../src/index.js';
import { claimNext } from './fixtures/training.js';

const MIGRATIONS_DIR = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));
const INIT = '20261101000000_init';

async function useEmptyDatabase(): Promise<TestStore> {
  const opened = await useStore();
  await opened.sql('DROP SCHEMA public CASCADE');
  await opened.sql('CREATE SCHEMA public');
  return opened;
}

async function writeMigration(migrationsDir: string, name: string, text: string): Promise<void> {
  await mkdir(path.join(migrationsDir, name), { recursive: true });
  await writeFile(path.join(migrationsDir, name, 'migration.sql'), text);
}

describe('migrate', () => {
  it('applies each migration once, even if processes start at once', async () => {
    const { url, sql } = await useEmptyDatabase();
    const told: string[] = [];
    const all = await Promise.all(
      [1, 2, 3].map(() => migrate(url, { onApplied: (name) => told.push(name) })),
    );
    const applied = all.flat();
    expect(applied).toContain(INIT);
    expect(new Set(applied).size).toBe(applied.length);
    expect(told).toEqual(applied);
    await expect(migrate(url)).resolves.toEqual([]);
    await expect(
      sql(
        'SELECT migration_name, applied_steps_count, finished_at IS NOT NULL AS done FROM _prisma_migrations',
      ),
    ).resolves.toEqual(applied.map((name) => ({ migration_name: name, applied_steps_count: 1, done: true })));
  });

  it('rejects a migration that was edited after it was applied', async () => {
    const { url } = await useEmptyDatabase();
    const migrationsDir = await useTempDir();
    await writeMigration(migrationsDir, '1_first', 'CREATE TABLE one (id INT)');
    await writeMigration(migrationsDir, '2_second', 'CREATE TABLE two (id INT)');
    await expect(migrate(url, { migrationsDir })).resolves.toEqual(['1_first', '2_second']);
    await writeMigration(migrationsDir, '1_first', 'CREATE TABLE one (id BIGINT)');
    await expect(migrate(url, { migrationsDir })).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringContaining('1_first was edited') as string,
    });
  });

  it('rolls back a failed migration, and applies it once it is fixed', async () => {
    const { url, sql } = await useEmptyDatabase();
    const migrationsDir = await useTempDir();
    await writeMigration(migrationsDir, '1_first', 'CREATE TABLE one (id INT); SELECT nonsense;');
    await expect(migrate(url, { migrationsDir })).rejects.toThrow(/column "nonsense" does not exist/);
    await expect(sql(`SELECT to_regclass('one') AS one`)).resolves.toEqual([{ one: null }]);

    await writeMigration(migrationsDir, '1_first', 'CREATE TABLE one (id INT)');
    await expect(migrate(url, { migrationsDir })).resolves.toEqual(['1_first']);
  });

  it('recovers after being interrupted in the middle of a migration', async () => {
    const { url, sql } = await useEmptyDatabase();
    const migrationsDir = await useTempDir();
    await writeMigration(migrationsDir, '1_first', 'CREATE TABLE one (id INT); SELECT pg_sleep(60);');
    const cut = expect(migrate(url, { migrationsDir })).rejects.toMatchObject({
      code: 'service-unavailable',
    });
    await waitFor(
      async () =>
        (
          await sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event = 'PgSleep'`)
        ).length > 0,
      { describe: 'the migration' },
    );
    await cut;

    await writeMigration(migrationsDir, '1_first', 'CREATE TABLE one (id INT)');
    await expect(migrate(url, { migrationsDir })).resolves.toEqual(['1_first']);
  });

  it("continues after a failure of Prisma's own engine only once a person says so", async () => {
    const { url, sql } = await useEmptyDatabase();
    const migrationsDir = await useTempDir();
    await writeMigration(migrationsDir, '1_first', 'CREATE TABLE one (id INT)');
    await migrate(url, { migrationsDir });
    await sql(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, logs) VALUES ('2', '', '2_second', 'why')`,
    );

    await writeMigration(migrationsDir, '2_second', 'CREATE TABLE two (id INT)');
    const again = migrate(url, { migrationsDir });
    await expect(again).rejects.toThrow(/2_second failed earlier \(why\)/);
    const error: unknown = await again.catch((thrown: unknown) => thrown);
    const [, statement = ''] = /(UPDATE _prisma_migrations.*)$/.exec((error as Error).message) ?? [];
    await sql(statement);
    await expect(migrate(url, { migrationsDir })).resolves.toEqual(['2_second']);
  });

  it('counts the failures of cells from before failures were counted by class', async () => {
    const { url, sql } = await useEmptyDatabase();
    const migrationsDir = await useTempDir();
    await cp(path.join(MIGRATIONS_DIR, INIT), path.join(migrationsDir, INIT), { recursive: true });
    await migrate(url, { migrationsDir });

    await sql(`INSERT INTO workers (id, host, pid, slots, engine, engine_version, device, device_name)
      VALUES ('worker', 'here', 1, 1, 'wasm', '1', 'cpu', 'a CPU')`);
    const cells = [
      { state: 'pending', failures: 0, outcomes: [], triedBefore: 0 },
      { state: 'running', failures: 0, outcomes: [null], triedBefore: 0 },
      { state: 'running', failures: 1, outcomes: ['failed', 'released', null], triedBefore: 0 },
      // Submitted again after it had failed, and since then: nothing yet, running, one failure, two failures.
      { state: 'pending', failures: 0, outcomes: ['failed', 'failed'], triedBefore: 2 },
      { state: 'running', failures: 0, outcomes: ['failed', 'failed', null], triedBefore: 2 },
      { state: 'pending', failures: 1, outcomes: ['failed', 'failed', 'failed'], triedBefore: 2 },
      {
        state: 'running',
        failures: 2,
        outcomes: ['failed', 'released', 'failed', 'released', 'failed', null],
        triedBefore: 1,
      },
    ];
    await sql('ALTER TABLE cells DISABLE TRIGGER USER'); // so that cells can start in the middle of their lives
    for (const [index, { state, failures, outcomes }] of cells.entries()) {
      const id = String(index).padStart(64, '0');
      await sql(
        `INSERT INTO cells (id, spec, architecture, corruption, regularizer, label_noise, state, attempt, failures,
          worker_id, started_at)
        VALUES ($1, '{}', 'mlp-1x8', 'none', 'none', 0, $2, $3, $4, 'worker', now())`,
        [id, state, outcomes.length, failures],
      );
      await sql(
        `INSERT INTO attempts (cell_id, number, worker_id, engine, engine_version, device, device_name, outcome,
          ended_at, failure_class)
        SELECT $1, number, 'worker', 'wasm', '1', 'cpu', 'a CPU', outcome,
          CASE WHEN outcome IS NOT NULL THEN now() END, CASE WHEN outcome = 'failed' THEN 'crash' END
        FROM unnest($2::text[]) WITH ORDINALITY AS a (outcome, number)`,
        [id, outcomes],
      );
    }

    await sql('ALTER TABLE cells ENABLE TRIGGER USER');

    await migrate(url);
    await expect(sql('SELECT tried_before AS "triedBefore" FROM cells ORDER BY id')).resolves.toEqual(
      cells.map(({ triedBefore }) => ({ triedBefore })),
    );
  });

  it('puts the sweeps of a database from before projects into the project default, and continues with them', async () => {
    const { url, sql, store } = await useEmptyDatabase();
    const migrationsDir = await useTempDir();
    const names = await readdir(MIGRATIONS_DIR);
    for (const name of names.filter((one) => /^\d+_/.test(one) && one < '20261129007100'))
      await cp(path.join(MIGRATIONS_DIR, name), path.join(migrationsDir, name), { recursive: true });
    await migrate(url, { migrationsDir });
    await sql(`INSERT INTO workers (id, host, pid, slots, engine, engine_version, device, device_name)
      VALUES ('worker-1', 'here', 1, 2, 'wasm', '1', 'cpu', 'a CPU')`);
    const spec = { name: 'old', dataset: 'synthetic', grid: { architecture: ['mlp-1x8'], seed: [1] } };
    const [sweep] = await sql(
      `INSERT INTO sweeps (name, spec, cell_count, cached_count) VALUES ('old', $1, 2, 0) RETURNING id`,
      [spec],
    );
    for (const [position, id] of ['0'.repeat(64), '1'.repeat(64)].entries()) {
      await sql(
        `INSERT INTO cells (id, spec, architecture, corruption, regularizer, label_noise) VALUES ($1, $2, 'mlp-1x8', 'none', 'none', 0)`,
        [id, { seed: position }],
      );
      await sql(
        `INSERT INTO sweep_cells (sweep_id, position, cell_id, cached, state) VALUES ($1, $2, $3, false, 'pending')`,
        [sweep?.['id'], position, id],
      );
    }

    await expect(migrate(url)).resolves.toContain('20261129007100_projects');
    await expect(store.sweeps.list({ limit: 5, project: 'default' })).resolves.toMatchObject([
      { name: 'old', project: 'default', state: 'active' },
    ]);
    const first = await claimNext(store, 1);
    await store.projects.put('vision', { share: 1, maxQueuedCells: 1, slotHours: null });
    const refs = [...first, ...(await claimNext(store, 1))];
    expect(refs).toHaveLength(2);
    for (const ref of refs) await store.attempts.finish(ref, resultOf(), null);
    await expect(store.sweeps.list({ limit: 5, state: 'completed' })).resolves.toHaveLength(1);
  });

  it("keeps results, and views that a person built on them, when measures and the paper's views are added", async () => {
    const { url, sql } = await useEmptyDatabase();
    const migrationsDir = await useTempDir();
    const names = await readdir(MIGRATIONS_DIR);
    for (const name of names.filter((one) => /^\d+_/.test(one) && one < '20261125000100'))
      await cp(path.join(MIGRATIONS_DIR, name), path.join(migrationsDir, name), { recursive: true });
    await migrate(url, { migrationsDir });

    await sql(`INSERT INTO workers (id, host, pid, slots, engine, engine_version, device, device_name)
      VALUES ('worker', 'here', 1, 1, 'wasm', '1', 'cpu', 'a CPU')`);
    const id = '0'.repeat(64);
    const spec = { dataset: { name: 'cifar10', train: 50_000, test: 10_000 }, seed: 7 };
    await sql(
      `INSERT INTO cells (id, spec, architecture, corruption, regularizer, label_noise)
       VALUES ($1, $2, 'mlp-1x512', 'none', 'none', 0)`,
      [id, spec],
    );
    // In no sweep, and with a squared loss: its recorded epochs to fit mean nothing.
    const squared = '1'.repeat(64);
    await sql(
      `INSERT INTO cells (id, spec, architecture, corruption, regularizer, label_noise)
       VALUES ($1, $2, 'linear', 'none', 'none', 0)`,
      [squared, { ...spec, architecture: { kind: 'linear' } }],
    );
    await sql(`WITH made AS (INSERT INTO sweeps (name, spec, cell_count, cached_count) VALUES ('old', '{}', 1, 0) RETURNING id)
      INSERT INTO sweep_cells (sweep_id, position, cell_id, cached, state) SELECT id, 0, '${id}', false, 'pending' FROM made`);
    await sql(`UPDATE cells SET state = 'queued', queued_at = now()`);
    await sql(`UPDATE cells SET state = 'running', attempt = 1, worker_id = 'worker', started_at = now()`);
    await sql(`INSERT INTO attempts (cell_id, number, worker_id, engine, engine_version, device, device_name)
      SELECT id, 1, 'worker', 'wasm', '1', 'cpu', 'a CPU' FROM cells`);
    await sql(
      `INSERT INTO epochs SELECT id, 1, 1, 391, 0.5, 0.9, NULL, NULL, NULL, NULL, 2, 0.51, 0.52, 0.01, 1, 1, 1, 1 FROM cells`,
    );
    await sql(`INSERT INTO cell_results (cell_id, attempt, outcome, stop_reason, epochs, steps, final_epoch,
        epochs_to_fit, parameter_count, labels_selected, labels_changed, labels_sha256, images_sha256, seconds,
        images_per_second)
      VALUES ('${id}', 1, 'succeeded', 'epochs', 1, 391, 1, NULL, 1209866, 0, 0, '', '', 1, 1),
        ('${squared}', 1, 'succeeded', 'epochs', 1, 391, 1, 1, 23520, 0, 0, '', '', 1, 1)`);
    await sql(`UPDATE cells SET state = 'succeeded', ended_at = now()`);
    await sql(`UPDATE attempts SET outcome = 'succeeded', ended_at = started_at + interval '90 seconds'`);
    await sql('CREATE VIEW mine AS SELECT sweep, test_accuracy FROM results');
    const before = await sql('SELECT * FROM results');

    await migrate(url);
    await expect(sql('SELECT * FROM mine')).resolves.toEqual([{ sweep: 'old', test_accuracy: 0.51 }]);
    await expect(
      sql('SELECT state, cells::int, slot_seconds FROM tallies ORDER BY sweep_id NULLS LAST'),
    ).resolves.toEqual([
      { state: 'succeeded', cells: 1, slot_seconds: 90 },
      { state: 'succeeded', cells: 2, slot_seconds: 0 },
    ]);
    await expect(sql('SELECT * FROM results')).resolves.toEqual([
      {
        ...before[0],
        label_seed: '7',
        pixel_seed: '7',
        init_seed: '7',
        order_seed: '7',
        test_labels: 'clean',
        leave_out: null,
        excludes_true_class: false,
        gamma: null,
        filters: null,
        filter_side: null,
        folder: null,
        settings: expect.stringMatching(/^[0-9a-f]{8}$/) as unknown,
        fit: 'unfitted',
        label_smoothing: 0,
        mixup: 0,
        optimizer: 'sgd',
        optimizer_options: null,
      },
    ]);
    await expect(
      sql(
        `SELECT ours, paper, verdict FROM paper_comparison WHERE source = 'table-1' AND metric = 'test_accuracy'`,
      ),
    ).resolves.toEqual([{ ours: 0.51, paper: 0.5051, verdict: 'agrees' }]);
    await expect(
      sql('SELECT epochs_to_fit FROM cell_results WHERE epochs_to_fit IS NOT NULL'),
    ).resolves.toEqual([]);
    await expect(sql('UPDATE cell_results SET epochs_to_fit = 1')).rejects.toThrow(/never changes/);
    await expect(sql('DELETE FROM epochs')).rejects.toThrow(/epochs: the outcome of a cell never changes/);
  });

  it('names the server that it cannot reach', async () => {
    await expect(migrate('postgresql://rote@127.0.0.1:1/none')).rejects.toMatchObject({
      code: 'service-unavailable',
      retryable: true,
      message: expect.stringContaining('127.0.0.1:1') as string,
    });
  });
});
