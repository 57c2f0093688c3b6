/**
 * Measures what large sweeps cost the API and its database: a dry run, a submission, the same cells again, a change of priority, a
 * pause, a resumption and a cancellation, while `/healthz` is asked continuously.
 *
 *     npm run bench:submit -- [--cells 100000]… [--runs 3] [--tree ../main --tree .] [--json submit.json]
 *
 * A tree is a built clone. If there are several, each run measures them in turn, each on its own PostgreSQL, which waits for its
 * log to be on the disk. The ratios are to the first tree, of the same run. For comparison, the rows of a submission are also
 * copied by one COPY for each table, into tables with the same indexes. Prints medians over the runs, with minimum and maximum.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parseCountOption, type SweepSpec } from '@rote/domain';
import { connectClient, endClient } from '@rote/postgres';
import copyStreams from 'pg-copy-streams';
import { startDatabaseAndApi } from './database-and-api.js';
import { type Spread, spreadOf } from './spread.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const HEALTHZ_EVERY_MS = 5;
/** Values of all axes besides the seed. */
const COMBINATIONS = 100;

const { values: options } = parseArgs({
  options: {
    tree: { type: 'string', multiple: true, default: [root] },
    cells: { type: 'string', multiple: true, default: ['100000'] },
    runs: { type: 'string', default: '3' },
    json: { type: 'string' },
  },
});
const sizes = options.cells.map((cells) => parseCountOption('--cells', cells));
const runs = parseCountOption('--runs', options.runs);

let usedSeeds = 0;
/** Returns a grid of cells that no earlier one has. */
function specOf(cells: number): SweepSpec {
  const seeds = Math.ceil(cells / COMBINATIONS);
  const from = usedSeeds + 1;
  usedSeeds += seeds;
  return {
    name: `${String(cells)} cells`,
    dataset: { name: 'synthetic', train: 64, test: 32 },
    device: 'gpu',
    grid: {
      architecture: ['mlp-1x16', 'mlp-1x32', 'mlp-3x16', 'alexnet-small', 'inception-small'],
      corruption: ['none', 'random-labels', 'shuffled-pixels', 'random-pixels'],
      regularizer: ['none', 'weight-decay', 'dropout', 'label-smoothing', 'early-stopping'],
      seed: { from, to: from + seeds - 1 },
    },
    training: { epochs: 1 },
  };
}

/** What one request took, in milliseconds. */
interface Timing {
  readonly ms: number;
  /** Processor time of the API, and of the whole database server. */
  readonly apiCpuMs: number;
  readonly databaseCpuMs: number;
  /** The slowest answer of `/healthz` meanwhile. */
  readonly healthzMs: number;
}

interface Server extends Awaited<ReturnType<typeof startDatabaseAndApi>> {
  /** The process that all processes of the database server are children of. */
  readonly postmaster: number;
}

/** Clock ticks of /proc/PID/stat are hundredths of a second on Linux. */
const TICK_MS = 10;

/** The fields of /proc/PID/stat from the third on, which come after the name in parentheses; undefined if it has ended. */
function statOf(pid: number): readonly string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

const parentOf = (stat: readonly string[]): number => Number(stat[1]);
/** User and system time in milliseconds, also of children that have ended. */
const cpuMsOf = (stat: readonly string[]): number =>
  stat.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) * TICK_MS;

/** Processor time of a process and its children so far, in milliseconds. */
function cpuOfFamily(parent: number): number {
  const family = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = statOf(Number(name));
      return stat !== undefined && (Number(name) === parent || parentOf(stat) === parent) ? [stat] : [];
    });
  return family.reduce((sum, stat) => sum + cpuMsOf(stat), 0);
}

async function startServer(tree: string): Promise<Server> {
  const server = await startDatabaseAndApi({ tree, isDurable: true });
  const client = await connectClient(server.databaseUrl, { applicationName: 'bench' });
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const postmaster = parentOf(statOf(rows[0]!.pid)!);
  await endClient(client);
  return { ...server, postmaster };
}

async function timingOf(server: Server, work: () => Promise<void>): Promise<Timing> {
  let healthzMs = 0;
  const done = new AbortController();
  const asking = (async () => {
    do {
      const start = performance.now();
      await (await fetch(`${server.url}/healthz`)).arrayBuffer();
      healthzMs = Math.max(healthzMs, performance.now() - start);
      await delay(HEALTHZ_EVERY_MS);
    } while (!done.signal.aborted);
  })();
  const apiCpuMs = server.usage().cpuMs;
  const databaseCpuMs = cpuOfFamily(server.postmaster);
  const start = performance.now();
  await work();
  const ms = performance.now() - start;
  done.abort();
  await asking;
  return {
    ms,
    apiCpuMs: server.usage().cpuMs - apiCpuMs,
    databaseCpuMs: cpuOfFamily(server.postmaster) - databaseCpuMs,
    healthzMs,
  };
}

async function ask<Body>({ url }: Server, path: string, method: string, body?: object): Promise<Body> {
  const response = await fetch(`${url}/v1/${path}`, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  const answer: unknown = await response.json();
  if (!response.ok)
    throw new Error(`${method} ${path}: ${String(response.status)} ${JSON.stringify(answer)}`);
  return answer as Body;
}

/** Copies the rows of a sweep into tables with the same indexes, and returns how long the COPY took, in milliseconds. */
async function copyRows(server: Server, sweep: string): Promise<number> {
  const client = await connectClient(server.databaseUrl, { applicationName: 'bench' });
  let ms = 0;
  try {
    const rowsOf = {
      cells: `SELECT c.* FROM cells c JOIN sweep_cells m ON m.cell_id = c.id WHERE m.sweep_id = '${sweep}'`,
      sweep_cells: `SELECT * FROM sweep_cells WHERE sweep_id = '${sweep}'`,
    };
    for (const [table, rows] of Object.entries(rowsOf)) {
      const chunks: Buffer[] = [];
      await pipeline(client.query(copyStreams.to(`COPY (${rows}) TO STDOUT`)), async (stream) => {
        for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
      });
      await client.query(`CREATE TABLE bench_copy (LIKE ${table} INCLUDING ALL)`);
      const start = performance.now();
      await pipeline(chunks, client.query(copyStreams.from('COPY bench_copy FROM STDIN')));
      ms += performance.now() - start;
      await client.query('DROP TABLE bench_copy');
    }
  } finally {
    await endClient(client);
  }
  return ms;
}

const STEPS = ['dry run', 'submit', 'same again', 'priority', 'pause', 'resume', 'cancel'] as const;
type Step = (typeof STEPS)[number];

interface Round {
  readonly timings: Readonly<Record<Step, Timing>>;
  readonly copyMs: number;
}

async function measure(server: Server, spec: SweepSpec, cells: number): Promise<Round> {
  let id = '';
  let twin = '';
  const send = (path: string, method: string, body?: object) => async (): Promise<void> => {
    await ask(server, path, method, body);
  };
  const submit = async (): Promise<string> => {
    const { id: submitted, cells: count } = await ask<{ id: string; cells: number }>(
      server,
      'sweeps',
      'POST',
      spec,
    );
    if (count !== cells) throw new Error(`${String(count)} cells instead of ${String(cells)}`);
    return submitted;
  };
  const timings = {
    'dry run': await timingOf(server, send('sweeps?dryRun=true', 'POST', spec)),
    submit: await timingOf(server, async () => {
      id = await submit();
    }),
    'same again': await timingOf(server, async () => {
      twin = await submit();
    }),
  };
  await ask(server, `sweeps/${twin}/cancel`, 'POST');
  return {
    timings: {
      ...timings,
      priority: await timingOf(server, send(`sweeps/${id}`, 'PATCH', { priority: 5 })),
      pause: await timingOf(server, send(`sweeps/${id}/pause`, 'POST')),
      resume: await timingOf(server, send(`sweeps/${id}/resume`, 'POST')),
      cancel: await timingOf(server, send(`sweeps/${id}/cancel`, 'POST')),
    },
    copyMs: await copyRows(server, id),
  };
}

interface Tree {
  readonly path: string;
  readonly server: Server;
  readonly rounds: Map<number, Round[]>;
}

async function openTree(path: string): Promise<Tree> {
  const server = await startServer(path);
  // Warms up what the first requests pay for: code, connections, plans.
  await measure(server, specOf(1000), 1000);
  return { path, server, rounds: new Map(sizes.map((size) => [size, []])) };
}

const text = ({ median, min, max }: Spread, digits: number): string =>
  `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;

const trees: Tree[] = [];
try {
  for (const path of options.tree) trees.push(await openTree(resolve(path)));
  const [first] = trees;
  for (const cells of sizes) {
    for (let run = 1; run <= runs; run++) {
      const spec = specOf(cells);
      for (const { server, rounds } of trees) rounds.get(cells)!.push(await measure(server, spec, cells));
      console.error(`${String(cells)} cells: run ${String(run)} of ${String(runs)} is done`);
    }
  }
  const results = trees.flatMap(({ path, server, rounds }) =>
    sizes.map((cells) => {
      const these = rounds.get(cells)!;
      const of = first!.rounds.get(cells)!;
      return {
        tree: path,
        cells,
        steps: Object.fromEntries(
          STEPS.map((step) => [
            step,
            {
              ms: spreadOf(these.map(({ timings }) => timings[step].ms))!,
              healthzMs: spreadOf(these.map(({ timings }) => timings[step].healthzMs))!,
              ratio: spreadOf(these.map(({ timings }, run) => of[run]!.timings[step].ms / timings[step].ms))!,
              apiCpuMs: spreadOf(these.map(({ timings }) => timings[step].apiCpuMs))!,
              databaseCpuMs: spreadOf(these.map(({ timings }) => timings[step].databaseCpuMs))!,
            },
          ]),
        ),
        copyMs: spreadOf(these.map(({ copyMs }) => copyMs))!,
        apiPeakMb: server.usage().rssMb,
      };
    }),
  );
  for (const { tree, cells, steps, copyMs, apiPeakMb } of results) {
    console.log(`${tree}: ${String(cells)} cells, ${String(runs)} runs, medians (min–max)`);
    for (const [step, { ms, apiCpuMs, databaseCpuMs, healthzMs, ratio }] of Object.entries(steps))
      console.log(
        `  ${step.padEnd(10)} ${text(ms, 0)} ms, processor: API ${text(apiCpuMs, 0)} ms, database ${text(databaseCpuMs, 0)} ms; ` +
          `/healthz at most ${text(healthzMs, 0)} ms; ${text(ratio, 2)} times as fast as the first tree`,
      );
    console.log(`  one COPY of the same rows: ${text(copyMs, 0)} ms`);
    console.log(`  peak memory of the API so far: ${apiPeakMb.toFixed(0)} MiB`);
  }
  if (options.json !== undefined)
    writeFileSync(options.json, `${JSON.stringify({ runs, results }, undefined, 2)}\n`);
} finally {
  for (const { server } of trees) await server.stop();
}
