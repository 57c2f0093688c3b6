import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { DeviceRequirement } from '@rote/domain';
import { expandSweep, parseSweepSpec } from '@rote/domain';
import type { CellQueue, QueueConnection } from '@rote/queue';
import { openCellQueue, queueOf } from '@rote/queue';
import type { CellRecord, Store } from '@rote/store';
import { openStore } from '@rote/store';
import { createTestDatabase, makeTempDir, startTestRedis, waitFor } from '@rote/testkit';
import { childrenOf } from '@rote/testkit/system';

/** A worker in its own process, as `npm run start:worker` starts it. */
interface RunningWorker {
  readonly process: ChildProcess;
  readonly workerId: string;
  readonly engine: { readonly name: string; readonly device: string };
  readonly slots: number;
  /** Pids of its trainers. */
  trainers(): readonly number[];
  /** Resolves to the exit code. */
  readonly exited: Promise<number | null>;
}

/** A database, a queue, and workers on them; the test itself is the feeder. */
export interface WorkerBench {
  readonly store: Store;
  readonly queue: CellQueue;
  /** Where the queue is. */
  readonly connection: QueueConnection;
  /** Where the workers store their checkpoints. */
  readonly checkpointDir: string;
  /** The environment of a worker on this database and queue. */
  readonly env: Readonly<Record<string, string>>;
  /** Submits a sweep of one small network, with a cell for each seed, and returns the ids of the cells. */
  submit(options: {
    readonly epochs: number;
    readonly seeds?: readonly number[];
    readonly device?: DeviceRequirement;
    readonly keepWeights?: boolean;
  }): Promise<readonly string[]>;
  /** Submits a sweep, and returns the ids of its cells. */
  submitSpec(spec: object): Promise<readonly string[]>;
  /** Moves pending cells into the queue. */
  feed(): Promise<void>;
  startWorker(env?: Readonly<Record<string, string | undefined>>): Promise<RunningWorker>;
  waitForCell(id: string, describe: string, condition: (cell: CellRecord) => boolean): Promise<CellRecord>;
  /** Ends every connection to the database, including the test's own. */
  cutDatabaseConnections(): Promise<void>;
  close(): Promise<void>;
}

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

export async function openWorkerBench(backend: 'redis' | 'postgres'): Promise<WorkerBench> {
  const redis = backend === 'redis' ? await startTestRedis() : undefined;
  const database = await createTestDatabase();
  const store = openStore({ databaseUrl: database.url });
  const connection: QueueConnection = queueOf(await store.installation(), {
    redisUrl: redis?.url,
    databaseUrl: database.url,
  });
  const queue = await openCellQueue({ connection });
  const workers: RunningWorker[] = [];
  const checkpoints = await makeTempDir();
  const env = {
    DATABASE_URL: database.url,
    ...(redis === undefined ? {} : { REDIS_URL: redis.url }),
    ROTE_ENGINE: 'wasm',
    ROTE_SLOTS: '1',
    ROTE_LEASE_MS: '1200',
    ROTE_CHECKPOINT_URL: checkpoints.path,
    ROTE_LOG_LEVEL: 'warn',
  };

  const submitSpec = async (document: object): Promise<readonly string[]> => {
    const spec = parseSweepSpec(document);
    const cells = [...expandSweep(spec)];
    await store.sweeps.submit({ spec, cells });
    return cells.map(({ id }) => id);
  };

  return {
    store,
    queue,
    connection,
    checkpointDir: checkpoints.path,
    env,
    submit: ({ epochs, seeds = [1], device = 'any', keepWeights = false }) =>
      submitSpec({
        name: 'test',
        dataset: { name: 'synthetic', train: 64, test: 32 },
        grid: { architecture: ['mlp-1x8'], seed: seeds },
        training: { epochs, batchSize: 16 },
        device,
        keepWeights,
      }),
    submitSpec,
    async feed() {
      await queue.add(await store.feed.markQueued(1000));
    },
    async startWorker(extra = {}) {
      // Without the test runner's own options, which make workspace packages resolve to their sources.
      const child = fork(MAIN, { env: { ...env, ...extra }, execArgv: [], detached: true });
      const exited = once(child, 'exit').then(([code]) => code as number | null);
      const ready = await Promise.race([
        once(child, 'message').then(
          ([message]) => message as Pick<RunningWorker, 'workerId' | 'engine' | 'slots'>,
        ),
        exited.then((code) => {
          throw new Error(`the worker ended with ${String(code)} before it was ready`);
        }),
      ]);
      const worker = { ...ready, process: child, exited, trainers: () => childrenOf(child.pid!) };
      workers.push(worker);
      return worker;
    },
    waitForCell: (id, describe, condition) =>
      waitFor(
        async () => {
          // The test may have cut this connection too.
          const cell = await store.cells.find(id).catch(() => undefined);
          return cell !== undefined && condition(cell) && cell;
        },
        { describe, timeoutMs: 25_000 },
      ),
    cutDatabaseConnections: () => database.endConnections(),
    async close() {
      for (const { process: child, exited } of workers) {
        child.kill('SIGKILL');
        await exited;
      }
      await queue.close();
      await store.close();
      await redis?.stop();
      await database.drop();
      await checkpoints.remove();
    },
  };
}
