import { setTimeout as delay } from 'node:timers/promises';
import { type CellQueue, openCellQueue } from '@rote/queue';
import { expandSweep } from '@rote/domain';
import type { Store } from '@rote/store';
import { silentLogger, useProxiedStore, waitFor } from '@rote/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createQueueDepths, usualDepth } from '../src/feeder/queue-depths.js';
import { type Feeder, type FeederOptions, startFeeder } from '../src/feeder/start-feeder.js';
import { useRedisLine } from './support/redis-line.js';
import { specOf } from './support/specs.js';
import { useApi } from './support/test-api.js';
import { claim, registerWorker } from './support/training.js';

const submit = async (store: Store, ...args: Parameters<typeof specOf>): Promise<string> => {
  const spec = specOf(...args);
  return (await store.sweeps.submit({ spec, cells: expandSweep(spec) })).sweep.id;
};

const queuedCells = async (store: Store, sweepId: string): Promise<number> =>
  (await store.sweeps.find(sweepId))?.counts.queued ?? 0;

/** Starts a feeder with short intervals. */
function useFeeder(options: Pick<FeederOptions, 'store' | 'queue'> & Partial<FeederOptions>): Feeder {
  const feeder = startFeeder({
    logger: silentLogger,
    leaseMs: 30_000,
    intervalMs: 20,
    reconcileMs: 50,
    ...options,
  });
  onTestFinished(() => feeder.stop());
  return feeder;
}

async function useParts() {
  const redis = await useRedisLine();
  const base = await useProxiedStore();
  const queue = await openCellQueue({ connection: { backend: 'redis', url: redis.url } });
  onTestFinished(() => queue.close());
  return { ...base, redis, queue };
}

const waitForDepth = (queue: CellQueue, depth: number): Promise<boolean> =>
  waitFor(async () => (await queue.counts()).waiting === depth, { describe: `${depth} jobs in the queue` });

/** Resolves when the feeder has made `turns` more turns. */
async function waitForTurns(feeder: Feeder, turns: number): Promise<void> {
  const lastTurnAt = (): number => performance.now() - feeder.quietMs();
  for (let i = 0; i < turns; i++) {
    const before = lastTurnAt();
    await waitFor(() => lastTurnAt() > before + 1, { describe: 'the next turn of the feeder' });
  }
}

describe('the depth of the queue', () => {
  it.each([
    [0, 8],
    [1, 8],
    [2, 8],
    [3, 12],
    [100, 400],
  ])('for %i slots is %i jobs', (slots, depth) => {
    expect(usualDepth(slots)).toBe(depth);
  });

  it('grows while a queue runs empty between turns, and shrinks again', () => {
    const depths = createQueueDepths();
    const aims: number[] = [];
    const turn = (taken: number): void => {
      const queued = Math.max(0, (aims.at(-1) ?? 0) - taken);
      aims.push(depths.aim('any', queued, 2));
      depths.note('any', aims.at(-1)!);
    };
    for (const taken of [0, 100, 100, 100, 100, 100, 100]) turn(taken);
    expect(aims).toEqual([8, 16, 32, 64, 128, 200, 200]);
    for (const taken of [3, 3]) turn(taken);
    expect(aims.at(-1)).toBe(8);
    for (let i = 0; i < 20; i++) turn(Infinity);
    expect(aims.at(-1)).toBe(256);
    depths.forget();
    turn(Infinity);
    expect(aims.at(-1)).toBe(8);
  });

  it('does not depend on how many cells wait, and follows the slots', async () => {
    const { store, queue } = await useParts();
    const sweep = await submit(store, 200);
    const feeder = useFeeder({ store, queue });
    await waitForDepth(queue, 8);
    await waitForTurns(feeder, 5);
    expect((await queue.counts()).waiting).toBe(8);
    expect(await queuedCells(store, sweep)).toBe(8);
    await registerWorker(store, 10);
    await waitForDepth(queue, 40);
  });

  it('is restored as workers take jobs', async () => {
    const { store, queue } = await useParts();
    const sweep = await submit(store, 20);
    useFeeder({ store, queue });
    await waitForDepth(queue, 8);
    const workerId = await registerWorker(store);
    const taken = (await store.feed.listQueued()).slice(0, 3);
    for (const job of taken) await claim(store, workerId, job);
    // The jobs of running cells stay in the queue, because no worker takes them.
    await waitForDepth(queue, 11);
    expect((await store.sweeps.find(sweep))?.counts).toMatchObject({ running: 3, queued: 8, pending: 9 });
  });
});

describe('the quota of a project', () => {
  it('bounds its jobs, and lets the next one in when a cell ends', async () => {
    const { store, queue } = await useParts();
    const quotas = { share: 1, maxQueuedCells: 3, slotHours: null };
    await store.projects.put('vision', quotas);
    const spec = specOf(20);
    const { sweep } = await store.sweeps.submit({ spec, cells: expandSweep(spec), project: 'vision' });
    const workerId = await registerWorker(store);
    const feeder = useFeeder({ store, queue });
    await waitForDepth(queue, 3);
    const [job] = await store.feed.listQueued();
    if (job === undefined) throw new Error('nothing is queued');
    const ref = await claim(store, workerId, job);
    await waitForTurns(feeder, 3);
    expect(await queuedCells(store, sweep.id)).toBe(2);
    await store.attempts.release(ref);
    await waitFor(async () => (await queuedCells(store, sweep.id)) === 3, { describe: 'the next cell' });
    // A changed quota holds without a restart, and what is queued for a month that is used up is taken back.
    await store.projects.put('vision', { ...quotas, maxQueuedCells: 5 });
    await waitFor(async () => (await queuedCells(store, sweep.id)) === 5, { describe: 'two more cells' });
    await store.projects.put('vision', { ...quotas, slotHours: 0 });
    await waitFor(async () => (await queuedCells(store, sweep.id)) === 0, { describe: 'no queued cell' });
  });
});

describe('the next cell', () => {
  it('has the higher priority, at once, however many others were queued before', async () => {
    const { store, queue } = await useParts();
    const low = await submit(store, 100);
    const feeder = useFeeder({ store, queue });
    await waitForDepth(queue, 8);
    const high = await submit(store, 5, { firstSeed: 1000, priority: 10 });
    feeder.nudge();
    await waitFor(async () => (await queuedCells(store, high)) === 5, {
      describe: 'the high priority in the queue',
    });
    await waitForDepth(queue, 8);
    expect(await queuedCells(store, low)).toBe(3);
  });

  it('comes from each sweep of the same priority in turn', async () => {
    const { store, queue } = await useParts();
    const first = await submit(store, 100);
    const feeder = useFeeder({ store, queue });
    await waitForDepth(queue, 8);
    const second = await submit(store, 100, { firstSeed: 1000 });
    feeder.nudge();
    await waitFor(async () => (await queuedCells(store, second)) === 4, { describe: 'half of the queue' });
    await waitForDepth(queue, 8);
    expect(await queuedCells(store, first)).toBe(4);
  });

  it('has the higher priority even without a nudge, because another process may have taken the request', async () => {
    const { store, queue } = await useParts();
    const low = await submit(store, 100);
    useFeeder({ store, queue });
    await waitForDepth(queue, 8);
    const high = await submit(store, 5, { firstSeed: 1000, priority: 10 });
    await waitFor(
      async () => (await queuedCells(store, high)) === 5 && (await queuedCells(store, low)) === 3,
      {
        describe: 'the high priority in the queue',
      },
    );
    await store.sweeps.setPriority(low, 20);
    await waitFor(async () => (await queuedCells(store, low)) === 8, { describe: 'the other one first' });
    expect(await queuedCells(store, high)).toBe(0);
  });

  it('comes from no paused sweep until it is resumed', async () => {
    const { store, queue } = await useParts();
    const paused = await submit(store, 100, { priority: 10 });
    useFeeder({ store, queue });
    await waitForDepth(queue, 8);
    await store.sweeps.pause(paused);
    await waitForDepth(queue, 0);
    const next = await submit(store, 3, { firstSeed: 1000 });
    await waitFor(async () => (await queuedCells(store, next)) === 3, { describe: 'the next sweep' });
    expect(await queuedCells(store, paused)).toBe(0);
    await store.sweeps.resume(paused);
    await waitFor(async () => (await queuedCells(store, paused)) === 8, { describe: 'the resumed sweep' });
    await waitForDepth(queue, 8);
  });

  it('is one that was tried before, even if the queue has its full depth', async () => {
    const { store, queue } = await useParts();
    await submit(store, 1);
    const workerId = await registerWorker(store);
    const [job] = await store.feed.markQueued(1);
    if (job === undefined) throw new Error('nothing was queued');
    const ref = await claim(store, workerId, job);
    await submit(store, 100, { firstSeed: 1000 });
    useFeeder({ store, queue });
    await waitForDepth(queue, 8);
    await store.attempts.release(ref);
    await waitForDepth(queue, 9);
    expect(await queue.present([{ ...ref, device: 'any' }])).toHaveLength(1);
  });

  it('stays the same if a process takes over without a pending change', async () => {
    const { store, queue } = await useParts();
    await submit(store, 100);
    const first = useFeeder({ store, queue });
    await waitForDepth(queue, 8);
    await waitForTurns(first, 2);
    await first.stop();
    const before = await store.feed.listQueued();
    const second = useFeeder({ store, queue });
    await waitFor(() => second.isLeading(), { describe: 'the lead' });
    await waitForTurns(second, 3);
    expect(await store.feed.listQueued()).toEqual(before);
  });

  it('is chosen again for a change that the lost leader had not seen', async () => {
    const { store, queue } = await useParts();
    await submit(store, 100);
    const first = useFeeder({ store, queue });
    await waitForDepth(queue, 8);
    await first.stop();
    const high = await submit(store, 5, { firstSeed: 1000, priority: 10 });
    useFeeder({ store, queue });
    await waitFor(async () => (await queuedCells(store, high)) === 5, {
      describe: 'the high priority in the queue',
    });
    await waitForDepth(queue, 8);
  });

  it('comes from no cancelled sweep', async () => {
    const { store, queue } = await useParts();
    const cancelled = await submit(store, 100);
    const feeder = useFeeder({ store, queue });
    await waitForDepth(queue, 8);
    await store.sweeps.cancel(cancelled);
    const next = await submit(store, 3, { firstSeed: 1000 });
    feeder.nudge();
    await waitFor(async () => (await queuedCells(store, next)) === 3, {
      describe: 'the next sweep in the queue',
    });
    expect((await store.sweeps.find(cancelled))?.counts).toMatchObject({ queued: 0, cancelled: 100 });
  });
});

describe('a running cell', () => {
  it('is preempted by one of a higher priority, once, and waits behind it', async () => {
    const { store, queue } = await useParts();
    const low = await submit(store, 3);
    const workerId = await registerWorker(store);
    const feeder = useFeeder({ store, queue });
    await waitForDepth(queue, 3);
    /** Does what a free slot does: takes the first job. */
    const takeFirst = async () => {
      const [job] = [...(await store.feed.listQueued())].sort((a, b) => b.priority - a.priority);
      if (job === undefined) throw new Error('nothing is queued');
      return await claim(store, workerId, job);
    };
    const ref = await takeFirst();
    await waitForTurns(feeder, 3);
    expect((await store.attempts.review([ref])).yielding).toEqual([]);
    await submit(store, 3, { firstSeed: 1000 });
    await waitForTurns(feeder, 3);
    expect((await store.attempts.review([ref])).yielding).toEqual([]);

    const high = await submit(store, 2, { firstSeed: 2000, priority: 10 });
    await waitFor(async () => (await store.attempts.review([ref])).yielding.length === 1, {
      describe: 'the low priority to be preempted',
    });
    // A turn may have fed and preempted before it knew of the change; the next one then chooses again.
    await waitFor(async () => (await store.feed.pendingChange()) === undefined, {
      describe: 'the queue to be refilled',
    });
    expect(await queuedCells(store, high)).toBe(2);
    await store.attempts.release(ref);
    const first = await takeFirst();
    expect((await store.sweeps.get(high)).counts).toMatchObject({ running: 1, queued: 1 });
    await waitForTurns(feeder, 5);
    expect((await store.attempts.review([first])).yielding).toEqual([]);
    expect((await store.sweeps.get(low)).counts).toMatchObject({ running: 0 });
    expect(await store.cells.get(ref.cellId)).toMatchObject({ state: 'queued', attempt: 1, failures: 0 });
  });
});

describe('cells that ask for a GPU', () => {
  it('have their own queue, as deep as the slots with a GPU require', async () => {
    const { store, queue } = await useParts();
    await submit(store, 100, { device: 'gpu', priority: 10 });
    await submit(store, 100, { firstSeed: 1000 });
    useFeeder({ store, queue });
    const depths = async () => [(await queue.counts('any')).waiting, (await queue.counts('gpu')).waiting];
    const waitForDepths = (any: number, gpu: number) =>
      waitFor(async () => String(await depths()) === String([any, gpu]), {
        describe: `${any} and ${gpu} jobs`,
      });
    await waitForDepths(8, 8);
    await registerWorker(store, 5);
    await waitForDepths(20, 8);
    await registerWorker(store, 5, 'gpu');
    await waitForDepths(40, 20);
  });

  it('move there when a sweep asks for one later, and back when it is cancelled', async () => {
    const { store, queue } = await useParts();
    await submit(store, 3);
    // Not nudged: another process may have taken the request.
    useFeeder({ store, queue });
    const waitForJobs = (device: 'any' | 'gpu', what: string) =>
      waitFor(
        async () => {
          const queued = await store.feed.listQueued();
          const isThere = queued.length === 3 && queued.every((cell) => cell.device === device);
          return isThere && (await queue.present(queued)).length === 3;
        },
        { describe: what },
      );
    await waitForJobs('any', 'the jobs');
    const requiring = await submit(store, 3, { device: 'gpu' });
    await waitForJobs('gpu', 'the jobs for a GPU');
    await store.sweeps.cancel(requiring);
    await waitForJobs('any', 'the jobs for any device');
  });
});

describe('lost jobs are added again', () => {
  it('after Redis has lost everything', async () => {
    const { store, queue, redis } = await useParts();
    await submit(store, 5);
    useFeeder({ store, queue });
    await waitForDepth(queue, 5);
    await redis.flush();
    await waitForDepth(queue, 5);
  });

  it('after its worker was lost, as another attempt', async () => {
    const { store, queue } = await useParts();
    await submit(store, 1);
    const [job] = await store.feed.markQueued(1);
    if (job === undefined) throw new Error('nothing was queued');
    await claim(store, await registerWorker(store), job);
    useFeeder({ store, queue, leaseMs: 100 });
    await waitForDepth(queue, 1);
    expect(await store.feed.listQueued()).toMatchObject([{ cellId: job.cellId, attempt: 1 }]);
    expect(await queue.present([{ cellId: job.cellId, attempt: 1, device: 'any' }])).toHaveLength(1);
  });
});

describe('the leader', () => {
  it('is one of several, and another one when that one stops', async () => {
    const { store, queue } = await useParts();
    const feeders = Array.from({ length: 3 }, () => useFeeder({ store, queue }));
    const leaders = () => feeders.filter((feeder) => feeder.isLeading());
    const [first] = await waitFor(() => leaders().length > 0 && leaders(), { describe: 'a leader' });
    for (const feeder of feeders) await waitForTurns(feeder, 2);
    expect(leaders()).toEqual([first]);
    await first?.stop();
    const [second] = await waitFor(() => leaders().length > 0 && leaders(), { describe: 'another leader' });
    expect(second).not.toBe(first);
    await submit(store, 3);
    await waitForDepth(queue, 3);
  });

  it('is another one when the connection of the leader is lost', async () => {
    const { store, queue, endConnections } = await useParts();
    const feeder = useFeeder({ store, queue });
    await waitFor(() => feeder.isLeading(), { describe: 'the lead' });
    const leaders = async (): Promise<readonly unknown[]> => {
      const { rows } = await store.readOnlyQuery(
        `SELECT pid FROM pg_stat_activity WHERE application_name = 'rote-feeder' AND datname = current_database()`,
      );
      return rows.flat();
    };
    const [lost] = await leaders();
    await endConnections('rote-feeder');
    // Not "no longer leads": the feeder may lead again before the test looks.
    await waitFor(async () => feeder.isLeading() && (await leaders()).some((pid) => pid !== lost), {
      describe: 'the lead again',
    });
    await submit(store, 3);
    await waitForDepth(queue, 3);
  });

  it('is gone once all have stopped', async () => {
    const { store, queue } = await useParts();
    const feeder = useFeeder({ store, queue });
    await waitFor(() => feeder.isLeading(), { describe: 'the lead' });
    await feeder.stop();
    expect(feeder.isLeading()).toBe(false);
    const leadership = await store.feed.lead(new AbortController().signal);
    expect(leadership).toBeDefined();
    await leadership?.release();
  });
});

describe('while a service is down', () => {
  it('accepts a sweep without Redis, and feeds it once Redis is back', async () => {
    const { redis } = await useParts();
    const { app, store } = await useApi();
    const queue = await openCellQueue({ connection: { backend: 'redis', url: redis.url } });
    onTestFinished(() => queue.close());
    await redis.cut();
    const feeder = useFeeder({ store, queue });
    const response = await app.inject({ method: 'POST', url: '/v1/sweeps', payload: specOf(3) });
    expect(response.statusCode).toBe(201);
    feeder.nudge();
    await redis.restore();
    await waitForDepth(queue, 3);
  });

  it('for longer than the lease, no worker loses its cells if it reports within a lease afterwards', async () => {
    const { store, queue, proxy } = await useParts();
    await submit(store, 2);
    const [kept, lost] = await store.feed.markQueued(2);
    if (kept === undefined || lost === undefined) throw new Error('nothing was queued');
    const living = await registerWorker(store);
    await claim(store, living, kept);
    await claim(store, await registerWorker(store), lost);
    const leaseMs = 1500;
    const feeder = useFeeder({ store, queue, leaseMs });
    await waitFor(() => feeder.isLeading(), { describe: 'the lead' });
    await proxy.cut();
    await delay(leaseMs);
    await proxy.restore();
    await waitFor(() => feeder.isLeading(), { describe: 'the lead again' });
    await waitForTurns(feeder, 3);
    const beating = setInterval(
      () => void store.workers.heartbeat(living).catch(() => undefined),
      leaseMs / 6,
    );
    onTestFinished(() => {
      clearInterval(beating);
    });
    await waitForDepth(queue, 1);
    expect(await store.feed.listQueued()).toMatchObject([{ cellId: lost.cellId, attempt: 1 }]);
    expect(await store.cells.get(kept.cellId)).toMatchObject({ state: 'running', attempt: 1 });
  });

  it('feeds nothing without Postgres, and continues once it is back', async () => {
    const { store, queue, proxy } = await useParts();
    await submit(store, 3);
    await proxy.cut();
    const feeder = useFeeder({ store, queue });
    await waitForTurns(feeder, 2);
    expect(feeder.isLeading()).toBe(false);
    await proxy.restore();
    await waitForDepth(queue, 3);
    await proxy.cut();
    await waitFor(() => !feeder.isLeading(), { describe: 'the loss of the lead' });
    await proxy.restore();
    await submit(store, 2, { firstSeed: 100 });
    await waitForDepth(queue, 5);
  });
});
