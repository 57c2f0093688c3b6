/**
 * Measures how fast people get answers from a large database: the queries of docs/guide/asking-results.md through `POST /v1/query`, and
 * what the page and the CLI ask of sweeps, cells and workers, by themselves and while other people's queries do their worst.
 *
 *     npm run bench:reads -- [CELLS] [EPOCHS] [ROUNDS]      default: 100000 cells of 100 epochs, 20 rounds.
 *     npm run bench:reads -- 1000000 20 --no-guide          without the queries of the guide
 *
 * The cells are submitted, and then the results of nine in ten are written by SQL, as workers would have written them. Prints a line of JSON for
 * each request: the seconds of all rounds (median, 95th and 99th percentile). It starts its own PostgreSQL and API.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parseCountOption } from '@rote/domain';
import { startDatabaseAndApi } from './database-and-api.js';
import { finishCells } from './finished-cells.js';
import { percentileOf } from './spread.js';

const GUIDE = fileURLToPath(new URL('../../../docs/guide/asking-results.md', import.meta.url));

/** Values of the axes besides the seed, as in a replication of the paper. */
const ARCHITECTURES = ['mlp-1x512', 'mlp-3x512', 'inception-small', 'alexnet-small'];
const NOISE = Array.from({ length: 10 }, (_, index) => (index + 1) / 10);

/** Queries that run until a limit stops them. */
const HOSTILE = [
  'SELECT pg_sleep(600)',
  'WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r',
  `SELECT x FROM (SELECT md5(n::text) || repeat('z', 2000) AS x FROM generate_series(1, 1000000) n) t ORDER BY x`,
  `SELECT string_agg(md5(a::text || b::text), '') FROM generate_series(1, 3000) a, generate_series(1, 3000) b`,
  'SELECT count(*) FROM learning_curves a JOIN learning_curves b ON a.epoch = b.epoch WHERE a.test_loss > b.test_loss',
  `SELECT count(*) FROM results WHERE repeat(architecture, 100) ~ '(a+)+x'`,
];

/** The queries of the guide, with what each answers: the line before it. */
async function guideQueries(): Promise<readonly { readonly name: string; readonly sql: string }[]> {
  const text = await readFile(GUIDE, 'utf8');
  return [...text.matchAll(/([^\n]+)\n\n```sql\n([^`]+)```/g)].map(([, name = '', sql = '']) => ({
    name,
    sql,
  }));
}

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  allowNegative: true,
  options: { guide: { type: 'boolean', default: true } },
});
const [cellsText = '100000', epochsText = '100', roundsText = '20'] = positionals;
const cells = parseCountOption('CELLS', cellsText);
const epochs = parseCountOption('EPOCHS', epochsText);
const rounds = parseCountOption('ROUNDS', roundsText);
const seeds = Math.max(1, Math.round(cells / ARCHITECTURES.length / NOISE.length));
/** The cells of the last seeds wait, so that there is time left to estimate. */
const waitingSeeds = Math.round(seeds / 10);

async function ask(url: string, request?: RequestInit): Promise<string> {
  const response = await fetch(url, request);
  const body = await response.text();
  if (!response.ok) throw new Error(`${url}: ${body}`);
  return body;
}
const post = (body: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** Returns the milliseconds of each round. */
async function timed(work: () => Promise<unknown>): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times;
}
const print = (line: object): void => {
  console.log(JSON.stringify(line));
};
const latenciesOf = (times: readonly number[]) =>
  Object.fromEntries(
    [50, 95, 99].map((percent) => [`p${String(percent)}Ms`, Math.round(percentileOf(times, percent))]),
  );

const server = await startDatabaseAndApi();
const { databaseUrl, url } = server;
try {
  const submitted = JSON.parse(
    await ask(
      `${url}/v1/sweeps`,
      post({
        name: 'bench',
        dataset: { name: 'synthetic', train: 64, test: 32 },
        device: 'gpu',
        grid: {
          architecture: ARCHITECTURES,
          corruption: NOISE.map((probability) => ({ kind: 'partial-labels', probability })),
          seed: { from: 1, to: seeds },
        },
      }),
    ),
  ) as { readonly id: string };
  // Paused, so that no cell is queued in the meantime.
  await ask(`${url}/v1/sweeps/${submitted.id}/pause`, post({}));
  print(await finishCells(databaseUrl, { epochs, firstPendingSeed: seeds - waitingSeeds + 1 }));

  await ask(`${url}/v1/sweeps/${submitted.id}/resume`, post({}));

  const reads = {
    'GET /v1/sweeps': () => ask(`${url}/v1/sweeps`),
    'GET /v1/sweeps/{id}': () => ask(`${url}/v1/sweeps/${submitted.id}`),
    'GET /v1/sweeps/{id}/cells': () =>
      ask(`${url}/v1/sweeps/${submitted.id}/cells?limit=100&state=succeeded`),
    'GET /v1/queues': () => ask(`${url}/v1/queues`),
    'GET /v1/workers': () => ask(`${url}/v1/workers`),
  };
  for (const [name, read] of Object.entries(reads)) print({ read: name, ...latenciesOf(await timed(read)) });
  for (const { name, sql } of options.guide ? await guideQueries() : [])
    print({ query: name, ...latenciesOf(await timed(() => ask(`${url}/v1/query`, post({ sql })))) });

  const done = new AbortController();
  const hostile = HOSTILE.map(async (sql) => {
    while (!done.signal.aborted)
      await fetch(`${url}/v1/query`, { ...post({ sql, format: 'csv' }), signal: done.signal })
        .then((response) => response.text())
        .catch(() => undefined);
  });
  for (const [name, read] of Object.entries(reads))
    print({ read: name, beside: 'hostile queries', ...latenciesOf(await timed(read)) });
  done.abort();
  await Promise.all(hostile);
  print({ apiPeakMb: Math.round(server.usage().rssMb) });
} finally {
  await server.stop();
}
