import { once } from 'node:events';
import { useStore, waitFor } from '@rote/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../src/database/database.js';
import { toRoteError } from '../src/database/database-error.js';
import { openStore } from '../src/index.js';
import { runReadOnlyQuery } from '../src/queries/read-only-query.js';
import { submit, sweepOf } from './fixtures/sweep-of.js';

const OTHERS = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND application_name = $1`;

const waitUntilGone = (pid: number, url: string): Promise<unknown> =>
  waitFor(
    async () => {
      const found = `SELECT FROM pg_stat_activity WHERE pid = ${String(pid)}`;
      return (await runReadOnlyQuery(url, found)).rows.length === 0;
    },
    { describe: 'the end of the connection' },
  );

describe('a store', () => {
  it('reports that its database cannot be reached, with a retryable error', async () => {
    const store = openStore({ databaseUrl: 'postgresql://rote@127.0.0.1:1/none' });
    const unavailable = { code: 'service-unavailable', retryable: true };
    await expect(store.ping()).rejects.toMatchObject(unavailable);
    await expect(store.sweeps.list({ limit: 1 })).rejects.toMatchObject({
      ...unavailable,
      message: 'the database cannot answer: connect ECONNREFUSED 127.0.0.1:1',
    });
    await expect(store.cells.find('a')).rejects.toMatchObject(unavailable);
    await expect(store.attempts.release({ cellId: 'a', attempt: 1 })).rejects.toMatchObject(unavailable);
    await expect(store.readOnlyQuery('SELECT 1')).rejects.toMatchObject(unavailable);
    await expect(store.feed.lead(new AbortController().signal)).rejects.toMatchObject(unavailable);
    await store.close();
  });

  it('reports that its database does not admit it', async () => {
    const { url } = await useStore();
    const stranger = new URL(url);
    stranger.password = 'wrong';
    const store = openStore({ databaseUrl: stranger.href });
    await expect(store.ping()).rejects.toMatchObject({ code: 'config-invalid', retryable: false });
    await expect(store.readOnlyQuery('SELECT 1')).rejects.toMatchObject({ code: 'config-invalid' });
    await store.close();
  });

  it('recovers by itself after its connections were cut', async () => {
    const { store, url, sql } = await useStore();
    await submit(store, sweepOf('before', [1]));
    const other = openDatabase({ databaseUrl: url, maxConnections: 1 });
    onTestFinished(() => other.client.$disconnect());
    // The submit waits at the lock until its connection is cut.
    await other.transaction(async (tx) => {
      await tx.$executeRaw`LOCK TABLE cells IN EXCLUSIVE MODE`;
      await Promise.all([
        expect(submit(store, sweepOf('during', [2]))).rejects.toMatchObject({
          code: 'service-unavailable',
          retryable: true,
        }),
        waitFor(async () => (await sql(`${OTHERS} AND wait_event_type = 'Lock'`, ['rote'])).length > 0, {
          describe: 'the submit at the lock',
        }),
      ]);
    });
    await expect(store.sweeps.list({ limit: 10 })).resolves.toMatchObject([{ name: 'before' }]);
  });
});

describe('a transaction', () => {
  it('of a frozen process releases its locks, and may be retried', async () => {
    const { url } = await useStore();
    const { client, transaction } = openDatabase({ databaseUrl: url, maxConnections: 1 });
    onTestFinished(() => client.$disconnect());
    await expect(client.$queryRaw`SHOW idle_in_transaction_session_timeout`).resolves.toEqual([
      { idle_in_transaction_session_timeout: '30s' },
    ]);
    const frozen = transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL idle_in_transaction_session_timeout = '50ms'`;
      const [{ pid }] = await tx.$queryRaw<[{ pid: number }]>`SELECT pg_backend_pid() AS pid`;
      await waitUntilGone(pid, url);
      await tx.$queryRaw`SELECT 1`;
    });
    await expect(frozen.catch(toRoteError)).resolves.toMatchObject({
      code: 'service-unavailable',
      retryable: true,
    });
    await expect(client.$queryRaw`SELECT 1 AS one`).resolves.toEqual([{ one: 1 }]);
  });
});

describe('lead', () => {
  it('belongs to one process at a time, and is free again when that one releases it', async () => {
    const { store } = await useStore();
    const { signal } = new AbortController();
    const leadership = await store.feed.lead(signal);
    expect(leadership?.lost.aborted).toBe(false);
    await expect(store.feed.lead(signal)).resolves.toBeUndefined();

    await leadership?.release();
    expect(leadership?.lost.aborted).toBe(true);
    const next = await store.feed.lead(signal);
    expect(next).toBeDefined();
    await next?.release();
  });

  it('is lost with its connection', async () => {
    const { store, sql } = await useStore();
    const leadership = await store.feed.lead(new AbortController().signal);
    if (leadership === undefined) throw new Error('another leads');
    const lost = once(leadership.lost, 'abort');
    await sql(OTHERS, ['rote-feeder']);
    await lost;
    await leadership.release();
  });

  it('is given up when its signal aborts', async () => {
    const { store } = await useStore();
    const controller = new AbortController();
    const leadership = await store.feed.lead(controller.signal);
    controller.abort();
    expect(leadership?.lost.aborted).toBe(true);
    await leadership?.release();
    await expect(store.feed.lead(controller.signal)).rejects.toMatchObject({ code: 'aborted' });
  });
});
