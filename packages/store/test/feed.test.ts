import { expandSweep } from '@rote/domain';
import { useStore } from '@rote/testkit';
import { epochOf, resultOf } from '@rote/testkit/values';
import { describe, expect, it } from 'vitest';
import type { Store } from '../src/index.js';
import { remainingSeconds } from './fixtures/outlook.js';
import { cellsOf, submit, sweepOf } from './fixtures/sweep-of.js';
import { claimNext, claimOne, GPU_ENGINE, registerWorker } from './fixtures/training.js';

/** Returns the seeds of the next cells that the feed selects. */
async function nextSeeds(store: Store, limit: number): Promise<readonly number[]> {
  const queued = await store.feed.markQueued(limit);
  return Promise.all(queued.map(async ({ cellId }) => (await store.cells.get(cellId)).cell.seed));
}

describe('markQueued', () => {
  it('takes the highest priority first', async () => {
    const { store } = await useStore();
    await submit(store, sweepOf('low', [1, 2], -5));
    await submit(store, sweepOf('high', [11, 12], 5));
    await submit(store, sweepOf('middle', [21, 22]));
    await expect(nextSeeds(store, 5)).resolves.toEqual([11, 12, 21, 22, 1]);
    await expect(nextSeeds(store, 5)).resolves.toEqual([2]);
    await expect(nextSeeds(store, 5)).resolves.toEqual([]);
  });

  it('shares fairly between sweeps of equal priority, counting what each has in progress', async () => {
    const { store } = await useStore();
    await registerWorker(store);
    await submit(store, sweepOf('first', [1, 2, 3, 4, 5, 6]));
    await claimNext(store, 2);
    await store.feed.markQueued(1);
    await submit(store, sweepOf('second', [11, 12, 13, 14, 15]));
    // The first has three in progress: the second catches up, then they take turns.
    await expect(nextSeeds(store, 7)).resolves.toEqual([11, 12, 13, 4, 14, 5, 15]);
  });

  it('queues a cell of two sweeps once, with the higher priority', async () => {
    const { store } = await useStore();
    await submit(store, sweepOf('low', [1, 2]));
    await submit(store, sweepOf('high', [2], 9));
    const [shared] = cellsOf(sweepOf('', [2]));
    const queued = await store.feed.markQueued(10);
    expect(queued).toHaveLength(2);
    expect(queued[0]).toMatchObject({
      cellId: shared?.id,
      attempt: 0,
      priority: 9,
      title: 'mlp-1x512 · none · seed 2',
    });
    await expect(store.feed.listQueued()).resolves.toEqual(
      expect.arrayContaining(queued.map((cell) => ({ ...cell }))),
    );
  });

  it('takes cells that were tried before first, wherever they are in a sweep of that priority', async () => {
    const { store } = await useStore();
    await registerWorker(store);
    const old = await submit(store, sweepOf('old', [8]));
    await store.attempts.release(await claimOne(store));
    await submit(store, sweepOf('sweep', [1, 2, 3, 8]));
    await store.sweeps.cancel(old.id);
    await submit(store, sweepOf('high', [21], 1));
    await expect(nextSeeds(store, 3)).resolves.toEqual([21, 8, 1]);
    await expect(store.feed.markQueued(5, 'any', true)).resolves.toEqual([]);
    await expect(store.feed.markQueued(5, 'any', false)).resolves.toHaveLength(2);
  });

  it('gives two feeders different cells', async () => {
    const { store } = await useStore();
    await submit(
      store,
      sweepOf(
        'sweep',
        Array.from({ length: 60 }, (_, index) => index),
      ),
    );
    const batches = await Promise.all([1, 2, 3].map(() => store.feed.markQueued(20)));
    const ids = batches.flat().map(({ cellId }) => cellId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('takes back only what is still queued', async () => {
    const { store } = await useStore();
    await registerWorker(store);
    await submit(store, sweepOf('sweep', [1, 2]));
    const running = await claimOne(store);
    const [queued] = await store.feed.markQueued(1);
    await store.feed.returnToPending([running.cellId, queued?.cellId ?? '']);
    await expect(store.feed.listQueued()).resolves.toEqual([]);
    await expect(store.cells.get(running.cellId)).resolves.toMatchObject({ state: 'running' });
    await expect(nextSeeds(store, 5)).resolves.toEqual([2]);
  });
});

describe('a change to a sweep', () => {
  it('is pending until a fill of the queue after it is recorded', async () => {
    const { store } = await useStore();
    await expect(store.feed.pendingChange()).resolves.toBeUndefined();
    const { id } = await submit(store, sweepOf('sweep', [1]));
    const changes = [
      () => store.sweeps.pause(id),
      () => store.sweeps.resume(id),
      () => store.sweeps.setPriority(id, 3),
      () => store.sweeps.cancel(id),
    ];
    for (const change of changes) {
      await store.feed.markDispatched((await store.feed.pendingChange()) ?? 0);
      await expect(store.feed.pendingChange()).resolves.toBeUndefined();
      await change();
    }
    const last = (await store.feed.pendingChange()) ?? 0;
    // A request that is refused is no change.
    await expect(store.sweeps.retry(id, {})).rejects.toMatchObject({ code: 'sweep-ended' });
    await expect(store.sweeps.cancel(id)).rejects.toMatchObject({ code: 'sweep-ended' });
    await store.feed.markDispatched(last);
    await expect(store.feed.pendingChange()).resolves.toBeUndefined();
  });

  it('is also seen if it began first and ended last', async () => {
    const { store, sql } = await useStore();
    const first = await submit(store, sweepOf('first', [1]));
    const slow = sql(`
      BEGIN;
      UPDATE sweeps SET priority = 5 WHERE id = '${first.id}';
      SELECT pg_sleep(0.3);
      UPDATE sweep_changes SET made = made + 1;
      COMMIT`);
    await submit(store, sweepOf('second', [2]));
    await store.feed.markDispatched((await store.feed.pendingChange()) ?? 0);
    await expect(store.feed.pendingChange()).resolves.toBeUndefined();
    await slow;
    await expect(store.feed.pendingChange()).resolves.toBeDefined();
  });
});

describe('reclaimLost', () => {
  const leaseMs = 30_000;

  it('takes back the cells of workers that fell silent or stopped, and of no others', async () => {
    const { store, sql } = await useStore();
    for (const id of ['silent', 'stopped', 'live']) await registerWorker(store, id);
    await submit(store, sweepOf('sweep', [1, 2, 3]));
    const [silent] = await claimNext(store, 1, 'silent');
    const [stopped] = await claimNext(store, 1, 'stopped');
    const [live] = await claimNext(store, 1, 'live');
    await sql(`UPDATE workers SET last_seen_at = now() - interval '31 seconds' WHERE id <> 'stopped'`);
    await expect(store.workers.heartbeat('live')).resolves.toBe(true);
    await store.workers.stop('stopped');

    await expect(store.feed.liveSlots({ leaseMs })).resolves.toEqual({ any: 2, gpu: 0 });
    await expect(store.feed.reclaimLost({ leaseMs })).resolves.toBe(2);
    await expect(store.feed.reclaimLost({ leaseMs })).resolves.toBe(0);
    await expect(store.attempts.review([silent, stopped, live].filter((ref) => !!ref))).resolves.toEqual({
      superseded: [],
      withdrawn: [silent, stopped],
      yielding: [],
      limited: [],
    });
    await expect(store.cells.get(silent?.cellId ?? '')).resolves.toMatchObject({
      state: 'pending',
      failures: 1,
      error: { class: 'lost-worker', message: 'worker silent on host-1 was no longer heard from' },
    });
    await expect(store.cells.attempts(stopped?.cellId ?? '')).resolves.toMatchObject([
      { outcome: 'failed', error: { class: 'lost-worker', message: 'worker stopped on host-1 has stopped' } },
    ]);
  });

  it('gives up a cell that loses every worker', async () => {
    const { store, sql } = await useStore();
    await registerWorker(store);
    await submit(store, sweepOf('sweep', [1]));
    const { cellId } = await claimOne(store);
    for (let losses = 1; losses < 10; losses++) {
      await sql(`UPDATE workers SET last_seen_at = now() - interval '1 hour'`);
      await store.feed.reclaimLost({ leaseMs });
      await claimOne(store);
    }
    await sql(`UPDATE workers SET last_seen_at = now() - interval '1 hour'`);
    await store.feed.reclaimLost({ leaseMs });
    await expect(store.cells.get(cellId)).resolves.toMatchObject({ state: 'failed', failures: 10 });
  });
});

describe('workers', () => {
  it('distinguishes live, lost and stopped workers, and shows what each is training', async () => {
    const { store, sql } = await useStore();
    for (const id of ['lost', 'stopped', 'live']) await registerWorker(store, id);
    await submit(store, sweepOf('sweep', [1]));
    const [ref] = await claimNext(store, 1, 'live');
    await sql(`UPDATE workers SET last_seen_at = now() - interval '1 minute' WHERE id = 'lost'`);
    await store.workers.stop('stopped');

    const workers = await store.workers.list({ leaseMs: 30_000 });
    expect(workers.map(({ id, state, running }) => [id, state, running])).toEqual([
      ['live', 'live', [ref?.cellId]],
      ['lost', 'lost', []],
      ['stopped', 'stopped', []],
    ]);
    expect(workers[0]).toMatchObject({ host: 'host-1', pid: 42, slots: 2, engine: { name: 'wasm' } });
    await expect(store.workers.heartbeat('stopped')).resolves.toBe(false);
    await expect(store.workers.heartbeat('unknown')).resolves.toBe(false);
    await registerWorker(store, 'stopped');
    await expect(store.workers.heartbeat('stopped')).resolves.toBe(true);
  });
});

/** As if the running cells had just been claimed, and their epochs just reported, however slow the test is. */
const JUST_HEARD = `UPDATE cells SET started_at = now() + interval '1 hour' WHERE state = 'running'`;

describe('remainingSeconds', () => {
  it('estimates from the finished cells of the sweep and the live slots', async () => {
    const { store, sql } = await useStore();
    await registerWorker(store, 'worker-1', 2);
    const sweep = await submit(store, sweepOf('sweep', [1, 2, 3, 4]));
    await expect(remainingSeconds(store, sweep.id)).resolves.toBeNull();

    const [first, second] = await claimNext(store, 2);
    if (first === undefined || second === undefined) throw new Error('no cells');
    await sql(JUST_HEARD);
    await store.attempts.finish(first, resultOf({ seconds: 40 }), null);
    // One cell is in a slot, one follows it, and one runs in parallel.
    await expect(remainingSeconds(store, sweep.id)).resolves.toBeCloseTo(80);
    await store.attempts.recordEpochs(second, [{ ...resultOf().final!, epoch: 5, seconds: 40 / 3 }]);
    await expect(remainingSeconds(store, sweep.id)).resolves.toBeCloseTo(60);

    for (const ref of [second, ...(await claimNext(store, 2))])
      await store.attempts.finish(ref, resultOf({ seconds: 40 }), null);
    await expect(remainingSeconds(store, sweep.id)).resolves.toBeUndefined();
  });

  it('says nothing of how far it is off while an architecture is left that has no record', async () => {
    const { store } = await useStore();
    await registerWorker(store, 'worker-1', 1);
    const { grid, ...rest } = sweepOf('mixed', [1]);
    const sweep = await submit(store, {
      ...rest,
      grid: { ...grid, architecture: ['mlp-1x512', 'mlp-3x512'] },
    });
    await store.attempts.finish(await claimOne(store), resultOf({ seconds: 40 }), null);
    const found = await store.sweeps.get(sweep.id);
    const outlooks = await store.sweeps.outlooks([found], { leaseMs: 30_000, withIntervals: true });
    expect(outlooks.get(sweep.id)).toMatchObject({ remainingInterval: null });
    expect(outlooks.get(sweep.id)?.remainingSeconds).toBeCloseTo(40);
  });

  it('says where the time is in 80 of 100 cases if asked, learned from other sweeps too', async () => {
    const { store, sql } = await useStore();
    await registerWorker(store, 'worker-1', 1);
    for (const seed of [1, 2, 3, 4]) {
      await submit(store, sweepOf('before', [seed]));
      await store.attempts.finish(await claimOne(store), resultOf({ epochs: 10, seconds: 40 }), null);
    }
    const { id } = await submit(store, sweepOf('sweep', [5, 6]));
    const intervalOf = async (withIntervals: boolean) => {
      const sweep = await store.sweeps.get(id);
      return (await store.sweeps.outlooks([sweep], { leaseMs: 30_000, withIntervals })).get(id)!
        .remainingInterval;
    };
    expect(await intervalOf(false)).toBeNull();
    const { low, high } = (await intervalOf(true))!;
    expect(low).toBeLessThan(80);
    expect(high).toBeGreaterThan(80);
    const plan = await store.sweeps.plan(expandSweep(sweepOf('plan', [7, 8])), { leaseMs: 30_000 });
    expect(plan.estimate).toMatchObject({ recordedCells: 4, recordedSweeps: 4, gpuMemoryMb: null });
    // A sweep that took ten times as long makes it wider.
    await store.attempts.finish(await claimOne(store), resultOf({ epochs: 10, seconds: 400 }), null);
    const wider = (await store.sweeps.plan(expandSweep(sweepOf('plan', [7, 8])), { leaseMs: 30_000 }))
      .estimate!;
    const ratioOf = ({ low: from, high: to }: { readonly low: number; readonly high: number }) => to / from;
    expect(ratioOf(wider.secondsInterval)).toBeGreaterThan(ratioOf(plan.estimate!.secondsInterval));
    expect(ratioOf(wider.slotSecondsInterval)).toBeGreaterThan(1);
    await sql(`UPDATE attempts SET gpu_memory_mb = 1234`);
    const { estimate } = await store.sweeps.plan(expandSweep(sweepOf('plan', [7])), { leaseMs: 30_000 });
    expect(estimate?.gpuMemoryMb).toBe(1234);
  });

  it('counts the whole time of attempts, not only that of training', async () => {
    const { store, sql } = await useStore();
    await registerWorker(store);
    const sweep = await submit(store, sweepOf('sweep', [1, 2, 3]));
    const ref = await claimOne(store);
    await sql(`UPDATE attempts SET started_at = now() - interval '1000 seconds'`);
    await store.attempts.finish(ref, resultOf({ seconds: 400 }), null);
    const remaining = (await remainingSeconds(store, sweep.id))!;
    // Two cells in two slots.
    expect(remaining).toBeGreaterThanOrEqual(1000);
    expect(remaining).toBeLessThan(1100);
  });

  it('uses the epochs themselves, not how long ago an attempt started or a silent worker', async () => {
    const { store, sql } = await useStore();
    await registerWorker(store);
    const sweep = await submit(store, sweepOf('sweep', [1]));
    const first = await claimOne(store);
    await store.attempts.recordEpochs(first, [
      { ...epochOf(1), seconds: 2 },
      { ...epochOf(2), seconds: 2 },
    ]);
    await sql(JUST_HEARD);
    await expect(remainingSeconds(store, sweep.id)).resolves.toBeCloseTo(16);
    // The epoch in progress may be finished by now, but no more than that.
    await sql(`UPDATE cells SET started_at = now() - interval '1 hour'`);
    await sql(`UPDATE epochs SET recorded_at = now() - interval '1 hour'`);
    await expect(remainingSeconds(store, sweep.id)).resolves.toBeCloseTo(14);
    // Released, and resumed from its checkpoint by another attempt that reports the curve so far at once.
    await store.attempts.release(first);
    await expect(remainingSeconds(store, sweep.id)).resolves.toBeCloseTo(16);
    const second = await claimOne(store);
    await store.attempts.recordStart(second, { step: 8, epoch: 1 });
    await store.attempts.recordEpochs(
      second,
      [1, 2, 3].map((epoch) => ({ ...epochOf(epoch), seconds: 2 })),
    );
    await sql(JUST_HEARD);
    await expect(remainingSeconds(store, sweep.id)).resolves.toBeCloseTo(14);
  });

  it('uses what live engines have recorded of such cells as long as the sweep has no records of its own', async () => {
    const { store } = await useStore();
    await registerWorker(store, 'worker-1', 1);
    await submit(store, sweepOf('before', [1]));
    await store.attempts.finish(await claimOne(store), resultOf({ epochs: 10, seconds: 40 }), null);
    const { name, ...spec } = sweepOf('sweep', [2, 3]);
    const longer = await submit(store, { name, ...spec, training: { epochs: 20 } });
    const larger = await submit(store, {
      name,
      ...spec,
      dataset: { name: 'synthetic', train: 512, test: 128 },
    });
    const other = await submit(store, { name, ...spec, grid: { architecture: ['mlp-3x512'] } });
    // Two cells of twice the epochs; of a quarter, or some, of the images; of a network without records.
    const sweeps = await Promise.all([longer, larger, other].map(({ id }) => store.sweeps.get(id)));
    const outlooks = await store.sweeps.outlooks(sweeps, { leaseMs: 30_000 });
    const seconds = sweeps.map(({ id }) => outlooks.get(id)?.remainingSeconds);
    expect(seconds).toEqual([expect.closeTo(160), expect.any(Number), null]);
    expect(seconds[1]).toBeLessThan(80);
    await store.workers.stop('worker-1');
    await registerWorker(store, 'gpu', 1, GPU_ENGINE);
    await expect(remainingSeconds(store, longer.id)).resolves.toBeNull();
  });

  it('expects cells that stop early to take fewer than all epochs, separately for each corruption', async () => {
    const { store, sql } = await useStore();
    await registerWorker(store, 'worker-1', 1);
    const grid = {
      architecture: ['mlp-1x512' as const],
      corruption: ['none' as const, 'random-labels' as const],
    };
    const training = { epochs: 100, stop: { trainAccuracy: 1 } };
    const sweep = await submit(store, { ...sweepOf('sweep', []), grid: { ...grid, seed: [1, 2] }, training });
    const [clean, noisy] = await claimNext(store, 2);
    await sql(JUST_HEARD);
    await store.attempts.finish(clean!, resultOf({ epochs: 10, seconds: 10 }), null);
    await expect(remainingSeconds(store, sweep.id)).resolves.toBeCloseTo(30);
    await store.attempts.finish(noisy!, resultOf({ epochs: 90, seconds: 90 }), null);
    await expect(remainingSeconds(store, sweep.id)).resolves.toBeCloseTo(100);
  });

  it('uses the pace of running cells if none of their architecture has finished', async () => {
    const { store } = await useStore();
    await registerWorker(store);
    const sweep = await submit(store, sweepOf('sweep', [1, 2]));
    const running = await claimOne(store);
    await expect(remainingSeconds(store, sweep.id)).resolves.toBeNull();
    await store.attempts.recordEpochs(running, [epochOf(1)]);
    await expect(remainingSeconds(store, sweep.id)).resolves.toBeGreaterThan(0);
  });
});
