import { useStore } from '@rote/testkit';
import { describe, expect, it } from 'vitest';
import type { AttemptRef, Store } from '../src/index.js';
import { submit, sweepOf } from './fixtures/sweep-of.js';
import { claimNext, claimOne, ENGINE, GPU_ENGINE, registerWorker } from './fixtures/training.js';

const LEASE = { leaseMs: 30_000 };

const yielding = async (store: Store, refs: readonly AttemptRef[]): Promise<readonly AttemptRef[]> =>
  (await store.attempts.review(refs)).yielding;

/** Two workers with two slots each, full of cells of priority 0. */
async function useFullSlots() {
  const opened = await useStore();
  const { store } = opened;
  await registerWorker(store, 'worker-1');
  await registerWorker(store, 'worker-2');
  const low = await submit(store, sweepOf('low', [1, 2, 3, 4, 5, 6]));
  const running = [...(await claimNext(store, 2)), ...(await claimNext(store, 2, 'worker-2'))];
  return { ...opened, low, running };
}

describe('preempt', () => {
  it('asks as many as are waiting, those that started last, and each once', async () => {
    const { store, running } = await useFullSlots();
    await submit(store, sweepOf('high', [11, 12], 5));
    await expect(store.feed.preempt(LEASE)).resolves.toBe(2);
    expect(await yielding(store, running)).toEqual(running.slice(2));
    await expect(store.feed.preempt(LEASE)).resolves.toBe(0);
    await store.feed.markQueued(10);
    await expect(store.feed.preempt(LEASE)).resolves.toBe(0);
    await submit(store, sweepOf('more', [21, 22, 23, 24], 5));
    await expect(store.feed.preempt(LEASE)).resolves.toBe(2);
    expect(await yielding(store, running)).toEqual(running);
    await expect(store.feed.preempt(LEASE)).resolves.toBe(0);
  });

  it('lets the cell that yielded wait behind the one that it yielded to', async () => {
    const { store, running } = await useFullSlots();
    const high = await submit(store, sweepOf('high', [11], 5));
    await store.feed.preempt(LEASE);
    const [asked] = await yielding(store, running);
    if (asked === undefined) throw new Error('no cell was asked');
    await store.attempts.release(asked);
    await expect(store.feed.preempt(LEASE)).resolves.toBe(0);
    const first = await claimOne(store);
    await expect(store.sweeps.find(high.id)).resolves.toMatchObject({ counts: { running: 1 } });
    await expect(store.feed.preempt(LEASE)).resolves.toBe(0);
    await store.attempts.release(first);
    // A slot is free, and the cell was asked only once: it runs again like any other.
    const [back] = await claimNext(store, 2).then((refs) =>
      refs.filter((ref) => ref.cellId === asked.cellId),
    );
    expect(back).toEqual({ ...asked, attempt: 2 });
    expect(await yielding(store, [back!])).toEqual([]);
  });

  it('asks no cell to yield to one of equal or lower priority', async () => {
    const { store } = await useFullSlots();
    await submit(store, sweepOf('equal', [11, 12]));
    await submit(store, sweepOf('lower', [21, 22], -5));
    await expect(store.feed.preempt(LEASE)).resolves.toBe(0);
  });

  it('asks no cell while slots are free, or will be', async () => {
    const { store, running } = await useFullSlots();
    await registerWorker(store, 'worker-3', 1);
    await submit(store, sweepOf('high', [11, 12], 5));
    await expect(store.feed.preempt(LEASE)).resolves.toBe(1);
    expect(await yielding(store, running)).toHaveLength(1);
  });

  it('starts with the lowest priority, and ranks a cell by its highest active sweep', async () => {
    const { store, running } = await useFullSlots();
    const [first, second, third] = running;
    await submit(store, sweepOf('raises the last', [4], 9));
    const raised = await submit(store, sweepOf('raises the third', [3], 9));
    await submit(store, sweepOf('raises the second', [2], 3));
    await submit(store, sweepOf('high', [11, 12, 13], 5));
    await expect(store.feed.preempt(LEASE)).resolves.toBe(2);
    expect(await yielding(store, running)).toEqual([first, second]);
    await store.sweeps.pause(raised.id);
    await expect(store.feed.preempt(LEASE)).resolves.toBe(1);
    expect(await yielding(store, running)).toEqual([first, second, third]);
  });

  it('asks no cell for a paused sweep, or for cells that wait for another attempt', async () => {
    const { store, sql, running } = await useFullSlots();
    const high = await submit(store, sweepOf('high', [11], 5));
    await store.sweeps.pause(high.id);
    await expect(store.feed.preempt(LEASE)).resolves.toBe(0);
    await store.sweeps.resume(high.id);
    await sql(`UPDATE cells SET available_at = now() + interval '1 hour' WHERE state = 'pending'`);
    await expect(store.feed.preempt(LEASE)).resolves.toBe(0);
    await sql('UPDATE cells SET available_at = now()');
    await sql(`UPDATE workers SET last_seen_at = now() - interval '1 hour'`);
    await expect(store.feed.preempt(LEASE)).resolves.toBe(0);
    expect(await yielding(store, running)).toEqual([]);
  });

  it('counts a paused cell that has yet to stop as a future slot', async () => {
    const { store, low } = await useFullSlots();
    await store.sweeps.pause(low.id);
    await submit(store, sweepOf('high', [11, 12], 5));
    await expect(store.feed.preempt(LEASE)).resolves.toBe(0);
  });

  it('frees a GPU for cells that ask for one, and nothing else', async () => {
    const { store } = await useStore();
    await registerWorker(store, 'cpu-worker', 1);
    await registerWorker(store, 'gpu-worker', 1, GPU_ENGINE);
    await submit(store, sweepOf('of any', [1, 2]));
    const [cell, other] = await store.feed.markQueued(2);
    if (cell === undefined || other === undefined) throw new Error('no cells');
    const onCpu = await store.attempts.claim({ ...cell, workerId: 'cpu-worker', engine: ENGINE });
    const onGpu = await store.attempts.claim({ ...other, workerId: 'gpu-worker', engine: GPU_ENGINE });
    if (onCpu === undefined || onGpu === undefined) throw new Error('not claimed');
    await submit(store, sweepOf('of GPUs', [11, 12], 5, 'gpu'));
    await expect(store.feed.preempt(LEASE)).resolves.toBe(1);
    expect(await yielding(store, [onCpu.ref, onGpu.ref])).toEqual([onGpu.ref]);
    await submit(store, sweepOf('of any, too', [21, 22], 5));
    await expect(store.feed.preempt(LEASE)).resolves.toBe(1);
    expect(await yielding(store, [onCpu.ref, onGpu.ref])).toEqual([onCpu.ref, onGpu.ref]);
  });
});
