import { describeError } from '@rote/domain';
import { createLogger, installShutdown } from '@rote/runtime';
import { readWorkerConfig } from './config.js';
import { startWorker } from './start-worker.js';

async function main(): Promise<void> {
  const config = readWorkerConfig(process.env);
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
    env: process.env,
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

main().catch((error: unknown) => {
  process.stderr.write(`The worker cannot start: ${describeError(error)}\n`);
  process.exit(1);
});
