/**
 * Measures how long a change takes from its commit in Postgres to each of many listeners of `GET /v1/events`, and what that
 * costs the API, while the database has many cells.
 *
 *     npm run bench:events
 *     npm run bench:events -- --listeners 100 --cells 100000 --changes 200 --every 100 --runs 3 --json events.json
 *
 * It starts an embedded Postgres and one API, submits a sweep of so many cells, opens the listeners, and then changes the
 * state of one cell every so many milliseconds. All clocks are this machine's. Prints for each run the median, the 95th and 99th
 * percentile and the worst latency over all listeners and changes in milliseconds, and the share of a core that the API used,
 * meanwhile and with listeners but without changes.
 */
import { writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { expandSweep, parseCountOption, type SweepSpec } from '@rote/domain';
import { createLogger, startServices } from '@rote/runtime';
import { migrate, openStore } from '@rote/store';
import { makeTempDir } from '@rote/testkit/system';
import pg from 'pg';
import { startApi } from './database-and-api.js';
import { percentileOf, spreadOf } from './spread.js';

const { values: options } = parseArgs({
  options: {
    listeners: { type: 'string', default: '100' },
    cells: { type: 'string', default: '100000' },
    changes: { type: 'string', default: '200' },
    every: { type: 'string', default: '100' },
    runs: { type: 'string', default: '3' },
    json: { type: 'string' },
  },
});
const count = (name: keyof typeof options): number => parseCountOption(`--${name}`, options[name] ?? '');
const [listeners, cells, changes, everyMs, runs] = [
  count('listeners'),
  count('cells'),
  count('changes'),
  count('every'),
  count('runs'),
];

interface Changed {
  readonly type: string;
  readonly cell?: string;
}

/** Opens a stream, and calls `onChange` with each cell that changed. */
async function listen(url: string, onChange: (cell: string) => void): Promise<IncomingMessage> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${url}/v1/events?types=cell.changed`, resolve).on('error', reject);
  });
  response.setEncoding('utf8').on('error', () => undefined);
  await new Promise<void>((resolve) => {
    let rest = '';
    response.on('data', (chunk: string) => {
      const blocks = (rest + chunk).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (data === undefined) continue;
        const { type, cell } = JSON.parse(data) as Changed;
        if (type === 'stream.opened') resolve();
        if (cell !== undefined) onChange(cell);
      }
    });
  });
  return response;
}

const percentile = (latencies: readonly number[], percent: number): number =>
  Number(percentileOf(latencies, percent).toFixed(1));

const folder = await makeTempDir();
const services = await startServices({
  dataDir: folder.path,
  queue: 'postgres',
  logger: createLogger({ name: 'bench', level: 'warn' }),
});
const { databaseUrl } = services;
await migrate(databaseUrl);
const store = openStore({ databaseUrl });
const spec: SweepSpec = {
  name: 'events',
  dataset: { name: 'synthetic', train: 64, test: 32 },
  device: 'gpu',
  grid: { architecture: ['mlp-1x16'], seed: Array.from({ length: cells }, (_, index) => index + 1) },
  training: { epochs: 1 },
};
const { sweep } = await store.sweeps.submit({ spec, cells: expandSweep(spec) });
// No feeder changes a cell meanwhile.
await store.sweeps.pause(sweep.id);
const api = await startApi(databaseUrl);
const { url } = api;
const client = new pg.Client({ connectionString: databaseUrl });
await client.connect();

/** Share of a core that the API uses during `work`. */
async function coreDuring(work: () => Promise<void>): Promise<number> {
  const before = api.usage().cpuMs;
  const start = performance.now();
  await work();
  return Number(((api.usage().cpuMs - before) / (performance.now() - start)).toFixed(4));
}

const committedAt = new Map<string, number>();
const latencies: number[] = [];
const streams = await Promise.all(
  Array.from({ length: listeners }, () =>
    listen(url, (cell) => {
      const at = committedAt.get(cell);
      if (at !== undefined) latencies.push(performance.now() - at);
    }),
  ),
);

const results: Readonly<Record<string, number>>[] = [];
try {
  const idleCore = await coreDuring(() => delay(3000));
  for (let run = 0; run < runs; run++) {
    latencies.length = 0;
    const targets = await store.sweeps.listCells(sweep.id, { state: 'pending', limit: changes });
    const core = await coreDuring(async () => {
      for (const { cell } of targets) {
        const pause = delay(everyMs);
        // The time is taken before the commit, so latencies include it.
        committedAt.set(cell.id, performance.now());
        await client.query(`UPDATE cells SET state = 'queued', queued_at = now() WHERE id = $1`, [cell.id]);
        await pause;
      }
      for (let wait = 0; latencies.length < targets.length * listeners && wait < 100; wait++) await delay(50);
    });
    const result = {
      run: run + 1,
      listeners,
      cells,
      changes: targets.length,
      missed: targets.length * listeners - latencies.length,
      medianMs: percentile(latencies, 50),
      p95Ms: percentile(latencies, 95),
      p99Ms: percentile(latencies, 99),
      worstMs: percentile(latencies, 100),
      core,
      idleCore,
    };
    results.push(result);
    console.log(JSON.stringify(result));
  }
  for (const name of ['medianMs', 'p95Ms', 'core'] as const)
    console.log(`${name}: ${JSON.stringify(spreadOf(results.map((result) => result[name] ?? NaN)))}`);
  if (options.json !== undefined) writeFileSync(options.json, JSON.stringify(results));
} finally {
  for (const stream of streams) stream.destroy();
  await client.end();
  await api.stop();
  await store.close();
  await services.stop();
  await folder.remove();
}
