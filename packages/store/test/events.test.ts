import { expandSweep } from '@rote/domain';
import { useStore, waitFor } from '@rote/testkit';
import { epochOf, resultOf } from '@rote/testkit/values';
import { expect, it, onTestFinished } from 'vitest';
import type { EventFeed, EventRecord, Store } from '../src/index.js';
import { submit, sweepOf } from './fixtures/sweep-of.js';
import { claimNext, claimOne, registerWorker } from './fixtures/training.js';

/** Opens a feed that knows where the events end. */
async function useFeed(store: Store): Promise<EventFeed> {
  const feed = store.openEventFeed();
  onTestFinished(() => feed.close());
  await feed.next();
  return feed;
}

const FIELDS = ['from', 'to', 'cells', 'state', 'epoch', 'counts'];

/** Puts an event in a few words, such as `cell.changed pending queued`. */
const brief = ({ type, data }: EventRecord): string =>
  [
    type,
    ...FIELDS.filter((field) => field in data).map((field) =>
      JSON.stringify(data[field]).replaceAll('"', ''),
    ),
  ].join(' ');

it('tells a sweep’s life in order, with its counts and its end', async () => {
  const { store } = await useStore();
  await registerWorker(store);
  const feed = await useFeed(store);
  const { id } = await submit(store, sweepOf('told', [1, 2]));
  expect((await feed.next()).map(brief)).toEqual(['sweep.submitted 2', 'sweep.counts {pending:2}']);

  const first = await claimOne(store);
  await store.attempts.recordEpochs(first, [epochOf(1), epochOf(2, { train: { loss: NaN, accuracy: 0.1 } })]);
  const during = await feed.next();
  expect(during.map(brief)).toEqual([
    'cell.changed pending queued',
    'cell.changed queued running',
    'sweep.counts {pending:1,running:1}',
    'epoch.finished 2',
  ]);
  expect(during[3]?.data).toMatchObject({ cell: first.cellId, attempt: 1, trainLoss: null });
  await store.attempts.finish(first, resultOf({ final: epochOf(2), epochs: 2 }), null);
  await store.sweeps.pause(id);
  await store.sweeps.resume(id);
  await store.sweeps.setPriority(id, 3);
  expect((await feed.next()).map(brief)).toEqual([
    'cell.changed running succeeded',
    'sweep.paused',
    'sweep.resumed',
    'sweep.changed',
    'sweep.counts {pending:1,succeeded:1}',
  ]);
  await store.attempts.fail(await claimOne(store), { class: 'bug', message: 'x', isFinal: true });
  expect((await feed.next()).map(brief)).toEqual([
    'cell.changed pending queued',
    'cell.changed queued running',
    'cell.changed running failed',
    'sweep.counts {failed:1,succeeded:1}',
    'sweep.ended completed',
  ]);
  await store.sweeps.retry(id, {});
  await store.sweeps.cancel(id);
  const end = await feed.next();
  expect(end.map(brief)).toEqual([
    'cell.changed failed pending',
    'sweep.changed',
    'cell.changed pending cancelled',
    'sweep.cancelled',
    'sweep.counts {cancelled:1,succeeded:1}',
    'sweep.ended cancelled',
  ]);
  expect(end.every(({ sweep }) => sweep === id)).toBe(true);
  expect(await feed.next()).toEqual([]);
});

it('ends a sweep whose cells all have results, and tells every sweep of a cell', async () => {
  const { store } = await useStore();
  await registerWorker(store);
  const feed = await useFeed(store);
  const one = await submit(store, sweepOf('one', [1]));
  const other = await submit(store, sweepOf('other', [1, 2]));
  await feed.next();
  await store.attempts.finish(await claimOne(store), resultOf({}), null);
  const events = await feed.next();
  expect(events.filter(({ type }) => type === 'sweep.ended').map(({ sweep }) => sweep)).toEqual([one.id]);
  expect(events.filter(({ type }) => type === 'sweep.counts').map(({ data }) => data['counts'])).toEqual(
    expect.arrayContaining([{ succeeded: 1 }, { succeeded: 1, pending: 1 }]),
  );
  const third = await submit(store, sweepOf('third', [1]));
  expect((await feed.next()).map(brief)).toEqual([
    'sweep.submitted 1',
    'sweep.counts {succeeded:1}',
    'sweep.ended completed',
  ]);
  expect(await store.events.list({ after: 0, upTo: 1e9, sweep: third.id, limit: 10 })).toHaveLength(3);
  expect(other.state).toBe('active');
});

it('says of many changes in one statement only how many there were', async () => {
  const { store } = await useStore();
  const feed = await useFeed(store);
  const { id } = await submit(
    store,
    sweepOf(
      'many',
      Array.from({ length: 101 }, (_, seed) => seed),
    ),
  );
  await feed.next();
  await store.sweeps.cancel(id);
  expect((await feed.next()).map(brief)).toEqual([
    'cells.changed pending cancelled 101',
    'sweep.cancelled',
    'sweep.counts {cancelled:101}',
    'sweep.ended cancelled',
  ]);
});

it('misses no event of a transaction that drew its ids first and committed last', async () => {
  const { store, url } = await useStore();
  const feed = await useFeed(store);
  const slow = await submit(store, sweepOf('slow', [1]));
  const quick = await submit(store, sweepOf('quick', [2]));
  await feed.next();
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  await client.query('BEGIN');
  await client.query(`UPDATE cells SET state = 'cancelled', ended_at = now()
    WHERE id IN (SELECT cell_id FROM sweep_cells WHERE sweep_id = '${slow.id}')`);
  await store.sweeps.cancel(quick.id);
  const before = await feed.next();
  expect(new Set(before.map(({ sweep }) => sweep))).toEqual(new Set([quick.id]));
  await client.query('COMMIT');
  const after = await feed.next();
  expect(after.map(brief)).toEqual([
    'cell.changed pending cancelled',
    'sweep.counts {cancelled:1}',
    'sweep.ended completed',
  ]);
  expect(after[0]?.id).toBeGreaterThan(before.at(-1)?.id ?? Infinity);
});

it('gives several processes the same events, each once and in the same order, while many transactions commit', async () => {
  const { store, sql } = await useStore();
  await registerWorker(store, 'worker-1', 8);
  const feeds = await Promise.all(Array.from({ length: 3 }, () => useFeed(store)));
  const seen = feeds.map((): number[] => []);
  let isOver = false;
  const reading = feeds.map(async (feed, index) => {
    while (!isOver) seen[index]?.push(...(await feed.next()).map(({ id }) => id));
    for (let batch = await feed.next(); batch.length > 0; batch = await feed.next())
      seen[index]?.push(...batch.map(({ id }) => id));
  });
  const specs = Array.from({ length: 8 }, (_, index) => sweepOf(`s${String(index)}`, [index, index + 100]));
  await Promise.all(specs.map((spec) => store.sweeps.submit({ spec, cells: expandSweep(spec) })));
  const refs = await claimNext(store, 16);
  await Promise.all(refs.map((ref) => store.attempts.finish(ref, resultOf({}), null)));
  // A feed that does not get the lock has nothing to read until the one that has it commits.
  await waitFor(async () => (await sql('SELECT FROM event_outbox')).length === 0, {
    describe: 'an empty outbox',
  });
  isOver = true;
  await Promise.all(reading);
  const all = await store.events.list({ after: 0, upTo: 1e9, limit: 1000 });
  for (const ids of seen) expect(ids).toEqual(all.map(({ id }) => id));
  const ended = all.filter(({ type }) => type === 'sweep.ended').map(({ sweep }) => sweep);
  expect(ended).toHaveLength(8);
  expect(new Set(ended).size).toBe(8);
});

it('deletes old events only', async () => {
  const { store, sql } = await useStore();
  const feed = await useFeed(store);
  await submit(store, sweepOf('old', [1]));
  const [first] = await feed.next();
  expect(await store.events.findOldest()).toBe(first?.id);
  await sql(`UPDATE events SET happened_at = now() - interval '3 hours' WHERE type = 'sweep.submitted'`);
  expect(await store.events.prune(4)).toBe(0);
  expect(await store.events.prune(2)).toBe(1);
  expect(await store.events.findOldest()).toBeGreaterThan(first?.id ?? Infinity);
});
