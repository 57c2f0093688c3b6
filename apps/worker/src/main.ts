import { describeError, timeLimit } from '@rote/domain';
import { queueOf } from '@rote/queue';
import type { Logger, Shutdown } from '@rote/runtime';
import { checkRedis, createHealth, createLogger, installShutdown } from '@rote/runtime';
import { openStorage } from '@rote/storage';
import { migrate, openStore } from '@rote/store';
import { createCheckpointStore } from '@rote/checkpoints';
import { startJanitor } from './supervisor/janitor.js';
import type { WorkerConfig } from './config.js';
import { readWorkerConfig } from './config.js';
import { findEngine } from './pool/find-engine.js';
import { createGpuMemory, withinGpuMemory } from './pool/gpu-memory.js';
import { createTrainerStarter } from './pool/trainer-starter.js';
import { startHealthServer } from './health-server.js';
import { retry } from './retry.js';
import { startSupervisor } from './supervisor/supervisor.js';

/** How long a worker waits at its start for servers that are started at the same time. */
const SERVERS_WITHIN_MS = 60_000;

async function prepareServers({ databaseUrl, queue }: WorkerConfig, logger: Logger, signal: AbortSignal) {
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
  if (queue.backend === 'postgres') return;
  const { warning } = await retry(() => checkRedis(queue.url), options);
  if (warning !== undefined) logger.warn(warning);
}

async function start(config: WorkerConfig, logger: Logger, shutdown: Shutdown) {
  const { signal } = shutdown;
  const storage = openStorage(config.checkpoints.url);
  const gpuMemory = createGpuMemory({ expectedMb: config.gpuMemoryMb, logger });
  const startTrainer = withinGpuMemory(
    createTrainerStarter({
      ...config,
      module: new URL(import.meta.resolve('@rote/trainer/main')),
      env: process.env,
    }),
    gpuMemory,
  );
  const { slots, first, gpuFault } = await findEngine({
    ...config,
    start: startTrainer,
    cudaVisibleDevices: process.env['CUDA_VISIBLE_DEVICES'],
    logger,
    signal,
  });
  try {
    await prepareServers(config, logger, signal);
    signal.throwIfAborted();
  } catch (error) {
    await first.stop();
    throw error;
  }
  const { databaseUrl } = config;
  const store = openStore({ databaseUrl });
  const heartbeatStore = openStore({ databaseUrl, maxConnections: 1 });
  const checkpoints = createCheckpointStore({
    storage,
    onTrouble: (message) => {
      logger.warn(message);
    },
  });
  const redisUrl = config.queue.backend === 'redis' ? config.queue.url : undefined;
  const queue = queueOf(await store.installation(), { redisUrl, databaseUrl });
  const supervisor = await startSupervisor({
    ...config,
    queue,
    store,
    heartbeats: heartbeatStore.workers,
    checkpoints,
    slots,
    first,
    gpuFault,
    gpuMemory,
    start: startTrainer,
    onStuck: () => {
      shutdown.request(1);
    },
    logger,
  });
  const janitor = startJanitor({ checkpoints, cells: store.cells, logger });
  const liveness = createHealth();
  liveness.add('progress', supervisor.checkProgress);
  const readiness = createHealth();
  readiness.add('postgres', () => store.ping().then(() => undefined));
  const server = config.health && (await startHealthServer({ ...config.health, liveness, readiness }));
  return {
    supervisor,
    server,
    async close() {
      await janitor.close();
      await Promise.all([store.close(), heartbeatStore.close()]);
      storage.close();
    },
  };
}

async function main(): Promise<void> {
  const config = readWorkerConfig(process.env);
  const logger = createLogger({ name: 'worker', level: config.logLevel });
  const shutdown = installShutdown({
    logger,
    graceMs: config.graceMs,
    async onShutdown(_reason, step) {
      const worker = await starting.catch(() => undefined);
      if (worker === undefined) return;
      await worker.supervisor.drain(step);
      await step('closing the store', () => worker.close());
      await step('closing the health port', () => worker.server?.close());
    },
  });
  const starting = start(config, logger, shutdown);
  try {
    const { workerId, engine, slots } = (await starting).supervisor;
    logger.info({ workerId, slots, engine }, `Ready: ${engine.name} on the ${engine.device}`);
    process.send?.({ type: 'ready', workerId, engine, slots });
  } catch (error) {
    // A shutdown that has begun ends the process itself.
    if (!shutdown.signal.aborted) throw error;
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`The worker cannot start: ${describeError(error)}\n`);
  process.exit(1);
});
