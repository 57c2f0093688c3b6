import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { childrenOf, killAll, pidsWith } from '@rote/testkit/system';
import { NotInjectedError } from '../not-injected.js';
import type { Backend } from './backend.js';
import type { PostgresServer } from './postgres-server.js';
import { startPostgresServer } from './postgres-server.js';
import type { RedisServer } from './redis-server.js';
import { startRedisServer } from './redis-server.js';
import type { Service } from './service.js';
import { startService } from './service.js';

const MODULES = {
  api: fileURLToPath(import.meta.resolve('@rote/api/main')),
  worker: fileURLToPath(import.meta.resolve('@rote/worker/main')),
} as const;

export interface StackOptions {
  /** The folder for all files of the run. */
  readonly folder: string;
  /** The folder of `makeTemplate`. */
  readonly template: string;
  /** What carries the queue. */
  readonly backend: Backend;
  /** The environment of the services, to which the stack adds servers and folders. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The number of API processes. Default: 1. */
  readonly apis?: number | undefined;
  /** Node options for the services. Default: none. */
  readonly nodeArgs?: readonly string[] | undefined;
  /** Aborts the start. */
  readonly signal: AbortSignal;
}

export interface Stack {
  /** The folder of the checkpoints. */
  readonly checkpoints: string;
  readonly databaseUrl: string;
  readonly postgres: PostgresServer;
  readonly apis: readonly Service[];
  readonly workers: readonly Service[];
  /** @throws Error if the queue is on Postgres */
  redis(): RedisServer;
  /**
   * Returns the pid of a worker's trainer.
   *
   * @throws NotInjectedError if it has none at present
   */
  trainerOf(worker: Service): number;
  stop(): Promise<void>;
}

/**
 * Starts Rote as in production, in a folder: servers, API processes and two workers with one trainer each, all of them
 * separate processes.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { folder, template, backend, env, apis = 1, nodeArgs = [], signal } = options;
  const logs = join(folder, 'logs');
  await mkdir(logs, { recursive: true });
  const services: Service[] = [];
  const servers: { stop(): Promise<void> }[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(services.map((service) => service.stop()));
    // Trainers, and processes that stand still and were not told of the end.
    await killAll(pidsWith(`ROTE_CHAOS_RUN=${folder}`));
    for (const server of servers.toReversed()) await server.stop();
  };
  const logTo = (name: string): ((line: string) => void) => {
    const log = createWriteStream(join(logs, `${name}.log`));
    return (line) => log.write(`${line}\n`);
  };
  const checkpoints = join(folder, 'checkpoints');

  try {
    const postgres = await startPostgresServer({
      dir: join(folder, 'postgres'),
      template,
      onLog: logTo('postgres'),
    });
    servers.push(postgres);
    const redis =
      backend === 'redis'
        ? await startRedisServer({ dir: join(folder, 'redis'), onLog: logTo('redis') })
        : undefined;
    if (redis !== undefined) servers.push(redis);

    const start = (app: keyof typeof MODULES, count: number): readonly Service[] =>
      Array.from({ length: count }, (_, index) => {
        const name = `${app}-${index + 1}`;
        const service = startService({
          name,
          modulePath: MODULES[app],
          nodeArgs,
          logFile: join(logs, `${name}.log`),
          env: {
            ...env,
            DATABASE_URL: postgres.url,
            ...(redis === undefined ? {} : { REDIS_URL: redis.url }),
            ROTE_PORT: '0',
            ROTE_SLOTS: '1',
            ROTE_DATA_DIR: join(folder, 'data'),
            ROTE_CHECKPOINT_URL: checkpoints,
            ROTE_CHAOS_RUN: folder,
          },
        });
        services.push(service);
        return service;
      });
    const stack: Stack = {
      checkpoints,
      databaseUrl: postgres.url,
      postgres,
      apis: start('api', apis),
      workers: start('worker', 2),
      redis() {
        if (redis === undefined) throw new Error('this stack has no Redis: its queue is on Postgres');
        return redis;
      },
      trainerOf({ name, pid }) {
        const [trainer] = pid === undefined ? [] : childrenOf(pid, 'trainer/dist/main.js');
        if (trainer === undefined) throw new NotInjectedError(`${name} had no trainer`);
        return trainer;
      },
      stop,
    };
    const ready = Promise.all(services.map((service) => service.untilReady()));
    await Promise.race([ready, once(signal, 'abort')]);
    signal.throwIfAborted();
    return stack;
  } catch (error) {
    await stop();
    throw error;
  }
}
