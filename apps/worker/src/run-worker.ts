import { createLogger, installShutdown } from '@rote/runtime';
import { readWorkerConfig } from './config.js';
import { createTrainerStarter } from './pool/trainer-starter.js';
import { startWorker } from './start-worker.js';

interface RunWorkerOptions {
  /** The environment of this process, with the worker's settings. Trainers inherit it, without the addresses and passwords of servers. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The main module of its trainers. */
  readonly trainerModule: URL;
}

/**
 * Runs a worker for as long as this process lives. Resolves when it takes jobs, or a shutdown has begun.
 *
 * @throws RoteError `config-invalid`, and whatever `startWorker` throws
 */
export async function runWorker({ env, trainerModule }: RunWorkerOptions): Promise<void> {
  const config = readWorkerConfig(env);
  const logger = createLogger({ name: 'worker', level: config.logLevel });
  const shutdown = installShutdown({
    logger,
    graceMs: config.graceMs,
    async onShutdown(_reason, step) {
      const worker = await starting.catch(() => undefined);
      await worker?.close(step);
    },
  });
  const starting = startWorker({
    config,
    cudaVisibleDevices: env['CUDA_VISIBLE_DEVICES'],
    startTrainer: createTrainerStarter({ ...config, module: trainerModule, env }),
    logger,
    signal: shutdown.signal,
    onStuck: () => {
      shutdown.request(1);
    },
  });
  try {
    const { workerId, engine, slots } = await starting;
    logger.info({ workerId, slots, engine }, `Ready: ${engine.name} on the ${engine.device}`);
    process.send?.({ type: 'ready', workerId, engine, slots });
  } catch (error) {
    // A shutdown that has begun ends the process itself.
    if (!shutdown.signal.aborted) throw error;
  }
}
