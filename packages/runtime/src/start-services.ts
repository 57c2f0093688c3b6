import path from 'node:path';
import { RoteError } from '@rote/domain';
import type { Logger } from 'pino';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './postgres/start-embedded-postgres.js';
import { checkRedis } from './redis/check-redis.js';
import { openStateFolder } from './state-folder.js';
import { type EmbeddedRedis, startEmbeddedRedis } from './redis/start-embedded-redis.js';

export interface ServicesOptions {
  /** Embedded servers keep their files below this folder. */
  readonly dataDir: string;
  /** A PostgreSQL to use. Default: an embedded one. */
  readonly databaseUrl?: string | undefined;
  /** A Redis for the queue. Default: an embedded one. */
  readonly redisUrl?: string | undefined;
  /** What carries the queue. Default: Redis if one is given or installed, otherwise the same PostgreSQL. */
  readonly queue?: 'redis' | 'postgres' | undefined;
  readonly logger: Logger;
  /** For tests: the data of an embedded PostgreSQL need not survive a crash of the machine. */
  readonly ephemeral?: boolean;
  /** The port of an embedded PostgreSQL. Default: that of the last start. */
  readonly postgresPort?: number | undefined;
  /** How many clients an embedded PostgreSQL accepts at once. Default: 200. */
  readonly postgresConnections?: number | undefined;
}

export type QueueService =
  | { readonly backend: 'redis'; /** a URL, or the path of a unix socket */ readonly url: string }
  | { readonly backend: 'postgres'; readonly url: string };

export interface Services {
  readonly databaseUrl: string;
  /** The embedded database, for a role that may only read Rote's views; undefined if a database is given. */
  readonly readerUrl: string | undefined;
  readonly queue: QueueService;
  readonly embedded: { readonly postgres: boolean; readonly redis: boolean };
  /** Resolves with an error if an embedded server ends unasked; otherwise never. */
  readonly failed: Promise<RoteError>;
  /** Stops the embedded servers, the last one started first. */
  stop(): Promise<void>;
}

interface Embedded {
  readonly name: string;
  readonly server: EmbeddedPostgres | EmbeddedRedis;
}

/**
 * Provides the database and the queue: the given servers, and embedded ones for those that are not given.
 *
 * @throws RoteError `service-unavailable` if one is unavailable; those already started are stopped again
 */
export async function startServices(options: ServicesOptions): Promise<Services> {
  const { dataDir, logger, ephemeral = false } = options;
  const started: Embedded[] = [];
  let isStopping = false;
  const stop = async (): Promise<void> => {
    isStopping = true;
    for (let last = started.pop(); last; last = started.pop()) {
      await last.server.stop();
      logger.debug(`Stopped the embedded ${last.name}`);
    }
  };

  const startDatabase = async (): Promise<EmbeddedPostgres> => {
    const postgres = await startEmbeddedPostgres({
      dir: path.join(dataDir, 'postgres'),
      database: 'rote',
      ephemeral,
      port: options.postgresPort,
      maxConnections: options.postgresConnections,
      onWarning: (message) => {
        logger.warn(message);
      },
      onLog: (line) => {
        logger.debug({ service: 'postgres' }, line);
      },
    });
    started.push({ name: 'PostgreSQL', server: postgres });
    return postgres;
  };

  const startQueue = async (databaseUrl: string): Promise<QueueService> => {
    if (options.queue === 'postgres') return { backend: 'postgres', url: databaseUrl };
    if (options.redisUrl !== undefined) {
      const { warning } = await checkRedis(options.redisUrl);
      if (warning !== undefined) logger.warn(warning);
      return { backend: 'redis', url: options.redisUrl };
    }
    const redis = await startEmbeddedRedis({
      dir: path.join(dataDir, 'redis'),
      onLog: (line) => {
        logger.debug({ service: 'redis' }, line);
      },
    });
    if (redis !== undefined) {
      started.push({ name: 'Redis', server: redis });
      return { backend: 'redis', url: redis.url };
    }
    if (options.queue === undefined) return { backend: 'postgres', url: databaseUrl };
    throw new RoteError(
      'service-unavailable',
      'The queue is set to Redis, but no redis-server or valkey-server (6.2 or newer) is on the PATH: ' +
        'install one, set REDIS_URL, or put the queue on PostgreSQL.',
    );
  };

  try {
    await openStateFolder(dataDir);
    const postgres = options.databaseUrl === undefined ? await startDatabase() : undefined;
    const databaseUrl = options.databaseUrl ?? postgres?.url ?? '';
    const queue = await startQueue(databaseUrl);
    const failed = new Promise<RoteError>((resolve) => {
      for (const { name, server } of started) {
        void server.exited.then((code) => {
          if (!isStopping)
            resolve(
              new RoteError(
                'service-unavailable',
                `The embedded ${name} ended unexpectedly (exit code ${code})`,
              ),
            );
        });
      }
    });
    const embedded = {
      postgres: options.databaseUrl === undefined,
      redis: queue.backend === 'redis' && options.redisUrl === undefined,
    };
    return { databaseUrl, readerUrl: postgres?.readerUrl, queue, embedded, failed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
