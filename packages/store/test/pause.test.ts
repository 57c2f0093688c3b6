import { useStore, waitFor } from '@rote/testkit';
import { resultOf } from '@rote/testkit/values';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { remainingSeconds, waitingForGpu } from './fixtures/outlook.js';
import { submit, sweepOf } from './fixtures/sweep-of.js';
import { claimNext, claimOne, ENGINE, registerWorker } from './fixtures/training.js';

const NO_SWEEP = '00000000-0000-4000-8000-000000000000';

describe('pause', () => {
  it('takes back queued cells, has workers return running ones, and offers nothing until it is resumed', async () => {
    const { store } = await useStore();
    await registerWorker(store);
    const { id } = await submit(store, sweepOf('sweep', [1, 2, 3]));
    const running = await claimOne(store);
    const [queued] = await store.feed.markQueued(1);
    const paused = await store.sweeps.pause(id);
    expect(paused).toMatchObject({ state: 'paused', endedAt: null, counts: { pending: 2, running: 1 } });
    expect(paused.pausedAt).toBeInstanceOf(Date);
    const { cellId = '', attempt = -1 } = queued ?? {};
    await expect(
      store.attempts.claim({ cellId, attempt, workerId: 'worker-1', engine: ENGINE }),
    ).resolves.toBeUndefined();
    await expect(store.attempts.review([running])).resolves.toMatchObject({
      superseded: [],
      withdrawn: [],
      yielding: [running],
    });
    await expect(store.attempts.release(running)).resolves.toBe(true);
    await expect(store.feed.markQueued(10)).resolves.toEqual([]);
    await expect(remainingSeconds(store, id)).resolves.toBeUndefined();

    await expect(store.sweeps.resume(id)).resolves.toMatchObject({ state: 'active', pausedAt: null });
    const [first] = await claimNext(store, 3);
    expect(first).toEqual({ ...running, attempt: 2 });
    await expect(store.cells.get(running.cellId)).resolves.toMatchObject({ failures: 0 });
  });

  it('counts a result that came before the worker knew', async () => {
    const { store } = await useStore();
    await registerWorker(store);
    const { id } = await submit(store, sweepOf('sweep', [1]));
    const ref = await claimOne(store);
    await store.sweeps.pause(id);
    await expect(store.attempts.finish(ref, resultOf(), null)).resolves.toBe(true);
    await expect(store.sweeps.find(id)).resolves.toMatchObject({ state: 'completed' });
    await expect(store.sweeps.resume(id)).rejects.toMatchObject({ code: 'sweep-ended' });
  });

  it('can be repeated, and so can a resume', async () => {
    const { store } = await useStore();
    const { id } = await submit(store, sweepOf('sweep', [1]));
    await expect(store.sweeps.resume(id)).resolves.toMatchObject({ state: 'active' });
    const { pausedAt } = await store.sweeps.pause(id);
    await expect(store.sweeps.pause(id)).resolves.toMatchObject({ state: 'paused', pausedAt });
  });

  it('lets a cell continue if another active sweep contains it', async () => {
    const { store } = await useStore();
    await registerWorker(store);
    const first = await submit(store, sweepOf('first', [1, 2, 3]));
    const second = await submit(store, sweepOf('second', [1, 2]));
    const running = await claimOne(store);
    await store.feed.markQueued(5);
    await store.sweeps.pause(first.id);
    await expect(store.sweeps.find(second.id)).resolves.toMatchObject({ counts: { running: 1, queued: 1 } });
    await expect(store.sweeps.find(first.id)).resolves.toMatchObject({ counts: { pending: 1 } });
    await expect(store.attempts.review([running])).resolves.toMatchObject({
      superseded: [],
      withdrawn: [],
      yielding: [],
    });
    await store.sweeps.pause(second.id);
    await expect(store.sweeps.find(second.id)).resolves.toMatchObject({ counts: { running: 1, pending: 1 } });
    await expect(store.attempts.review([running])).resolves.toMatchObject({
      superseded: [],
      withdrawn: [],
      yielding: [running],
    });
  });

  it('of both sweeps of a queued cell at the same moment leaves none queued', async () => {
    const { store } = await useStore();
    const seeds = Array.from({ length: 100 }, (_, index) => index);
    const sweeps = [
      await submit(store, sweepOf('a', seeds)),
      await submit(store, sweepOf('b', seeds.toReversed())),
    ];
    for (let round = 0; round < 5; round++) {
      await expect(store.feed.markQueued(100)).resolves.toHaveLength(100);
      await Promise.all(sweeps.map(({ id }) => store.sweeps.pause(id)));
      await expect(store.feed.listQueued()).resolves.toEqual([]);
      for (const { id } of sweeps) await store.sweeps.resume(id);
    }
  });

  it('asks for no GPU', async () => {
    const { store } = await useStore();
    const requiring = await submit(store, sweepOf('of GPUs', [1], 5, 'gpu'));
    const other = await submit(store, sweepOf('of any', [1]));
    await expect(waitingForGpu(store, other.id)).resolves.toBe(1);
    await store.sweeps.pause(requiring.id);
    await expect(waitingForGpu(store, other.id)).resolves.toBe(0);
    await expect(store.feed.markQueued(1)).resolves.toMatchObject([{ device: 'any', priority: 0 }]);
    await expect(store.feed.listQueued()).resolves.toMatchObject([{ device: 'any', priority: 0 }]);
    await store.sweeps.resume(requiring.id);
    await expect(store.feed.listQueued()).resolves.toMatchObject([{ device: 'gpu', priority: 5 }]);
  });

  it('ends with a cancel, which spares the cells of a paused sweep', async () => {
    const { store } = await useStore();
    const first = await submit(store, sweepOf('first', [1, 2]));
    const second = await submit(store, sweepOf('second', [2]));
    await store.feed.markQueued(5);
    await store.sweeps.pause(second.id);
    await expect(store.sweeps.cancel(first.id)).resolves.toMatchObject({
      state: 'cancelled',
      counts: { cancelled: 1, pending: 1, queued: 0 },
    });
    await expect(store.sweeps.cancel(second.id)).resolves.toMatchObject({
      state: 'cancelled',
      counts: { cancelled: 1 },
    });
    await expect(store.sweeps.resume(second.id)).rejects.toMatchObject({ code: 'sweep-ended' });
    await expect(store.sweeps.pause(second.id)).rejects.toMatchObject({ code: 'sweep-ended' });
    for (const id of [NO_SWEEP, 'none'])
      await expect(store.sweeps.pause(id)).rejects.toMatchObject({ code: 'sweep-not-found' });
  });
});

it('takes back cells that are being queued at the same moment', async () => {
  const { store, sql, url } = await useStore();
  const { id } = await submit(store, sweepOf('sweep', [1, 2]));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  // To queue a cell is to change its copy in the sweep too.
  await client.query('BEGIN');
  await client.query('SELECT FROM sweep_cells FOR UPDATE');
  const waiting = async (): Promise<number> =>
    (await sql('SELECT FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid()')).length;
  const feeding = store.feed.markQueued(2);
  await waitFor(async () => (await waiting()) === 1, { describe: 'cells being queued' });
  const pausing = store.sweeps.pause(id);
  await Promise.race([pausing, waitFor(async () => (await waiting()) === 2, { describe: 'the pause' })]);
  await client.query('COMMIT');
  await expect(feeding).resolves.toHaveLength(2);
  await pausing;
  await expect(store.sweeps.get(id)).resolves.toMatchObject({ counts: { pending: 2, queued: 0 } });
});

describe('setPriority', () => {
  it('changes which sweep goes first, but not the spec', async () => {
    const { store } = await useStore();
    await submit(store, sweepOf('first', [1]));
    const { id } = await submit(store, sweepOf('second', [2], -3));
    const changed = await store.sweeps.setPriority(id, 7);
    expect(changed).toMatchObject({ priority: 7, spec: { priority: -3 } });
    await expect(store.feed.markQueued(5)).resolves.toMatchObject([{ priority: 7 }, { priority: 0 }]);
    await store.sweeps.cancel(id);
    await expect(store.sweeps.setPriority(id, 1)).rejects.toMatchObject({ code: 'sweep-ended' });
    await expect(store.sweeps.setPriority(NO_SWEEP, 1)).rejects.toMatchObject({ code: 'sweep-not-found' });
  });
});
