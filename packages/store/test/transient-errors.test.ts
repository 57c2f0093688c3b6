import { randomUUID } from 'node:crypto';
import { useProxiedStore, useStore, waitFor } from '@rote/testkit';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openDatabase } from '../src/database/database.js';
import { toRoteError } from '../src/database/database-error.js';

vi.setConfig({ testTimeout: 120_000 });

describe('a temporary failure', () => {
  const again = { code: 'service-unavailable', retryable: true };

  it('by a deadlock is retried at once', async () => {
    const { url, sql } = await useStore();
    await sql('CREATE TABLE pair (id INT PRIMARY KEY, n INT NOT NULL)');
    await sql('INSERT INTO pair VALUES (1, 0), (2, 0)');
    const { client, transaction } = openDatabase({ databaseUrl: url, maxConnections: 2 });
    onTestFinished(() => client.$disconnect());
    let met = 0;
    let open: () => void = () => undefined;
    const bothHoldOne = new Promise<void>((resolve) => (open = resolve));
    const both = ([first, second]: readonly [number, number]) =>
      transaction(async (tx) => {
        await tx.$executeRaw`UPDATE pair SET n = n + 1 WHERE id = ${first}`;
        if (++met === 2) open();
        await bothHoldOne;
        await tx.$executeRaw`UPDATE pair SET n = n + 1 WHERE id = ${second}`;
      });
    await Promise.all([both([1, 2]), both([2, 1])]);
    expect(met).toBeGreaterThan(2);
    await expect(sql('SELECT n FROM pair')).resolves.toEqual([{ n: 2 }, { n: 2 }]);
  });

  it('by a cancelled statement is retryable', async () => {
    const { url, sql } = await useStore();
    const { client, transaction } = openDatabase({ databaseUrl: url, maxConnections: 2 });
    onTestFinished(() => client.$disconnect());
    for (const run of [
      async () => await client.$queryRaw`SELECT pg_sleep(60)`,
      () => transaction((tx) => tx.$queryRaw`SELECT pg_sleep(60)`),
    ]) {
      // Not before this statement's turn: cancelling the other one would cancel it too.
      const ended = expect(run().catch(toRoteError)).resolves.toMatchObject(again);
      await waitFor(
        async () =>
          (
            await sql(`SELECT pg_cancel_backend(pid) FROM pg_stat_activity
              WHERE datname = current_database() AND wait_event = 'PgSleep'`)
          ).length > 0,
        { describe: 'the statement' },
      );
      await ended;
    }
  });

  it('notices a server that stops responding, but gives a live one all the time it needs', async () => {
    const { store, proxy } = await useProxiedStore();
    await store.ping();
    proxy.stall();
    await Promise.all([
      expect(store.sweeps.list({ limit: 1 })).rejects.toMatchObject(again),
      expect(store.workers.list({ leaseMs: 1000 })).rejects.toMatchObject(again),
      expect(store.sweeps.cancel(randomUUID())).rejects.toMatchObject(again),
    ]);
  });
});
