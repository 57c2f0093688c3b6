import { DEFAULT_QUERY_LIMITS, RoteError } from '@rote/domain';
import type { QueueConnection, QueueOwner } from '@rote/queue';
import { openCellQueue, queueOf } from '@rote/queue';
import type { Health, Logger, ShutdownStep } from '@rote/runtime';
import { checkRedis, createHealth } from '@rote/runtime';
import { migrate, openStore } from '@rote/store';
import { readAccessRules } from './access/access-rules.js';
import { requireKeys } from './access/require-keys.js';
import { buildApp } from './app.js';
import type { ApiConfig } from './config.js';
import type { Feeder } from './feeder/start-feeder.js';
import { startFeeder } from './feeder/start-feeder.js';

export interface Api {
  /** Where it listens. */
  readonly url: string;
  /** Answers requests in progress, then closes everything it opened. */
  close(step: ShutdownStep): Promise<void>;
}

/** Longer than any turn of the feeder can take with every service timing out. */
const MAX_QUIET_MS = 120_000;

async function chooseQueue(
  { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl }: ApiConfig,
  owner: QueueOwner,
  logger: Logger,
): Promise<QueueConnection> {
  if (redisUrl !== undefined) {
    const { warning } = await checkRedis(redisUrl);
    if (warning !== undefined) logger.warn(warning);
  }
  return queueOf(owner, { redisUrl, databaseUrl });
}

function watchFeeder(feeder: Feeder): Health {
  const liveness = createHealth();
  liveness.add('feeder', () => {
    const quietMs = Math.round(feeder.quietMs());
    return quietMs > MAX_QUIET_MS
      ? Promise.reject(new RoteError('internal', `its loop has been stuck for ${String(quietMs)} ms`))
      : Promise.resolve(feeder.isLeading() ? 'leads' : 'stands by');
  });
  return liveness;
}

/**
 * Brings the database up to date, opens store and queue, starts the feeder and listens.
 *
 * @throws RoteError `config-invalid` if requests need a key and none works; `service-unavailable` if the database
 *   or the queue is unreachable
 */
export async function startApi({ config, logger }: { config: ApiConfig; logger: Logger }): Promise<Api> {
  const { DATABASE_URL: databaseUrl, ROTE_LEASE_MS: leaseMs } = config;
  const access = readAccessRules(config);
  await migrate(databaseUrl, {
    onApplied: (migration) => {
      logger.info({ migration }, 'Applied a migration');
    },
    onNote: (message) => {
      logger.info(message);
    },
  });
  const store = openStore({
    databaseUrl,
    queryLimits: {
      ...DEFAULT_QUERY_LIMITS,
      timeoutMs: config.ROTE_QUERY_TIMEOUT_MS,
      maxCost: config.ROTE_QUERY_MAX_COST,
      connections: config.ROTE_QUERY_CONNECTIONS,
      workMemoryMb: config.ROTE_QUERY_WORK_MEM_MB,
      tempFilesMb: config.ROTE_QUERY_TEMP_MB,
    },
  });
  await requireKeys(config, access, { keys: store.keys, logger }).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  const connection = await chooseQueue(config, await store.installation(), logger);
  logger.info(
    connection.backend === 'redis' ? { prefix: connection.prefix } : { schema: connection.schema },
    'The queue has the names "cells" and "cells-gpu"',
  );
  const queue = await openCellQueue({
    connection,
    // The queue's users also see it and report it once; the connection repeats it at every try.
    onError: (error) => {
      logger.debug({ err: error }, 'The connection of the queue failed');
    },
  });
  const readiness = createHealth();
  readiness.add('store', async () => {
    await store.ping();
    return undefined;
  });
  readiness.add('queue', async () => {
    await queue.ping();
    return undefined;
  });
  const feeder = startFeeder({ store, queue, logger, leaseMs });
  const app = await buildApp({
    store,
    queue,
    readiness,
    liveness: watchFeeder(feeder),
    feeder,
    logger,
    leaseMs,
    access,
    queueBoard: config.ROTE_QUEUE_BOARD,
    events: { keptHours: config.ROTE_EVENT_HOURS },
    webhooks: { allowPrivate: config.ROTE_WEBHOOK_ALLOW_PRIVATE === 'true' },
  });
  const url = await app.listen({ host: config.ROTE_HOST, port: config.ROTE_PORT });
  return {
    url,
    async close(step) {
      await step('HTTP server', () => app.close());
      await step('feeder', () => feeder.stop());
      await step('queue', () => queue.close());
      await step('store', () => store.close());
    },
  };
}
