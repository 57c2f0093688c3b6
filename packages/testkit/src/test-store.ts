import { openStore, type Store, type StoreOptions } from '@rote/store';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import { type Proxy, startProxy } from './proxy.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

/** A store on a database of the test's own. */
export interface TestStore extends Pick<TestDatabase, 'url' | 'endConnections'> {
  readonly store: Store;
  /** Runs a statement past the store, as a person at psql would. @returns the rows, by column */
  readonly sql: (
    statement: string,
    values?: readonly unknown[],
  ) => Promise<readonly Record<string, unknown>[]>;
}

/** A store whose connections, and those of `url`, go through a proxy. */
export interface ProxiedStore extends TestStore {
  readonly proxy: Proxy;
}

interface Closable {
  /** Closes the store and drops its database. */
  close(): Promise<void>;
}

type Limits = Pick<StoreOptions, 'queryLimits'>;

function openOn(
  database: TestDatabase,
  url: string,
  { proxy, ...limits }: Limits & { readonly proxy?: Proxy } = {},
): TestStore & Closable {
  const store = openStore({ databaseUrl: url, maxConnections: 5, ...limits });
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  pool.on('error', () => undefined); // a connection that is still ending when its database is dropped
  return {
    store,
    url,
    endConnections: database.endConnections,
    sql: async (statement, values = []) =>
      (await pool.query<Record<string, unknown>>(statement, [...values])).rows,
    async close() {
      await store.close();
      await pool.end();
      await proxy?.cut();
      await database.drop();
    },
  };
}

/** Opens a store for the running test. It is closed when the test has finished. */
export async function useStore(): Promise<TestStore> {
  const database = await createTestDatabase();
  const opened = openOn(database, database.url);
  onTestFinished(() => opened.close());
  return opened;
}

/** Opens a store that can lose its database, and that outlives the running test. The caller closes it. */
export async function openProxiedStore(limits: Limits = {}): Promise<ProxiedStore & Closable> {
  const database = await createTestDatabase();
  const url = new URL(database.url);
  const proxy = await startProxy({ host: url.hostname, port: Number(url.port) });
  url.hostname = '127.0.0.1';
  url.port = String(proxy.port);
  return { ...openOn(database, url.href, { ...limits, proxy }), proxy };
}

/** Opens a store that can lose its database, for the running test. It is closed when the test has finished. */
export async function useProxiedStore(): Promise<ProxiedStore> {
  const opened = await openProxiedStore();
  onTestFinished(() => opened.close());
  return opened;
}
