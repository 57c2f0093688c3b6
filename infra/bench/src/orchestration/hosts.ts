import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeTempDir } from '@rote/testkit/system';
import { Redis } from 'ioredis';
import pg from 'pg';
import { percentileOf } from '../spread.js';
import type { HostsReport } from '../stand-in/hosts.js';
import { type StandInStack, startStandInStack } from '../stand-in/stack.js';
import { createTinySweeps } from './tiny-cells.js';

export interface HostsOptions {
  /** A built clone. */
  readonly tree: string;
  readonly workers: number;
  /** Slots of each worker. */
  readonly slots: number;
  /** Processes that the workers share evenly. */
  readonly processes: number;
  /** How many of the workers vanish, by `kill -9` of the processes that hold them. */
  readonly vanish: number;
  readonly cells: number;
  /** How long each cell takes. */
  readonly cellMs: number;
}

export interface HostsMeasure extends HostsOptions {
  /** The most sessions in `pg_stat_activity`: in all, and of workers. */
  readonly postgresConnections: number;
  /** The most clients of Redis. */
  readonly redisConnections: number;
  /** From the answer to the submission until 98 % of the slots had a cell, in seconds. */
  readonly fillSeconds: number;
  /** The part of the slots that had a cell between two samples, from then until hosts vanished. */
  readonly occupied: number;
  readonly claimsPerSecond: number;
  /** How long a slot was without a cell between two of them, in milliseconds: the end of one, its job, the claim. */
  readonly turnaroundMs: { readonly p50: number; readonly p99: number; readonly max: number };
  /** How long ago Postgres had heard from a live worker, over all samples, in milliseconds. */
  readonly heardAgoMs: { readonly p50: number; readonly p99: number; readonly max: number };
  /** The same of the event loops of the workers' processes, of the worst of them. */
  readonly loopDelayMs: { readonly p99: number; readonly max: number };
  /** How long the API took to answer about the sweep, in milliseconds. */
  readonly answerMs: { readonly p50: number; readonly p99: number };
  /** Cores that the API used, on average. */
  readonly apiCores: number;
  /** Peak memory of a process, over the workers in it, in MiB. */
  readonly workerMb: number;
  /** Cells that ran on the workers that vanished. */
  readonly hit: number;
  /** From the kill until the last of these ran again, in seconds. */
  readonly recoverySeconds: number;
  /** Cells without a result in the end. */
  readonly lost: number;
  /** Cells with more than one successful attempt, or with attempts after it. */
  readonly duplicated: number;
  /** Attempts at cells of workers that did not vanish that failed. */
  readonly disturbed: number;
}

interface Sample {
  readonly sessions: number;
  readonly running: number;
  readonly heardAgoMs: readonly number[];
}

const SAMPLE_MS = 1000;
/** Beyond the connections of workers: those of the API, and of this program. */
const OTHER_CONNECTIONS = 100;
const CONNECTIONS_PER_WORKER = 3;
const LONGEST_SECONDS = 900;
/** The part of the slots with a cell from which they count as filled: some are always between two cells. */
const FULL = 0.98;

const percentiles = (values: readonly number[]) => ({
  p50: percentileOf(values, 50),
  p99: percentileOf(values, 99),
  max: values.reduce((most, value) => Math.max(most, value), 0),
});

const SAMPLE = `
  SELECT (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend') AS sessions,
    (SELECT count(*)::int FROM cells WHERE state = 'running') AS running,
    ARRAY(SELECT 1000 * extract(epoch FROM clock_timestamp() - last_seen_at)::float8 FROM workers
      WHERE NOT id = ANY($1)) AS "heardAgoMs"`;

const OUTCOME = `
  SELECT (SELECT count(*)::int FROM cells c WHERE c.state <> 'succeeded' OR NOT EXISTS (
      SELECT FROM cell_results r WHERE r.cell_id = c.id)) AS lost,
    (SELECT count(DISTINCT a.cell_id)::int FROM attempts a JOIN attempts b
      ON b.cell_id = a.cell_id AND b.number > a.number WHERE a.outcome = 'succeeded') AS duplicated,
    (SELECT count(*)::int FROM attempts WHERE outcome <> 'succeeded' AND NOT worker_id = ANY($1)) AS disturbed,
    (SELECT coalesce(max(extract(epoch FROM again.started_at))::float8, 0) FROM attempts a JOIN attempts again
      ON again.cell_id = a.cell_id AND again.number = a.number + 1 WHERE a.worker_id = ANY($1)) AS "recoveredAt"`;

interface Outcome {
  readonly lost: number;
  readonly duplicated: number;
  readonly disturbed: number;
  /** Seconds since 1970. */
  readonly recoveredAt: number;
}

/** Looks at the servers of a stack every second, until it is stopped. */
function startSampling(stack: StandInStack, client: pg.Client, redis: Redis, sweep: string) {
  const samples: Sample[] = [];
  const answersMs: number[] = [];
  let redisConnections = 0;
  let ended = false;
  let gone: readonly string[] = [];
  const stopping = new AbortController();
  const look = async (): Promise<void> => {
    const { rows } = await client.query<Sample>(SAMPLE, [gone]);
    samples.push(...rows);
    const clients = /^connected_clients:(\d+)/m.exec(await redis.info('clients'));
    redisConnections = Math.max(redisConnections, Number(clients?.[1]));
    const askedAt = performance.now();
    ended = (await stack.find(sweep)).endedAt !== null;
    answersMs.push(performance.now() - askedAt);
  };
  const done = (async () => {
    while (!stopping.signal.aborted) {
      await look();
      await delay(SAMPLE_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    samples,
    answersMs,
    get redisConnections() {
      return redisConnections;
    },
    /** No longer asks when these workers were heard from. */
    forget(workers: readonly string[]) {
      gone = workers;
    },
    async until(condition: (last: Sample | undefined, ended: boolean) => boolean, what: string) {
      const startedAt = performance.now();
      while (!condition(samples.at(-1), ended)) {
        if (performance.now() - startedAt > 1000 * LONGEST_SECONDS) throw new Error(`no end of: ${what}`);
        await Promise.race([done, delay(SAMPLE_MS / 4)]);
      }
    },
    async stop() {
      stopping.abort();
      await done;
    },
  };
}

async function measure(stack: StandInStack, options: HostsOptions): Promise<HostsMeasure> {
  const { workers, slots, processes, vanish, cells } = options;
  const client = new pg.Client({ connectionString: stack.databaseUrl });
  const redis = new Redis(stack.redisUrl);
  await client.connect();
  const cpuBefore = stack.apiProcess.usage().cpuMs;
  const beganAt = performance.now();
  const sweep = await stack.submit(createTinySweeps()(cells));
  const answeredAt = performance.now();
  const sampling = startSampling(stack, client, redis, sweep);
  try {
    const all = workers * slots;
    await sampling.until((last) => (last?.running ?? 0) >= FULL * all, 'filling the slots');
    const fillSeconds = (performance.now() - answeredAt) / 1000;
    const filledAt = sampling.samples.length;
    const attempts = async (): Promise<number> =>
      (await client.query<{ count: number }>('SELECT count(*)::int AS count FROM attempts')).rows[0]!.count;
    const [attemptsBefore, steadyAt] = [await attempts(), performance.now()];
    const half = cells / 2;
    console.error(`98 % of ${String(all)} slots have a cell after ${fillSeconds.toFixed(1)} s`);
    while ((await attempts()) < half) await delay(SAMPLE_MS);
    const claimsPerSecond = ((await attempts()) - attemptsBefore) / ((performance.now() - steadyAt) / 1000);
    const steady = sampling.samples.slice(filledAt);

    const doomed = stack.workerProcesses.slice(0, Math.ceil((vanish * processes) / workers));
    const { rows: victims } = await client.query<{ id: string }>(
      'SELECT id FROM workers WHERE pid = ANY($1)',
      [doomed.map(({ pid }) => pid)],
    );
    const gone = victims.map(({ id }) => id);
    sampling.forget(gone);
    await Promise.all(doomed.map((process) => process.kill()));
    const killedAt = Date.now() / 1000;
    const { rows: hit } = await client.query<{ hit: number }>(
      `SELECT count(*)::int AS hit FROM cells WHERE state = 'running' AND worker_id = ANY($1)`,
      [gone],
    );
    console.error(`${String(gone.length)} workers have vanished with ${String(hit[0]?.hit)} cells`);
    await sampling.until((_last, ended) => ended, 'the sweep');
    await sampling.stop();

    const live = stack.workerProcesses.filter((process) => !doomed.includes(process));
    const reports: HostsReport[] = [];
    for (const process of live) reports.push((await process.report()) as HostsReport);
    const { rows } = await client.query<Outcome>(OUTCOME, [gone]);
    const { lost, duplicated, disturbed, recoveredAt } = rows[0]!;
    return {
      ...options,
      postgresConnections: Math.max(...sampling.samples.map(({ sessions }) => sessions)),
      redisConnections: sampling.redisConnections,
      fillSeconds,
      occupied: steady.reduce((sum, { running }) => sum + running, 0) / (all * steady.length),
      claimsPerSecond,
      turnaroundMs: percentiles(reports.flatMap((report) => report.turnaroundsMs)),
      heardAgoMs: percentiles(sampling.samples.flatMap(({ heardAgoMs }) => heardAgoMs)),
      loopDelayMs: {
        p99: Math.max(...reports.map((report) => report.loopDelayMs.p99)),
        max: Math.max(...reports.map((report) => report.loopDelayMs.max)),
      },
      answerMs: percentiles(sampling.answersMs),
      apiCores: (stack.apiProcess.usage().cpuMs - cpuBefore) / (performance.now() - beganAt),
      workerMb: Math.max(...live.map((process) => process.usage().rssMb)) / (workers / processes),
      hit: hit[0]?.hit ?? 0,
      recoverySeconds: recoveredAt - killedAt,
      lost,
      duplicated,
      disturbed,
    };
  } finally {
    await sampling.stop();
    redis.disconnect();
    await client.end();
  }
}

/** Runs many workers on one Postgres and one Redis, of which some vanish while they train. */
export async function measureHosts(options: HostsOptions): Promise<HostsMeasure> {
  const { tree, workers, slots, processes, cellMs } = options;
  if (workers % processes !== 0) throw new Error('--workers must be a multiple of --processes');
  const dir = await makeTempDir();
  try {
    const stack = await startStandInStack({
      tree,
      dir: join(dir.path, 'stack'),
      workers: { count: processes, hosts: workers / processes, slots, sleepMs: cellMs },
      postgresConnections: CONNECTIONS_PER_WORKER * workers + OTHER_CONNECTIONS,
    });
    try {
      console.error(`${String(workers)} workers have started in ${String(processes)} processes`);
      return await measure(stack, options);
    } finally {
      await stack.stop();
    }
  } finally {
    await dir.remove();
  }
}
