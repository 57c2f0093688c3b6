import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPostgresServer } from './postgres-server.mjs';
import { childrenOf, findMarked, killAll } from './process-tree.mjs';
import { startRedisServer } from './redis-server.mjs';
import { startService } from './service.mjs';

const moduleOf = (app) => fileURLToPath(new URL(`../../apps/${app}/dist/main.js`, import.meta.url));

/** Of a person's environment, what has nothing to do with Rote: servers and settings of theirs are none of ours. */
const inherited = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(ROTE_|DATABASE_URL$|REDIS_URL$|NODE_OPTIONS$)/.test(name),
    ),
  );

/**
 * Rote as it is run in earnest, in a folder: servers, API processes and two workers of one trainer each, every one a
 * process of its own.
 */
export async function startStack({ folder, template, backend, env, apis = 1, nodeArgs = [], signal }) {
  const logs = join(folder, 'logs');
  await mkdir(logs, { recursive: true });
  const marker = `ROTE_CHAOS_RUN=${folder}`;
  const opened = [];
  const stop = async () => {
    // Trainers, and what stands still: those hear nothing of an end in order.
    const services = opened.filter(({ isService }) => isService).map(({ stop }) => stop());
    await Promise.all(services);
    await killAll(findMarked(marker));
    for (const { isService, stop } of opened.toReversed()) if (!isService) await stop();
  };
  const serverLog = (name) => {
    const log = createWriteStream(join(logs, `${name}.log`));
    return (line) => log.write(`${line}\n`);
  };
  try {
    const postgres = await startPostgresServer({
      dir: join(folder, 'postgres'),
      template,
      onLog: serverLog('postgres'),
    });
    opened.push({ stop: postgres.stop });
    const redis =
      backend === 'redis'
        ? await startRedisServer({ dir: join(folder, 'redis'), onLog: serverLog('redis') })
        : undefined;
    if (redis !== undefined) opened.push({ stop: redis.stop });

    const start = (app, name) => {
      const service = startService({
        name,
        modulePath: moduleOf(app),
        nodeArgs,
        logFile: join(logs, `${name}.log`),
        env: {
          ...inherited(),
          DATABASE_URL: postgres.url,
          ...(redis === undefined ? {} : { REDIS_URL: redis.url }),
          ROTE_PORT: '0',
          ROTE_SLOTS: '1',
          ROTE_DATA_DIR: join(folder, 'data'),
          ROTE_CHECKPOINT_URL: join(folder, 'checkpoints'),
          ROTE_CHAOS_RUN: folder,
          ...env,
        },
      });
      opened.push({ stop: service.stop, isService: true });
      return service;
    };
    const stack = {
      folder,
      logs,
      checkpoints: join(folder, 'checkpoints'),
      databaseUrl: postgres.url,
      postgres,
      redis,
      apis: Array.from({ length: apis }, (_, index) => start('api', `api-${index + 1}`)),
      workers: [1, 2].map((number) => start('worker', `worker-${number}`)),
      /** The trainer of a worker, if it has one at present. */
      trainerOf: (worker) => childrenOf(worker.pid, 'trainer/dist/main.js')[0],
      stop,
    };
    const ready = Promise.all([...stack.apis, ...stack.workers].map((service) => service.untilReady()));
    await Promise.race([ready, once(signal, 'abort')]);
    signal.throwIfAborted();
    return stack;
  } catch (error) {
    await stop();
    throw error;
  }
}
