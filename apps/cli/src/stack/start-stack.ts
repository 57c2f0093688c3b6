import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { RoteError, timeLimit } from '@rote/domain';
import {
  type Logger,
  type QueueService,
  type Services,
  startServices,
  superviseProcess,
} from '@rote/runtime';
import type { CliConfig } from '../cli-config.js';
import { apiUrlAt } from './api-url.js';
import { removeStackFile, writeStackFile } from './stack-file.js';

export type AppName = 'api' | 'worker';

export interface StackOptions {
  readonly config: CliConfig;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A free port for the API. */
  readonly port: number;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  /** Called with each line that the API and the worker write. Default: their output goes to this process's streams. */
  readonly onAppOutput?: (app: AppName, line: string) => void;
  /** Called with a short line about each step. */
  readonly onStep: (line: string) => void;
}

export interface Stack {
  readonly apiUrl: string;
  readonly databaseUrl: string;
  /** The embedded database, for a role that may only read; undefined if a database is given. */
  readonly readerUrl: string | undefined;
  readonly queue: QueueService;
  readonly embedded: Services['embedded'];
  /** Resolves with an error when a part has ended that cannot be restarted; otherwise never. */
  readonly failed: Promise<RoteError>;
  /** Stops the worker (which returns its cells), the API, and the embedded servers, in this order. */
  stop(): Promise<void>;
}

/** The main module of each app. */
const MODULES = {
  api: () => import.meta.resolve('@rote/api/main'),
  worker: () => import.meta.resolve('@rote/worker/main'),
} as const satisfies Record<AppName, () => string>;
const RESTART = { minDelayMs: 500, maxDelayMs: 30_000 } as const;
/** Migrating a large database takes its time, and so does verifying an engine on a slow machine. */
const READY_WITHIN_MS = 5 * 60_000;
/** How much longer than its own grace period an app has before it is killed. */
const GRACE_MARGIN_MS = 5000;

/** Returns the environment of the apps: this process's own, with the addresses of this stack. */
function appEnvironment(
  { config, env, port }: StackOptions,
  { databaseUrl, queue }: Services,
): NodeJS.ProcessEnv {
  return {
    ...env,
    DATABASE_URL: databaseUrl,
    // Without it, PostgreSQL carries the queue.
    REDIS_URL: queue.backend === 'redis' ? queue.url : undefined,
    ROTE_HOST: config.ROTE_HOST,
    ROTE_PORT: String(port),
    ROTE_LOG_LEVEL: config.ROTE_LOG_LEVEL,
    ROTE_STATE_DIR: path.resolve(config.ROTE_STATE_DIR),
    ROTE_DATA_DIR: path.resolve(config.ROTE_DATA_DIR),
    ROTE_CHECKPOINT_URL: config.ROTE_CHECKPOINT_URL ?? path.resolve(config.ROTE_STATE_DIR, 'checkpoints'),
    ROTE_ENGINE_DIR: path.resolve(config.ROTE_ENGINE_DIR),
  };
}

/** Waits for a promise, but no longer than the signal and the time limit allow. */
async function within<T>(promise: Promise<T>, what: string, signal: AbortSignal): Promise<T> {
  const limit = timeLimit(READY_WITHIN_MS);
  const end = AbortSignal.any([signal, limit]);
  let giveUp = (): void => undefined;
  const ended = new Promise<never>((_, reject) => {
    giveUp = () => {
      const late = `${what} was not ready within ${String(READY_WITHIN_MS / 1000)} s`;
      reject(signal.aborted ? (signal.reason as RoteError) : new RoteError('service-unavailable', late));
    };
    if (end.aborted) giveUp();
    else end.addEventListener('abort', giveUp, { once: true });
  });
  try {
    return await Promise.race([promise, ended]);
  } finally {
    end.removeEventListener('abort', giveUp);
  }
}

/**
 * Starts a whole stack as children of this process, and waits until it takes work: the servers that no URL names, the API
 * and a worker. While it runs, the stack file in the state folder has its addresses.
 *
 * @throws RoteError if a part does not start, or the signal's reason, after stopping what had started
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { config, port, logger, signal, onAppOutput, onStep } = options;
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (let last = stops.pop(); last; last = stops.pop())
      await last().catch((error: unknown) => {
        // The parts after it must be stopped anyway.
        logger.error({ err: error }, 'A part of the stack did not stop in order');
      });
  };

  try {
    onStep('Starting the database and the queue …');
    const services = await startServices({
      dataDir: config.ROTE_STATE_DIR,
      databaseUrl: config.DATABASE_URL,
      redisUrl: config.REDIS_URL,
      queue: config.ROTE_QUEUE,
      postgresPort: config.ROTE_POSTGRES_PORT,
      logger,
    });
    stops.push(() => services.stop());
    signal.throwIfAborted();

    onStep('Starting the API and a worker …');
    const env = appEnvironment(options, services);
    const startApp = (name: AppName): Promise<unknown> => {
      const app = superviseProcess({
        name,
        modulePath: fileURLToPath(MODULES[name]()),
        env,
        logger,
        restart: RESTART,
        ...(onAppOutput && {
          output: (line: string) => {
            onAppOutput(name, line);
          },
        }),
      });
      stops.push(() => app.stop(config.ROTE_GRACE_MS + GRACE_MARGIN_MS));
      return within(app.ready, `The ${name}`, signal);
    };
    await Promise.all([startApp('api'), startApp('worker')]);

    const apiUrl = apiUrlAt(config.ROTE_HOST, port);
    const { databaseUrl, readerUrl, queue, embedded, failed } = services;
    stops.push(() => removeStackFile(config.ROTE_STATE_DIR, process.pid));
    await writeStackFile(config.ROTE_STATE_DIR, {
      pid: process.pid,
      apiUrl,
      databaseUrl,
      readerUrl: readerUrl ?? null,
      redisUrl: queue.backend === 'redis' ? queue.url : null,
    });
    return { apiUrl, databaseUrl, readerUrl, queue, embedded, failed, stop };
  } catch (error) {
    await stop();
    signal.throwIfAborted();
    throw error;
  }
}
