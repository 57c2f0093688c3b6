import { openCellQueue, type CellQueue, type QueueConnection } from '@rote/queue';
import { createHealth, createLogger } from '@rote/runtime';
import { openStore, type Store } from '@rote/store';
import { createTestDatabase } from '@rote/testkit';
import { onTestFinished } from 'vitest';
import type { App } from '../../src/app-types.js';
import { buildApp } from '../../src/app.js';

export const LEASE_MS = 30_000;
export const silent = createLogger({ name: 'test', level: 'silent' });

/** A store on a database of the running test's own. */
export async function useStore(): Promise<{ readonly store: Store; readonly databaseUrl: string }> {
  const database = await createTestDatabase();
  const store = openStore({ databaseUrl: database.url });
  onTestFinished(async () => {
    await store.close();
    await database.drop();
  });
  return { store, databaseUrl: database.url };
}

export async function useQueue(connection: QueueConnection): Promise<CellQueue> {
  const queue = await openCellQueue({ connection });
  onTestFinished(() => queue.close());
  return queue;
}

export interface TestApi {
  readonly app: App;
  readonly store: Store;
  readonly queue: CellQueue;
  readonly databaseUrl: string;
  /** How often the feeder was nudged. */
  readonly nudges: () => number;
}

/** The API without a feeder, on real servers. */
export async function useApi(): Promise<TestApi> {
  const { store, databaseUrl } = await useStore();
  const queue = await useQueue({ backend: 'postgres', url: databaseUrl });
  let nudges = 0;
  const readiness = createHealth();
  readiness.add('store', () => store.ping().then(() => undefined));
  readiness.add('queue', () => queue.ping().then(() => undefined));
  const app = await buildApp({
    store,
    queue,
    readiness,
    liveness: createHealth(),
    feeder: { nudge: () => nudges++ },
    logger: silent,
    leaseMs: LEASE_MS,
  });
  onTestFinished(() => app.close());
  return { app, store, queue, databaseUrl, nudges: () => nudges };
}
