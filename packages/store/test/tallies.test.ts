import { expandSweep } from '@rote/domain';
import { type TestStore, useStore } from '@rote/testkit';
import { resultOf } from '@rote/testkit/values';
import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import type { EventFeed, Store } from '../src/index.js';
import { submit, sweepOf } from './fixtures/sweep-of.js';
import { claimNext, claimOne, registerWorker } from './fixtures/training.js';

/** Opens what adds steps up each time that it looks. */
async function useFeed(store: Store): Promise<EventFeed> {
  const feed = store.openEventFeed();
  onTestFinished(() => feed.close());
  await feed.next();
  return feed;
}

/** Compares the counts that are kept of every sweep, and of all cells, with a count. */
async function expectTrueCounts({ store, sql }: TestStore): Promise<void> {
  const kept = (await store.sweeps.list({ limit: 100 })).map(({ id, counts }) => [id, counts]);
  const counted = (await sql(
    'SELECT sweep_id AS id, state, count(*)::int AS cells FROM sweep_cells GROUP BY 1, 2',
  )) as { id: string; state: string; cells: number }[];
  const all = (await sql('SELECT state, count(*)::int AS cells FROM cells GROUP BY 1')) as {
    state: string;
    cells: number;
  }[];
  const none = { pending: 0, queued: 0, running: 0, succeeded: 0, diverged: 0, failed: 0, cancelled: 0 };
  const toCounts = (rows: readonly { state: string; cells: number }[]): object => ({
    ...none,
    ...Object.fromEntries(rows.map(({ state, cells }) => [state, cells])),
  });
  expect(Object.fromEntries(kept)).toEqual(
    Object.fromEntries(kept.map(([id]) => [id, toCounts(counted.filter((row) => row.id === id))])),
  );
  expect(await store.cells.countByState()).toEqual(toCounts(all));
}

it.each([
  ['before steps are added up', false],
  ['whenever steps were added up', true],
])('keeps counts that are true, %s', async (_when, isAddedUp) => {
  const bench = await useStore();
  const { store, sql } = bench;
  await registerWorker(store);
  const feed = await useFeed(store);
  const check = async (): Promise<void> => {
    await expectTrueCounts(bench);
    if (!isAddedUp) return;
    await feed.next();
    expect(await sql('SELECT FROM tally_steps')).toEqual([]);
    await expectTrueCounts(bench);
  };

  await check();
  const one = await submit(store, sweepOf('one', [1, 2, 3, 4]));
  await check();
  const other = await submit(store, sweepOf('other', [3, 4, 5]));
  await check();
  const [first, second] = await claimNext(store, 2);
  await check();
  await store.attempts.finish(first!, resultOf(), null);
  await store.attempts.fail(second!, { class: 'bug', message: 'x', isFinal: true });
  await check();
  await store.sweeps.retry(one.id, {});
  await store.attempts.release(await claimOne(store));
  await check();
  await store.sweeps.cancel(one.id);
  await check();
  await submit(store, sweepOf('again', [1, 2]));
  await check();
  await store.sweeps.cancel(other.id);
  await store.sweeps.delete(other.id);
  await check();
  while (await store.sweeps.deleteMore()) await check();
  await check();
});

it('compares no pairs of cells if many change at once, in a session that has changed one before', async () => {
  const { store, url } = await useStore();
  const { id } = await submit(
    store,
    sweepOf(
      'many',
      Array.from({ length: 300 }, (_, seed) => seed),
    ),
  );
  const client = new pg.Client({ connectionString: url });
  const plans: string[] = [];
  client.on('notice', ({ message = '' }) => plans.push(message));
  await client.connect();
  onTestFinished(() => client.end());
  await client.query(`LOAD 'auto_explain'; SET auto_explain.log_min_duration = 0; SET auto_explain.log_nested_statements = on;
    SET auto_explain.log_analyze = on; SET auto_explain.log_timing = off; SET auto_explain.log_level = notice`);
  const queue = (limit: number) =>
    client.query(
      `UPDATE cells SET state = 'queued', queued_at = now() WHERE id IN (
        SELECT cell_id FROM sweep_cells WHERE sweep_id = $1 AND state = 'pending' LIMIT $2)`,
      [id, limit],
    );
  await queue(1);
  await queue(299);
  expect(plans.filter((plan) => plan.includes('Named Tuplestore')).length).toBeGreaterThan(3);
  const thrownAway = plans.flatMap((plan) =>
    [...plan.matchAll(/Rows Removed by Join Filter: (\d+)/g)].map(([, rows]) => Number(rows)),
  );
  expect(Math.max(0, ...thrownAway)).toBeLessThan(3000);
});

it('keeps counts that are true whatever commits in the meantime, also if several processes add up', async () => {
  const bench = await useStore();
  const { store } = bench;
  await registerWorker(store, 'worker-1', 8);
  const feeds = await Promise.all([useFeed(store), useFeed(store)]);
  const specs = Array.from({ length: 6 }, (_, index) =>
    sweepOf(`s${String(index)}`, [index, index + 1, 100]),
  );
  const over = new AbortController();
  const adding = feeds.map(async (feed) => {
    while (!over.signal.aborted) await feed.next();
  });
  const totals: number[] = [];
  const reading = (async () => {
    while (!over.signal.aborted)
      for (const { cells, counts } of await store.sweeps.list({ limit: 100 }))
        totals.push(Object.values(counts).reduce((sum, each) => sum + each, 0) - cells);
  })();
  await Promise.all(specs.map((spec) => store.sweeps.submit({ spec, cells: expandSweep(spec) })));
  const refs = await claimNext(store, 8);
  await Promise.all(refs.map((ref) => store.attempts.finish(ref, resultOf(), null)));
  over.abort();
  await Promise.all([...adding, reading]);
  expect(totals.length).toBeGreaterThan(0);
  expect(new Set(totals)).toEqual(new Set([0]));
  await expectTrueCounts(bench);
});
