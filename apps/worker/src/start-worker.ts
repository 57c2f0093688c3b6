import { createCheckpointStore } from '@rote/checkpoints';
import type { Engine } from '@rote/domain';
import { describeError, timeLimit } from '@rote/domain';
import { queueOf } from '@rote/queue';
import type { Logger, ShutdownStep } from '@rote/runtime';
import { checkRedis, createHealth } from '@rote/runtime';
import { openStorage } from '@rote/storage';
import type { Store } from '@rote/store';
import { migrate, openStore } from '@rote/store';
import type { WorkerConfig } from './config.js';
import type { HealthServer } from './health-server.js';
import { startHealthServer } from './health-server.js';
import { findEngine } from './pool/find-engine.js';
import { createGpuMemory, withinGpuMemory } from './pool/gpu-memory.js';
import type { StartTrainerInSlot } from './pool/trainer-starter.js';
import { retry } from './retry.js';
import { startJanitor } from './supervisor/janitor.js';
import type { Supervisor } from './supervisor/supervisor.js';
import { startSupervisor } from './supervisor/supervisor.js';

export interface WorkerOptions {
  readonly config: WorkerConfig;
  /** The GPUs that it may use, as the environment variable of this name lists them. Default: all. */
  readonly cudaVisibleDevices?: string | undefined;
  readonly startTrainer: StartTrainerInSlot;
  readonly logger: Logger;
  /** Aborts the start. */
  readonly signal: AbortSignal;
  /** Called when the worker is stuck and its process should be restarted. */
  readonly onStuck: () => void;
}

export interface Worker {
  readonly workerId: string;
  readonly engine: Engine;
  readonly slots: number;
  /** Releases the attempts, then closes everything that the worker opened. */
  close(step: ShutdownStep): Promise<void>;
}

/** How long a worker waits at its start for servers that start at the same time. */
const SERVERS_WITHIN_MS = 60_000;

/** A statement takes milliseconds, and a slot sends a few in a cell. */
const SLOTS_PER_CONNECTION = 8;
const LEAST_CONNECTIONS = 2;
const MOST_CONNECTIONS = 10;

/** Returns how many connections to Postgres a worker opens at most, besides that of its heartbeats. */
const connectionsFor = (slots: number): number =>
  Math.min(MOST_CONNECTIONS, Math.max(LEAST_CONNECTIONS, Math.ceil(slots / SLOTS_PER_CONNECTION)));

/**
 * Loads the engine in a first trainer, brings the database up to date, opens the store and the queue, and takes jobs.
 *
 * @throws RoteError `engine-unavailable`, `service-unavailable`, or `aborted`
 */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { config, logger, onStuck } = options;
  const storage = openStorage(config.checkpoints.url);
  const trainers = await startFirstTrainer(options);
  await prepareServers(options).catch(async (error: unknown) => {
    await trainers.first.stop();
    throw error;
  });
  const { databaseUrl } = config;
  const checkpoints = createCheckpointStore({
    storage,
    onWarning: (message) => {
      logger.warn(message);
    },
  });
  const store = openStore({ databaseUrl, maxConnections: connectionsFor(trainers.slots.length) });
  const heartbeatStore = openStore({ databaseUrl, maxConnections: 1 });
  const redisUrl = config.queue.backend === 'redis' ? config.queue.url : undefined;
  const supervisor = await startSupervisor({
    ...config,
    ...trainers,
    queue: queueOf(await store.installation(), { redisUrl, databaseUrl }),
    store,
    heartbeats: heartbeatStore.workers,
    checkpoints,
    onStuck,
    logger,
  });
  const janitor = startJanitor({ checkpoints, cells: store.cells, logger });
  const health = await startHealth(config, supervisor, store);
  return {
    workerId: supervisor.workerId,
    engine: supervisor.engine,
    slots: supervisor.slots,
    async close(step) {
      await supervisor.drain(step);
      await step('closing the store', async () => {
        await janitor.close();
        await Promise.all([store.close(), heartbeatStore.close()]);
        storage.close();
      });
      await step('closing the health port', () => health?.close());
    },
  };
}

/** Starts a first trainer to see which engine there is, and plans the slots accordingly. */
async function startFirstTrainer({
  config,
  cudaVisibleDevices,
  startTrainer,
  logger,
  signal,
}: WorkerOptions) {
  const gpuMemory = createGpuMemory({ expectedMb: config.gpuMemoryMb, logger });
  const start = withinGpuMemory(startTrainer, gpuMemory);
  const found = await findEngine({
    ...config,
    start,
    cudaVisibleDevices,
    logger,
    signal,
  });
  return { ...found, start, gpuMemory };
}

/** Brings the database up to date and checks the Redis server, waiting for both if they are not ready yet. */
async function prepareServers({ config, logger, signal }: WorkerOptions): Promise<void> {
  const { databaseUrl, queue } = config;
  const options = {
    signal: AbortSignal.any([signal, timeLimit(SERVERS_WITHIN_MS)]),
    onRetry: (error: unknown) => {
      logger.warn(`Not ready yet: ${describeError(error)}`);
    },
  };
  const onNote = (message: string): void => {
    logger.info(message);
  };
  await retry(() => migrate(databaseUrl, { onNote }), options);
  if (queue.backend === 'redis') {
    const { warning } = await retry(() => checkRedis(queue.url), options);
    if (warning !== undefined) logger.warn(warning);
  }
  signal.throwIfAborted();
}

/** Serves `/healthz` and `/readyz`, if a port is configured. */
async function startHealth(
  { health }: WorkerConfig,
  supervisor: Pick<Supervisor, 'checkProgress'>,
  store: Pick<Store, 'ping'>,
): Promise<HealthServer | undefined> {
  if (health === undefined) return undefined;
  const liveness = createHealth();
  liveness.add('progress', supervisor.checkProgress);
  const readiness = createHealth();
  readiness.add('postgres', () => store.ping().then(() => undefined));
  return await startHealthServer({ ...health, liveness, readiness });
}
