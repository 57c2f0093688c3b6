import { useTempDir } from '@rote/testkit';
import { expect, it } from 'vitest';
import { runBench } from './run-bench.js';

interface Spread {
  readonly median: number;
  readonly max: number;
}

/** No speed is tested here, only that the benchmark runs and writes what it promises. */
it('npm run bench:orchestration trains cells of nearly no work through the whole service', async () => {
  const folder = await useTempDir();
  const sizes = ['--engine', 'wasm', '--cells', '6', '--runs', '2'];
  const { stdout, json } = await runBench<{
    readonly cells: readonly { readonly slots: number; readonly slotMs: Spread }[];
  }>('orchestration', sizes, { folder, env: { ROTE_SLOTS: '1' } });
  expect(json).toMatchObject({ engine: 'wasm', cells: [{ slots: 1, ratio: { median: 1 } }] });
  expect(json.cells[0]!.slotMs.median).toBeGreaterThan(0);
  expect(stdout).toMatch(/^ {2}ms of a slot a cell +\d+\.\d \(/m);
}, 180_000);

it('measures stand-ins for trainers, beside BullMQ by itself', async () => {
  const folder = await useTempDir();
  const { json } = await runBench<{
    readonly 'no-op': readonly { readonly ratio: Spread; readonly bullmqPerSecond: Spread }[];
    readonly overhead: readonly { readonly percent: Spread }[];
    readonly dispatch: readonly { readonly p50: Spread; readonly p99: Spread }[];
  }>(
    'orchestration',
    [
      ...['--measure', 'no-op', '--measure', 'overhead', '--measure', 'dispatch', '--runs', '1'],
      ...['--cells', '20', '--jobs', '200', '--sleep', '4x200x2', '--submissions', '3'],
    ],
    { folder },
  );
  expect(json['no-op'][0]!.bullmqPerSecond.median).toBeGreaterThan(0);
  expect(json['no-op'][0]!.ratio.median).toBeGreaterThan(0);
  expect(json.overhead).toMatchObject([{ cells: 4, sleepMs: 200, slots: 2 }]);
  // No cell ends before it has slept.
  expect(json.overhead[0]!.percent.median).toBeGreaterThan(0);
  expect(json.dispatch[0]!.p99.median).toBeGreaterThanOrEqual(json.dispatch[0]!.p50.median);
}, 180_000);

it('loses no cell of workers that vanish, and bounds what each keeps connected', async () => {
  const folder = await useTempDir();
  const { json } = await runBench<{ readonly hosts: readonly Readonly<Record<string, number>>[] }>(
    'orchestration',
    [
      ...['--measure', 'hosts', '--workers', '4', '--slots', '2', '--processes', '2', '--vanish', '2'],
      ...['--cells', '40', '--cell-ms', '3000'],
    ],
    { folder },
  );
  const [hosts = {}] = json.hosts;
  expect(hosts).toMatchObject({ lost: 0, duplicated: 0, disturbed: 0 });
  expect(hosts['hit']).toBeGreaterThan(0);
  // Three of each worker, and those of the API and the benchmark.
  expect(hosts['postgresConnections']).toBeLessThanOrEqual(3 * 4 + 20);
}, 240_000);

it('sends at most 6 SQL statements a cell, by pg_stat_statements', async () => {
  const folder = await useTempDir();
  const args = ['--measure', 'statements', '--cells', '300', '--runs', '1'];
  const { json } = await runBench<{ readonly statements: readonly { readonly statements: Spread }[] }>(
    'orchestration',
    args,
    { folder },
  );
  expect(json.statements[0]!.statements.max).toBeLessThanOrEqual(6);
  // A cell is at least claimed, and gets its result.
  expect(json.statements[0]!.statements.max).toBeGreaterThanOrEqual(2);
}, 180_000);

it('measures how many epochs a second a worker writes, and how late its event loop is', async () => {
  const folder = await useTempDir();
  const args = ['--measure', 'epochs', '--slots', '2', '--rate', '100', '--seconds', '2', '--runs', '1'];
  const { json } = await runBench<{
    readonly epochs: readonly { readonly rowsPerSecond: Spread; readonly p99: Spread }[];
  }>('orchestration', args, { folder });
  expect(json.epochs[0]!.rowsPerSecond.median).toBeGreaterThan(0);
  expect(json.epochs[0]!.p99.median).toBeGreaterThanOrEqual(0);
}, 180_000);
