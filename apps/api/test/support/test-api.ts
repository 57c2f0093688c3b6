import { type CellQueue, openCellQueue } from '@rote/queue';
import { createHealth } from '@rote/runtime';
import { createTestDatabase, openProxiedStore, type ProxiedStore, silentLogger } from '@rote/testkit';
import type { StoreOptions } from '@rote/store';
import { afterAll, onTestFinished } from 'vitest';
import { buildApp } from '../../src/app.js';
import type { App, AppOptions } from '../../src/app-types.js';

const LEASE_MS = 30_000;

export interface TestApi extends ProxiedStore {
  readonly app: App;
  readonly queue: CellQueue;
  /** Returns how often the feeder was nudged. */
  readonly nudges: () => number;
  close(): Promise<void>;
}

let queueOfFile: Promise<CellQueue & { readonly drop: () => Promise<void> }> | undefined;
afterAll(async () => {
  await (await queueOfFile)?.drop();
});

/** Opens a queue for all tests of a file: BullMQ takes a while to set one up, and few tests put anything in. */
async function openQueueOfFile(): Promise<CellQueue & { readonly drop: () => Promise<void> }> {
  const database = await createTestDatabase();
  const queue = await openCellQueue({ connection: { backend: 'postgres', url: database.url } });
  return {
    ...queue,
    async drop() {
      await queue.close();
      await database.drop();
    },
  };
}

type TestApiOptions = Partial<
  Pick<
    AppOptions,
    'access' | 'events' | 'limits' | 'liveness' | 'logger' | 'queueBoard' | 'store' | 'queue' | 'webhooks'
  >
> &
  Pick<StoreOptions, 'queryLimits'>;

/** Starts the API without a feeder, on real servers. */
export async function startTestApi({ queryLimits, ...options }: TestApiOptions = {}): Promise<TestApi> {
  const base = await openProxiedStore(queryLimits && { queryLimits });
  const queue = options.queue ?? (await (queueOfFile ??= openQueueOfFile()));
  let nudges = 0;
  const readiness = createHealth();
  readiness.add('store', () => base.store.ping().then(() => undefined));
  readiness.add('queue', () => queue.ping().then(() => undefined));
  const app = await buildApp({
    store: base.store,
    queue,
    readiness,
    liveness: createHealth(),
    feeder: {
      nudge() {
        nudges++;
      },
    },
    logger: silentLogger,
    leaseMs: LEASE_MS,
    queueBoard: 'off',
    access: { hosts: [], origins: [], keys: 'never', requestsPerMinute: 0 },
    ...options,
  });
  return {
    ...base,
    app,
    queue,
    nudges: () => nudges,
    async close() {
      await app.close();
      await base.close();
    },
  };
}

export async function useApi(options?: TestApiOptions): Promise<TestApi> {
  const api = await startTestApi(options);
  onTestFinished(() => api.close());
  return api;
}
