/**
 * Measures how fast people get answers from a large database: the queries of docs/guide/asking-results.md through `POST /v1/query`, and
 * the list and the status of sweeps, by themselves and while other people's queries do their worst.
 *
 *     npm run bench:reads -- [CELLS] [EPOCHS] [ROUNDS]      default: 100000 cells of 100 epochs, 20 rounds.
 *
 * The cells are submitted, and then their results are written by SQL, as workers would have written them. Prints a line of JSON for
 * each request: the seconds of all rounds (median, 95th and 99th percentile). It starts its own PostgreSQL and API.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseCountOption } from '@rote/domain';
import pg from 'pg';
import { startDatabaseAndApi } from './database-and-api.js';
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

/** Everything that workers would have written about the cells of a sweep. */
const RESULTS = (epochs: number): string => `
  SET session_replication_role = replica;
  INSERT INTO workers (id, host, pid, slots, engine, engine_version, device, device_name)
    VALUES ('bench', 'bench', 1, 2, 'native', '1', 'gpu', 'bench');
  INSERT INTO attempts (cell_id, number, worker_id, engine, engine_version, device, device_name, started_at, ended_at, outcome)
    SELECT id, 1, 'bench', 'native', '1', 'gpu', 'bench', now() - interval '1 hour', now(), 'succeeded' FROM cells;
  INSERT INTO epochs (cell_id, epoch, attempt, step, train_loss, train_accuracy, test_loss, test_accuracy, best_test_accuracy,
      learning_rate, gradient_norm, weight_norm, seconds, images_per_second)
    SELECT id, n, 1, n * 10, exp(-n / 30.0) * (1 + label_noise), 1 - exp(-n / 20.0), 1 + label_noise,
      0.5 - label_noise / 4, 0.5 - label_noise / 4, 0.1, 1, 10 + n, 0.5, 1000
    FROM cells, generate_series(1, ${String(epochs)}) n;
  INSERT INTO cell_results (cell_id, attempt, outcome, stop_reason, epochs, steps, final_epoch, best_test_accuracy, best_test_epoch,
      epochs_to_fit, parameter_count, labels_selected, labels_changed, labels_sha256, images_sha256, seconds, images_per_second)
    SELECT id, 1, 'succeeded', 'epochs', ${String(epochs)}, ${String(epochs * 10)}, ${String(epochs)}, 0.5, 1, ${String(Math.ceil(epochs / 2))},
      100000, 0, 0, repeat('0', 64), repeat('0', 64), 50, 1000 FROM cells;
  UPDATE cells SET state = 'succeeded', attempt = 1, epoch = ${String(epochs)}, started_at = now() - interval '1 hour', ended_at = now();
  RESET session_replication_role;
  ANALYZE;`;

/** The queries of the guide, with what each answers: the line before it. */
async function guideQueries(): Promise<readonly { readonly name: string; readonly sql: string }[]> {
  const text = await readFile(GUIDE, 'utf8');
  return [...text.matchAll(/([^\n]+)\n\n```sql\n([^`]+)```/g)].map(([, name = '', sql = '']) => ({
    name,
    sql,
  }));
}

const [cellsText = '100000', epochsText = '100', roundsText = '20'] = process.argv.slice(2);
const cells = parseCountOption('CELLS', cellsText);
const epochs = parseCountOption('EPOCHS', epochsText);
const rounds = parseCountOption('ROUNDS', roundsText);

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
/** Writes the results, and returns how much there is. */
async function writeResults(databaseUrl: string): Promise<object> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(RESULTS(epochs));
    const { rows } = await client.query<Record<string, string>>(
      `SELECT (SELECT count(*) FROM cells) AS cells, (SELECT count(*) FROM epochs) AS epochs,
         pg_size_pretty(pg_database_size(current_database())) AS size`,
    );
    return rows[0] ?? {};
  } finally {
    await client.end();
  }
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
          seed: { from: 1, to: Math.max(1, Math.round(cells / ARCHITECTURES.length / NOISE.length)) },
        },
      }),
    ),
  ) as { readonly id: string };
  print(await writeResults(databaseUrl));

  const reads = {
    'GET /v1/sweeps': () => ask(`${url}/v1/sweeps`),
    'GET /v1/sweeps/{id}': () => ask(`${url}/v1/sweeps/${submitted.id}`),
  };
  for (const [name, read] of Object.entries(reads)) print({ read: name, ...latenciesOf(await timed(read)) });
  for (const { name, sql } of await guideQueries())
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
