import { type CellQueue, openCellQueue } from '@rote/queue';
import { createHealth, createLogger } from '@rote/runtime';
import { openStore, type Store } from '@rote/store';
import { createTestDatabase, type TestDatabase } from '@rote/testkit';
import { afterAll, onTestFinished } from 'vitest';
import { buildApp } from '../../src/app.js';
import type { App, AppOptions } from '../../src/app-types.js';
import { layLine, type Line } from './line.js';

const LEASE_MS = 30_000;
export const silent = createLogger({ name: 'test', level: 'silent' });

export interface TestStore extends Pick<TestDatabase, 'endConnections'> {
  readonly store: Store;
  readonly databaseUrl: string;
  /** The line between the store and its database. */
  readonly databaseLine: Line;
  close(): Promise<void>;
}

/** Starts a store on its own database. */
async function startStore(): Promise<TestStore> {
  const database = await createTestDatabase();
  const url = new URL(database.url);
  const databaseLine = await layLine({ host: url.hostname, port: Number(url.port) });
  url.hostname = '127.0.0.1';
  url.port = String(databaseLine.port);
  const store = openStore({ databaseUrl: url.href });
  return {
    store,
    databaseUrl: url.href,
    databaseLine,
    endConnections: (applicationName) => database.endConnections(applicationName),
    async close() {
      await store.close();
      await databaseLine.cut();
      await database.drop();
    },
  };
}

export interface TestApi extends TestStore {
  readonly app: App;
  readonly queue: CellQueue;
  /** Returns how often the feeder was nudged. */
  readonly nudges: () => number;
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

type TestApiOptions = Partial<Pick<AppOptions, 'access' | 'limits'>>;

/** Starts the API without a feeder, on real servers. */
export async function startTestApi(options: TestApiOptions = {}): Promise<TestApi> {
  const base = await startStore();
  const queue = await (queueOfFile ??= openQueueOfFile());
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
    logger: silent,
    leaseMs: LEASE_MS,
    access: { hosts: [], origins: [], token: undefined },
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

export async function useStore(): Promise<TestStore> {
  const store = await startStore();
  onTestFinished(() => store.close());
  return store;
}

export async function useApi(options?: TestApiOptions): Promise<TestApi> {
  const api = await startTestApi(options);
  onTestFinished(() => api.close());
  return api;
}
