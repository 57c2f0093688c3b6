/**
 * Measures what cells cost in the database: bytes a row of each table, with its indexes and what is stored out of line, and a cell; how
 * much of that vacuum gives back; and how long vacuum and the deletion of the sweep take.
 *
 *     npm run bench:store
 *     npm run bench:store -- --cells 20000 --epochs 20 --tree ../main --tree . --json store.json
 *     npm run bench:store -- --layouts --cells 20000
 *
 * With `--layouts`, other ways to keep learning curves (ADR 37), in tables of their own.
 *
 * The store of the tree submits the cells as the API does, and queues, claims and finishes each after two batches of epochs, as the feeder
 * and a worker do; only the training is left out. Automatic vacuum is off, so that what grows can be seen. A tree is a built clone; each
 * has its own PostgreSQL.
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { expandSweep, parseCountOption, parseSweepSpec } from '@rote/domain';
import { startEmbeddedPostgres } from '@rote/runtime';
import type * as StorePackage from '@rote/store';
import type { Store } from '@rote/store';
import { measureLayouts } from './epoch-layouts.js';
import { makeTempDir } from '@rote/testkit/system';
import { epochOf, resultOf } from '@rote/testkit/values';
import pg from 'pg';

const { values: options } = parseArgs({
  options: {
    tree: { type: 'string', multiple: true, default: [fileURLToPath(new URL('../../..', import.meta.url))] },
    cells: { type: 'string', default: '4000' },
    epochs: { type: 'string', default: '20' },
    layouts: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
const cells = parseCountOption('--cells', options.cells);
const epochs = parseCountOption('--epochs', options.epochs);

/** Cells whose attempts write at the same time. */
const AT_ONCE = 4;
const ENGINE = { name: 'wasm', version: 'stand-in', device: 'cpu', deviceName: 'none' } as const;

const SIZES = `SELECT c.relname AS name, pg_relation_size(c.oid)::float8 AS heap, pg_indexes_size(c.oid)::float8 AS indexes,
    (pg_total_relation_size(c.oid) - pg_relation_size(c.oid) - pg_indexes_size(c.oid))::float8 AS other,
    s.n_live_tup::float8 AS rows, s.n_tup_upd::float8 AS updates, s.n_tup_hot_upd::float8 AS hot
  FROM pg_class c JOIN pg_stat_user_tables s ON s.relid = c.oid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE 'event%' AND c.relname NOT LIKE '%tall%' AND s.n_live_tup >= $1
  ORDER BY pg_total_relation_size(c.oid) DESC`;

interface TableSize {
  readonly name: string;
  /** Bytes of the rows themselves. */
  readonly heap: number;
  readonly indexes: number;
  /** Bytes stored out of line, with the maps of free space and of visibility. */
  readonly other: number;
  readonly rows: number;
  readonly updates: number;
  /** Updates that wrote to no index. */
  readonly hot: number;
}

interface Measured {
  readonly tree: string;
  /** After vacuum and a rewrite: what the rows need. */
  readonly tables: readonly TableSize[];
  readonly bytesPerCell: number;
  /** Before any vacuum, with all dead rows. */
  readonly grownBytesPerCell: number;
  readonly rowsPerCell: number;
  readonly fillSeconds: number;
  readonly vacuumSeconds: number;
  /** Undefined if the tree cannot delete a sweep. */
  readonly deleteSeconds?: number;
}

const GRID = {
  architecture: ['mlp-1x512', 'alexnet-small'],
  corruption: ['none', 'random-labels'],
  regularizer: ['none', 'weight-decay'],
};

/** Does with a cell what a worker does, except for the training. */
async function finishCell(
  store: Store,
  queued: { readonly cellId: string; readonly attempt: number },
): Promise<void> {
  const claim = await store.attempts.claim({ ...queued, workerId: 'bench', engine: ENGINE });
  if (claim === undefined) throw new Error(`cell ${queued.cellId} could not be claimed`);
  const half = Math.floor(epochs / 2);
  const reports = Array.from({ length: epochs }, (_, index) =>
    epochOf(index + 1, { train: { loss: 2 / (index + 1) + Math.random(), accuracy: Math.random() } }),
  );
  if (half > 0) await store.attempts.recordEpochs(claim.ref, reports.slice(0, half));
  await store.attempts.recordEpochs(claim.ref, reports.slice(half));
  const final = reports.at(-1)!;
  await store.attempts.finish(
    claim.ref,
    resultOf({ epochs, steps: final.step, final, bestTestEpoch: epochs }),
    null,
  );
}

async function finishAll(store: Store): Promise<void> {
  await store.workers.register({
    id: 'bench',
    host: 'bench',
    pid: 1,
    slots: 16,
    engine: ENGINE,
    gpuFault: null,
  });
  for (;;) {
    const queued = [...(await store.feed.markQueued(400))];
    if (queued.length === 0) return;
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let next = queued.pop(); next !== undefined; next = queued.pop()) await finishCell(store, next);
      }),
    );
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const bytesOf = (tables: readonly TableSize[]): number =>
  sum(tables.map(({ heap, indexes, other }) => heap + indexes + other));

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

async function measure(tree: string, databaseUrl: string, client: pg.Client): Promise<Measured> {
  const { migrate, openStore } = (await import(
    pathToFileURL(resolve(tree, 'packages/store/dist/index.js')).href
  )) as typeof StorePackage;
  await migrate(databaseUrl);
  const store = openStore({ databaseUrl });
  const readSizes = async (): Promise<readonly TableSize[]> => {
    await client.query('ANALYZE');
    return (await client.query<TableSize>(SIZES, [cells / 2])).rows;
  };
  try {
    await client.query('ALTER SYSTEM SET autovacuum = off');
    await client.query('SELECT pg_reload_conf()');
    const spec = parseSweepSpec({
      name: 'store',
      dataset: 'cifar10',
      grid: { ...GRID, seed: { from: 1, to: Math.ceil(cells / 8) } },
      training: { epochs },
    });
    const submitted = await store.sweeps.submit({ spec, cells: expandSweep(spec) });
    const { id } = submitted.sweep;
    const fillSeconds = await seconds(() => finishAll(store));
    const grown = await readSizes();
    const vacuumSeconds = await seconds(() => client.query('VACUUM ANALYZE'));
    await client.query('VACUUM FULL');
    const tables = await readSizes();
    const canDelete = 'deleteMore' in store.sweeps;
    const deleteSeconds = canDelete
      ? await seconds(async () => {
          await store.sweeps.delete(id);
          while (await store.sweeps.deleteMore());
        })
      : undefined;
    return {
      tree,
      tables: tables.map((table) => ({ ...table, ...updatesOf(grown, table.name) })),
      bytesPerCell: bytesOf(tables) / cells,
      grownBytesPerCell: bytesOf(grown) / cells,
      rowsPerCell: sum(tables.map(({ rows }) => rows)) / cells,
      fillSeconds,
      vacuumSeconds,
      ...(deleteSeconds !== undefined && { deleteSeconds }),
    };
  } finally {
    await store.close();
  }
}

/** A rewrite forgets the counts of updates. */
const updatesOf = (tables: readonly TableSize[], name: string): Pick<TableSize, 'updates' | 'hot'> => {
  const { updates = 0, hot = 0 } = tables.find((table) => table.name === name) ?? {};
  return { updates, hot };
};

function print({ tree, tables, ...measured }: Measured): void {
  console.log(tree);
  for (const { name, heap, indexes, other, rows, updates, hot } of tables) {
    const perRow = [heap, indexes, other].map((bytes) => Math.round(bytes / rows));
    console.log(
      `  ${name.padEnd(16)} ${(rows / cells).toFixed(1).padStart(5)} rows a cell, bytes a row: ${perRow.join(' + ')}; ` +
        `${Math.round((heap + indexes + other) / cells).toString()} bytes a cell; ${(updates / cells).toFixed(1)} updates a cell, ${(hot / cells).toFixed(1)} without indexes`,
    );
  }
  for (const [what, value] of Object.entries(measured))
    console.log(`  ${what.padEnd(20)} ${value.toFixed(2)}`);
}

/** Starts a PostgreSQL of its own for some work. */
async function withDatabase<T>(work: (url: string, client: pg.Client) => Promise<T>): Promise<T> {
  const dir = await makeTempDir();
  const server = await startEmbeddedPostgres({
    dir: dir.path,
    database: 'rote',
    onLog: () => undefined,
    ephemeral: true,
  });
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    return await work(server.url, client);
  } finally {
    await client.end();
    await server.stop();
    await dir.remove();
  }
}

const results: unknown[] = [];
if (options.layouts) {
  const costs = await withDatabase((_url, client) => measureLayouts(client, { cells, epochs }));
  for (const { layout, ...cost } of costs) {
    const texts = Object.entries(cost).map(([what, value]) => `${what} ${value.toFixed(1)}`);
    console.log(`${layout}: ${texts.join(', ')}`);
  }
  results.push(...costs);
} else
  for (const tree of options.tree.map((each) => resolve(each))) {
    const measured = await withDatabase((url, client) => measure(tree, url, client));
    results.push(measured);
    print(measured);
  }
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(results, undefined, 2)}\n`);
