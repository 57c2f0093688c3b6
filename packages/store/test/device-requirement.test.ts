import type { DeviceRequirement } from '@rote/domain';
import { cellId, expandSweep } from '@rote/domain';
import { useStore } from '@rote/testkit';
import { resultOf } from '@rote/testkit/values';
import { describe, expect, it } from 'vitest';
import type { Store } from '../src/index.js';
import { remainingSeconds, waitingForGpu } from './fixtures/outlook.js';
import { cellsOf, submit, sweepOf } from './fixtures/sweep-of.js';
import { claimOne, ENGINE, GPU_ENGINE, registerWorker } from './fixtures/training.js';

const LEASE = { leaseMs: 30_000 };

async function nextSeeds(
  store: Store,
  limit: number,
  device?: DeviceRequirement,
): Promise<readonly number[]> {
  const queued = await store.feed.markQueued(limit, device);
  return Promise.all(queued.map(async (one) => (await store.cells.get(one.cellId)).cell.seed));
}

it("a sweep's device requirement does not change which cells it has", () => {
  const [any, gpu] = (['any', 'gpu'] as const).map((device) => [
    ...expandSweep(sweepOf('sweep', [1, 2], 0, device)),
  ]);
  expect(gpu).toEqual(any);
  expect(gpu?.map(({ cell }) => cellId(cell))).toEqual(gpu?.map(({ id }) => id));
});

describe('markQueued', () => {
  it('keeps cells that ask for a GPU apart from the others', async () => {
    const { store } = await useStore();
    await submit(store, sweepOf('of GPUs', [1, 2, 3], 5, 'gpu'));
    await submit(store, sweepOf('of any', [11, 12]));
    await expect(nextSeeds(store, 9, 'any')).resolves.toEqual([11, 12]);
    await expect(nextSeeds(store, 2, 'gpu')).resolves.toEqual([1, 2]);
    await expect(nextSeeds(store, 9)).resolves.toEqual([3]);
  });

  it('treats a cell of two sweeps as one for GPUs, wherever it is in them', async () => {
    const { store } = await useStore();
    await submit(store, sweepOf('of any', [1, 2, 3, 4]));
    await submit(store, sweepOf('of GPUs', [2, 1], 0, 'gpu'));
    await expect(nextSeeds(store, 2, 'any')).resolves.toEqual([3, 4]);
    await expect(nextSeeds(store, 9, 'gpu')).resolves.toEqual([2, 1]);
    const queued = await store.feed.listQueued();
    expect(queued.map(({ device }) => device).sort()).toEqual(['any', 'any', 'gpu', 'gpu']);
  });

  it('treats it as one for any device again once no active sweep asks for a GPU', async () => {
    const { store } = await useStore();
    const cells = cellsOf(sweepOf('', [1]));
    const requiring = await submit(store, sweepOf('of GPUs', [1], 0, 'gpu'));
    await submit(store, sweepOf('of any', [1]));
    await expect(store.feed.markQueued(1)).resolves.toMatchObject([{ cellId: cells[0]?.id, device: 'gpu' }]);
    await store.sweeps.cancel(requiring.id);
    await expect(store.feed.listQueued()).resolves.toMatchObject([{ cellId: cells[0]?.id, device: 'any' }]);
  });
});

describe('claim', () => {
  it('refuses a cell that asks for a GPU to an engine without one, and leaves it to others', async () => {
    const { store } = await useStore();
    await registerWorker(store, 'cpu-worker');
    await registerWorker(store, 'gpu-worker', 1, GPU_ENGINE);
    await submit(store, sweepOf('of any', [1]));
    const [queued] = await store.feed.markQueued(1);
    const { cellId = '', attempt = -1 } = queued ?? {};
    // A worker already has its job.
    await submit(store, sweepOf('of GPUs', [1], 0, 'gpu'));
    await expect(
      store.attempts.claim({ cellId, attempt, workerId: 'cpu-worker', engine: ENGINE }),
    ).resolves.toBeUndefined();
    await expect(store.cells.get(cellId)).resolves.toMatchObject({
      state: 'queued',
      attempt: 0,
      failures: 0,
    });
    await expect(
      store.attempts.claim({ cellId, attempt, workerId: 'gpu-worker', engine: GPU_ENGINE }),
    ).resolves.toMatchObject({ ref: { cellId, attempt: 1 } });
  });

  it('lets a cell that started on the CPU before any sweep asked for a GPU end there', async () => {
    const { store } = await useStore();
    await registerWorker(store);
    await submit(store, sweepOf('of any', [1]));
    const ref = await claimOne(store);
    const requiring = await submit(store, sweepOf('of GPUs', [1], 0, 'gpu'));
    await expect(store.attempts.finish(ref, resultOf(), null)).resolves.toBe(true);
    await expect(store.sweeps.find(requiring.id)).resolves.toMatchObject({
      state: 'completed',
      device: 'gpu',
    });
  });
});

describe('what waits for a GPU', () => {
  it('is counted as long as no live worker has one', async () => {
    const { store, sql } = await useStore();
    const requiring = await submit(store, sweepOf('of GPUs', [1, 2], 0, 'gpu'));
    const other = await submit(store, sweepOf('of any', [2, 3]));
    const waiting = () => Promise.all([requiring, other].map(({ id }) => waitingForGpu(store, id)));
    await registerWorker(store, 'cpu-worker', 3);
    await store.feed.markQueued(1, 'gpu');
    await expect(waiting()).resolves.toEqual([2, 1]);
    await expect(store.feed.liveSlots(LEASE)).resolves.toEqual({ any: 3, gpu: 0 });

    await registerWorker(store, 'gpu-worker', 2, GPU_ENGINE);
    await expect(waiting()).resolves.toEqual([0, 0]);
    await expect(store.feed.liveSlots(LEASE)).resolves.toEqual({ any: 5, gpu: 2 });

    await sql(`UPDATE workers SET last_seen_at = now() - interval '1 hour' WHERE id = 'gpu-worker'`);
    await expect(waiting()).resolves.toEqual([2, 1]);
    await store.sweeps.cancel(requiring.id);
    await expect(waiting()).resolves.toEqual([0, 0]);
  });

  it('is not estimated from workers without one', async () => {
    const { store } = await useStore();
    await registerWorker(store, 'worker-1', 4);
    await registerWorker(store, 'gpu-worker', 1, GPU_ENGINE);
    const sweep = await submit(store, sweepOf('of GPUs', [1, 2, 3], 0, 'gpu'));
    const [queued] = await store.feed.markQueued(1);
    const { cellId = '', attempt = -1 } = queued ?? {};
    const claim = await store.attempts.claim({ cellId, attempt, workerId: 'gpu-worker', engine: GPU_ENGINE });
    if (claim === undefined) throw new Error('nothing to claim');
    await store.attempts.finish(claim.ref, resultOf({ seconds: 40 }), null);
    await expect(remainingSeconds(store, sweep.id)).resolves.toBeCloseTo(80);
  });
});

it('a worker shows why it does not use its GPU, for as long as that is so', async () => {
  const { store } = await useStore();
  const worker = { id: 'worker', host: 'here', pid: 1, slots: 1, engine: ENGINE };
  await store.workers.register({ ...worker, gpuFault: 'no driver' });
  await expect(store.workers.list(LEASE)).resolves.toMatchObject([{ gpuFault: 'no driver' }]);
  await store.workers.register({ ...worker, gpuFault: null });
  await expect(store.workers.list(LEASE)).resolves.toMatchObject([{ gpuFault: null }]);
});
