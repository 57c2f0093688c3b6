/**
 * Measures how fast large answers of `POST /v1/query` are, beside PostgreSQL's own COPY of the same query as CSV.
 *
 *     npm run bench:query -- [ROWS] [ROUNDS]      default: 1000000 rows, 5 rounds.
 *
 * Prints a line of JSON for COPY and for each format: the seconds of all rounds (median, least, most), the median ratio to COPY in
 * the same round, bytes, and the worst latency of `/healthz` meanwhile. The last line has the API's peak memory. It starts its own
 * PostgreSQL and API.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { parseCountOption } from '@rote/domain';
import pg from 'pg';
import copyStreams from 'pg-copy-streams';
import { startDatabaseAndApi } from './database-and-api.js';
import { spreadOf } from './spread.js';

const FORMATS = ['arrow', 'parquet', 'csv'] as const;

/** Rows like those of a learning curve. */
const queryOf = (rows: number): string =>
  `SELECT 'cell-' || n / 100 AS cell, (n % 100)::int AS epoch, n::int8 AS step, 1.0::float8 / n AS train_loss,
     sin(n)::float8 AS train_accuracy, 2.5::float8 + n AS test_loss, CASE WHEN n % 10 = 0 THEN NULL ELSE cos(n)::float8 END AS test_accuracy,
     TIMESTAMPTZ '2026-01-01' + n * interval '1 second' AS recorded_at
   FROM generate_series(1, ${String(rows)}) n`;

async function drain(chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  for await (const chunk of chunks) bytes += chunk.length;
  return bytes;
}

interface Timed {
  readonly seconds: number;
  readonly bytes: number;
}

async function timed(work: () => Promise<number>): Promise<Timed> {
  const start = performance.now();
  const bytes = await work();
  return { seconds: (performance.now() - start) / 1000, bytes };
}

/** Asks for `/healthz` until `work` is done, and returns the worst latency besides. */
async function whileAsking<T>(
  api: string,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly worstMs: number }> {
  const done = new AbortController();
  let worstMs = 0;
  const asking = (async () => {
    while (!done.signal.aborted) {
      const start = performance.now();
      await (await fetch(`${api}/healthz`)).arrayBuffer();
      worstMs = Math.max(worstMs, performance.now() - start);
      await delay(5);
    }
  })();
  const result = await work().finally(() => {
    done.abort();
  });
  await asking;
  return { result, worstMs };
}

async function ask(api: string, sql: string, format: string): Promise<number> {
  const response = await fetch(`${api}/v1/query`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-encoding': 'identity' },
    body: JSON.stringify({ sql, format }),
  });
  if (!response.ok || response.body === null) throw new Error(await response.text());
  return await drain(response.body);
}

const rounded = (value: number): number => Number(value.toFixed(2));
const spreadText = (values: readonly number[]) => {
  const { median = 0, min = 0, max = 0 } = spreadOf(values) ?? {};
  return { median: rounded(median), min: rounded(min), max: rounded(max) };
};

const [rowsText = '1000000', roundsText = '5'] = process.argv.slice(2);
const sql = queryOf(parseCountOption('ROWS', rowsText));
const rounds = parseCountOption('ROUNDS', roundsText);
const server = await startDatabaseAndApi();
const { databaseUrl, url } = server;
const client = new pg.Client({ connectionString: databaseUrl });
await client.connect();
try {
  const copies: Timed[] = [];
  const answers: Record<string, (Timed & { readonly worstMs: number; readonly ratio: number })[]> = {};
  for (let round = 0; round < rounds; round++) {
    const copy = await timed(() =>
      drain(client.query(copyStreams.to(`COPY (${sql}) TO STDOUT (FORMAT csv)`))),
    );
    copies.push(copy);
    for (const format of FORMATS) {
      const { result, worstMs } = await whileAsking(url, () => timed(() => ask(url, sql, format)));
      (answers[format] ??= []).push({ ...result, worstMs, ratio: result.seconds / copy.seconds });
    }
  }
  const print = (line: object): void => {
    console.log(JSON.stringify(line));
  };
  print({ copy: 'csv', seconds: spreadText(copies.map(({ seconds }) => seconds)), bytes: copies[0]?.bytes });
  for (const [format, runs] of Object.entries(answers))
    print({
      format,
      seconds: spreadText(runs.map(({ seconds }) => seconds)),
      ratioToCopy: spreadText(runs.map(({ ratio }) => ratio)),
      bytes: runs[0]?.bytes,
      healthzWorstMs: rounded(Math.max(...runs.map(({ worstMs }) => worstMs))),
    });
  print({ apiPeakMb: Math.round(server.usage().rssMb) });
} finally {
  await client.end();
  await server.stop();
}
