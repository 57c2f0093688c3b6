import { join } from 'node:path';
import { createLogger, startEmbeddedPostgres, startServices } from '@rote/runtime';
import pg from 'pg';
import { createSweepClient, type SweepClient } from '../sweep-client.js';
import { type StartedProgram, startProgram } from '../usage.js';

interface StandInWorkers {
  /** How many processes. */
  readonly count: number;
  /** How many workers share each process, with trainers in it. Default: one worker, with trainers in processes of their own. */
  readonly hosts?: number;
  /** How many cells each trains at once. */
  readonly slots: number;
  /** How long each cell takes. Default: no time. */
  readonly sleepMs?: number;
  /** How many epochs each cell reports in that time. Default: 1. */
  readonly epochs?: number;
  /** Where the first worker writes the delays of its event loop. Default: nowhere. */
  readonly delaysFile?: string;
  /** Where the time of each start is appended, in milliseconds since 1970. Default: nowhere. */
  readonly startsFile?: string;
}

/** A stack of separate processes whose workers have stand-ins for trainers. */
export interface StandInStack extends SweepClient {
  /** Its database. */
  readonly databaseUrl: string;
  /** The Redis of its queue: a URL, or the path of a unix socket. */
  readonly redisUrl: string;
  readonly apiProcess: StartedProgram;
  readonly workerProcesses: readonly StartedProgram[];
  /** Returns how many SQL statements the stack has sent so far, by `pg_stat_statements`. Needs `countStatements`. */
  statements(): Promise<number>;
  /** Stops all of it. */
  stop(): Promise<void>;
}

export interface StandInStackOptions {
  /** The built clone whose API and workers it runs. */
  readonly tree: string;
  /** A folder for the files of its servers. */
  readonly dir: string;
  readonly workers: StandInWorkers;
  /** Whether the server counts statements, which costs a little. Default: no. */
  readonly countStatements?: boolean;
  /** How many clients its PostgreSQL accepts at once. Default: that of an embedded one. */
  readonly postgresConnections?: number;
}

async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** Makes the embedded PostgreSQL of a state folder load `pg_stat_statements` when it starts again. */
async function preloadStatementCounts(dir: string): Promise<void> {
  const server = await startEmbeddedPostgres({
    dir: join(dir, 'postgres'),
    database: 'rote',
    onLog: () => undefined,
  });
  try {
    await query(server.url, "ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'");
  } finally {
    await server.stop();
  }
}

/** The counts are of the whole server, so the extension is in another database, where it is in nothing's way. */
const besides = (databaseUrl: string): string =>
  Object.assign(new URL(databaseUrl), { pathname: '/postgres' }).href;

const STATEMENTS = `SELECT sum(calls) AS calls FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
  WHERE d.datname = 'rote'`;

/** Starts embedded servers, and the API and workers of a tree. */
export async function startStandInStack(options: StandInStackOptions): Promise<StandInStack> {
  const { tree, dir, workers, countStatements = false } = options;
  if (countStatements) await preloadStatementCounts(dir);
  const services = await startServices({
    dataDir: dir,
    queue: 'redis',
    postgresConnections: options.postgresConnections,
    logger: createLogger({ name: 'bench', level: 'warn' }),
  });
  const { databaseUrl } = services;
  const redisUrl = services.queue.url;
  const programs: StartedProgram[] = [];
  const stop = async (): Promise<void> => {
    for (const program of programs.toReversed()) await program.stop();
    await services.stop();
  };
  const env = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    ROTE_LOG_LEVEL: 'warn',
    ROTE_PORT: '0',
  };
  try {
    if (countStatements) await query(besides(databaseUrl), 'CREATE EXTENSION pg_stat_statements');
    const api = await startProgram(join(tree, 'apps/api/dist/main.js'), env);
    programs.push(api);
    const program = workers.hosts === undefined ? 'worker' : 'hosts';
    const workerEnv = {
      ...env,
      ROTE_ENGINE: 'wasm',
      ROTE_SLOTS: String(workers.slots),
      ROTE_DATA_DIR: join(dir, 'data'),
      ROTE_CHECKPOINT_URL: join(dir, 'checkpoints'),
      BENCH_HOSTS: String(workers.hosts ?? 1),
      BENCH_SLEEP_MS: String(workers.sleepMs ?? 0),
      BENCH_EPOCHS: String(workers.epochs ?? 1),
      ...(workers.startsFile === undefined ? {} : { BENCH_STARTS: workers.startsFile }),
    };
    const start = async (worker: number): Promise<void> => {
      const delaysFile = worker === 0 ? workers.delaysFile : undefined;
      programs.push(
        await startProgram(join(tree, `infra/bench/dist/stand-in/${program}.js`), {
          ...workerEnv,
          ...(delaysFile !== undefined && { BENCH_LOOP_DELAYS: delaysFile }),
        }),
      );
    };
    await Promise.all(Array.from({ length: workers.count }, (_, worker) => start(worker)));
    return {
      ...createSweepClient((api.ready as { readonly url: string }).url),
      databaseUrl,
      redisUrl,
      apiProcess: api,
      workerProcesses: programs.slice(1),
      async statements() {
        const [row] = await query<{ calls: string }>(besides(databaseUrl), STATEMENTS);
        return Number(row?.calls);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
