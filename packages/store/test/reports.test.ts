import { expandSweep, parseSweepSpec } from '@rote/domain';
import { useStore } from '@rote/testkit';
import { epochOf, resultOf } from '@rote/testkit/values';
import { describe, expect, it } from 'vitest';
import { renderReport } from '../../figures/src/index.js';
import { ROWS } from '../../figures/test/fixtures/rows.js';
import type { Store } from '../src/index.js';
import { REPORT_TABLES } from '../src/reports/report-tables.js';
import { submit, sweepOf } from './fixtures/sweep-of.js';
import { claimNext, claimOne, registerWorker } from './fixtures/training.js';

const NOWHERE = '00000000-0000-4000-8000-000000000000';

const SPEC = parseSweepSpec({
  name: 'randomization',
  dataset: { name: 'cifar10', train: 1000, test: 500 },
  grid: {
    architecture: ['mlp-1x512'],
    corruption: ['none', { kind: 'partial-labels', probability: 0.5 }, 'random-labels'],
    seed: [1, 2],
  },
});

/** Finishes every cell; the second epoch of the second seed has a larger loss. */
async function trainAll(store: Store): Promise<void> {
  await registerWorker(store);
  for (const ref of await claimNext(store, 1000)) {
    const { cell } = await store.cells.get(ref.cellId);
    const curve = [1, 2].map((epoch) => epochOf(epoch, { train: { loss: cell.seed / epoch, accuracy: 1 } }));
    await store.attempts.recordEpochs(ref, curve);
    await store.attempts.finish(ref, resultOf({ epochs: 2, final: curve.at(-1) ?? null }), null);
  }
}

describe('the tables of a report', () => {
  it.each(Object.keys(REPORT_TABLES) as (keyof typeof REPORT_TABLES)[])(
    '%s has the columns that the rows of a report have',
    async (name) => {
      const { sql } = await useStore();
      await sql(`CREATE VIEW mine AS ${REPORT_TABLES[name].replaceAll('$1', `'${NOWHERE}'`)}`);
      const found = await sql(
        `SELECT attname FROM pg_attribute WHERE attrelid = 'mine'::regclass AND attnum > 0`,
      );
      const columns = found.map(({ attname }) => String(attname));
      const camel = (text: string) => text.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
      const [row] = ROWS[camel(name) as keyof typeof ROWS] as readonly object[];
      expect(columns.map(camel)).toEqual(expect.arrayContaining(Object.keys(row ?? {})));
    },
  );
});

describe('a report', () => {
  it("has rows over seeds, the paper's beside them, and the methods", async () => {
    const { store } = await useStore();
    const { sweep } = await store.sweeps.submit({ spec: SPEC, cells: expandSweep(SPEC) });
    await trainAll(store);
    const report = await store.reports.read(sweep.id);
    expect(report).toMatchObject({
      name: 'randomization',
      state: 'completed',
      cells: 6,
      counts: { succeeded: 6 },
    });
    expect(report.rows.figure1a).toHaveLength(4);
    expect(report.rows.figure1a[1]).toMatchObject({ corruption: 'none', epoch: 2, n: 2, trainLoss: 0.75 });
    expect(report.rows.figure1c.map(({ labelNoise, n }) => [labelNoise, n])).toEqual([
      [0, 2],
      [0.5, 2],
      [1, 2],
    ]);
    expect(report.rows.figure1c[0]).toMatchObject({
      testError: 0.9,
      paperTestError: expect.any(Number) as number,
    });
    expect(report.rows.table1[0]).toMatchObject({ labels: 'true', n: 2, paperTestAccuracy: 0.5051 });
    expect(report.rows.unfinished).toEqual([]);
    expect(report.methods).toMatchObject({
      datasets: [{ name: 'cifar10', train: 1000 }],
      architectures: [{ kind: 'mlp', depth: 1, width: 512 }],
      seeds: { count: 2, least: 1, greatest: 2 },
      hasSeedOverrides: false,
      engines: [{ engine: 'wasm', device: 'cpu', cells: 6 }],
    });
    expect(report.methods.corruptions).toHaveLength(3);
    expect(report.methods.trainings).toMatchObject([
      { architecture: 'mlp-1x512', training: { learningRate: 0.01 } },
    ]);
    expect(report.methods.firstFinishedAt).toBeInstanceOf(Date);
  });

  it('shows which cells are missing, why, and what they have cost', async () => {
    const { store } = await useStore();
    await registerWorker(store);
    const { id } = await submit(store, sweepOf('sweep', [1, 2]));
    await store.attempts.fail(await claimOne(store), { class: 'bug', message: 'a shape does not fit' });
    const { rows, methods } = await store.reports.read(id);
    expect(rows.unfinished).toMatchObject([
      { state: 'failed', seed: 1, attempts: 1, error: 'bug: a shape does not fit' },
      { state: 'pending', seed: 2, attempts: 0, seconds: 0, error: null },
    ]);
    expect(rows.unfinished[0]?.seconds).toBeGreaterThan(0);
    expect(methods.engines).toEqual([]);
    expect(methods.firstFinishedAt).toBeNull();
  });

  it("has the paper's whole curves for the networks and the data set of the sweep", async () => {
    const { store } = await useStore();
    const { sweep } = await store.sweeps.submit({ spec: SPEC, cells: expandSweep(SPEC) });
    const curvesOf = async () =>
      (await store.reports.readTables(sweep.id)).find(({ name }) => name === 'paper_curves');
    await expect(curvesOf()).resolves.toBeUndefined();
    await trainAll(store);
    const { columns, rows } = (await curvesOf())!;
    const at = (column: string) => new Set(rows.map((row) => row[columns.indexOf(column)]));
    expect(at('architecture')).toEqual(new Set(['mlp-1x512']));
    expect(at('source')).toEqual(new Set(['figure-1b', 'figure-1c']));
    expect(at('label_noise').size).toBe(11);
    expect(rows).toHaveLength(3 * 11);

    const elsewhere = { ...SPEC, dataset: 'synthetic' } as const;
    const other = await store.sweeps.submit({ spec: elsewhere, cells: expandSweep(elsewhere) });
    await trainAll(store);
    const tables = await store.reports.readTables(other.sweep.id);
    expect(tables.map(({ name }) => name)).not.toContain('paper_curves');
  });

  it('has the error of a kernel at each number of train images', async () => {
    const { store } = await useStore();
    const spec = parseSweepSpec({
      name: 'kernel',
      dataset: { name: 'mnist', test: 50 },
      grid: { architecture: ['kernel'], trainImages: [100, 60_000] },
    });
    const { id } = await submit(store, spec);
    await trainAll(store);
    expect((await store.reports.readRows(id, ['kernelSection'])).kernelSection).toMatchObject([
      { dataset: 'mnist', trainImages: 100, n: 1, testError: 0.9, paperTestError: null },
      { dataset: 'mnist', trainImages: 60_000, n: 1, paperTestError: 0.012 },
    ]);
  });

  it('reads only the tables that are asked for', async () => {
    const { store } = await useStore();
    const { id } = await submit(store, sweepOf('sweep', [1]));
    await trainAll(store);
    const rows = await store.reports.readRows(id, ['paperCurves', 'figure1a']);
    expect(Object.keys(rows).toSorted()).toEqual(['figure1a', 'paperCurves']);
    expect(rows.figure1a).toHaveLength(2);
    await expect(store.reports.readRows(NOWHERE, [])).rejects.toMatchObject({ code: 'sweep-not-found' });
  });

  it('returns the same rows as tables with the columns of Postgres', async () => {
    const { store } = await useStore();
    const { sweep } = await store.sweeps.submit({ spec: SPEC, cells: expandSweep(SPEC) });
    await trainAll(store);
    const tables = await store.reports.readTables(sweep.id);
    const table = tables.find(({ name }) => name === 'figure_1c');
    expect(table?.columns.slice(0, 7)).toEqual([
      'dataset',
      'architecture',
      'regularizer',
      'label_noise',
      'train_images',
      'n',
      'test_error',
    ]);
    expect(table?.rows).toHaveLength(3);
    expect(table?.rows[2]?.slice(0, 6)).toEqual(['cifar10', 'mlp-1x512', 'none', 1, 1000, 2]);
    expect(tables.map(({ name }) => name)).not.toContain('table_4');
  });

  it('can be read and drawn for a sweep without cells', async () => {
    const { store } = await useStore();
    const { sweep } = await store.sweeps.submit({ spec: SPEC, cells: [] });
    const report = await store.reports.read(sweep.id);
    expect(report).toMatchObject({ cells: 0, methods: { datasets: [], trainings: [], seeds: { count: 0 } } });
    expect(Object.values(report.rows).flat()).toEqual([]);
    expect(renderReport(report)).toContain('The sweep has no cells');
    await expect(store.reports.readTables(sweep.id)).resolves.toEqual([]);
  });

  it('is rejected for a sweep that does not exist', async () => {
    const { store } = await useStore();
    for (const id of [NOWHERE, 'no id'])
      await expect(store.reports.read(id)).rejects.toMatchObject({ code: 'sweep-not-found' });
    await expect(store.reports.readTables(NOWHERE)).rejects.toMatchObject({ code: 'sweep-not-found' });
  });
});
