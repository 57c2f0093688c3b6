import { useStore } from '@rote/testkit';
import { epochOf, resultOf } from '@rote/testkit/values';
import { describe, expect, it } from 'vitest';
import { submit, sweepOf } from './fixtures/sweep-of.js';
import { claimNext, claimOne, registerWorker } from './fixtures/training.js';

describe('cancel', () => {
  it('ends pending, queued and running cells, and rejects later writes of their attempts', async () => {
    const { store } = await useStore();
    await registerWorker(store);
    const sweep = await submit(store, sweepOf('sweep', [1, 2, 3, 4]));
    const [done, running] = await claimNext(store, 2);
    if (done === undefined || running === undefined) throw new Error('no cells');
    await store.attempts.finish(done, resultOf(), null);
    await store.feed.markQueued(1);

    const cancelled = await store.sweeps.cancel(sweep.id);
    expect(cancelled).toMatchObject({
      state: 'cancelled',
      counts: { succeeded: 1, cancelled: 3, pending: 0, queued: 0, running: 0 },
    });
    expect(cancelled.endedAt).toBeInstanceOf(Date);
    await expect(store.attempts.recordEpochs(running, [epochOf(1)])).resolves.toBe(false);
    await expect(store.attempts.review([running])).resolves.toEqual({
      superseded: [],
      withdrawn: [running],
      yielding: [],
      limited: [],
    });
    await expect(store.cells.attempts(running.cellId)).resolves.toMatchObject([
      { outcome: 'cancelled', lateWrites: 1 },
    ]);
    await expect(store.feed.markQueued(10)).resolves.toEqual([]);
    await expect(store.sweeps.cancel(sweep.id)).rejects.toMatchObject({ code: 'sweep-ended' });
  });

  it('leaves a cell alone if another active sweep contains it', async () => {
    const { store } = await useStore();
    const first = await submit(store, sweepOf('first', [1, 2]));
    const second = await submit(store, sweepOf('second', [2, 3]));

    await expect(store.sweeps.cancel(first.id)).resolves.toMatchObject({
      counts: { cancelled: 1, pending: 1 },
    });
    await expect(store.sweeps.findOthers(first.id)).resolves.toEqual([
      { id: second.id, isPaused: false, cells: 1 },
    ]);
    await expect(store.sweeps.find(second.id)).resolves.toMatchObject({
      state: 'active',
      counts: { pending: 2 },
    });
    await store.sweeps.pause(second.id);
    await expect(store.sweeps.findOthers(first.id)).resolves.toMatchObject([{ isPaused: true }]);
    await expect(store.sweeps.cancel(second.id)).resolves.toMatchObject({ counts: { cancelled: 2 } });
    await expect(store.sweeps.findOthers(first.id)).resolves.toEqual([]);
  });

  it('cancels a large sweep some cells at a time, of which none is trained, and leaves those of other sweeps alone', async () => {
    const { store, sql } = await useStore();
    await registerWorker(store, 'worker-1', 2);
    const seeds = Array.from({ length: 4500 }, (_, index) => index);
    const large = await submit(store, sweepOf('large', seeds));
    const [running] = await claimNext(store, 1);
    await store.feed.markQueued(3);
    await submit(store, sweepOf('other', [4400]));

    await expect(store.sweeps.cancel(large.id)).resolves.toMatchObject({
      state: 'cancelled',
      counts: { cancelled: 2000, running: 0, queued: 0, pending: 2500 },
    });
    await expect(store.attempts.recordEpochs(running!, [epochOf(1)])).resolves.toBe(false);
    const [again] = await store.feed.markQueued(10);
    await expect(store.cells.get(again?.cellId ?? '')).resolves.toMatchObject({ cell: { seed: 4400 } });
    // A sweep that is submitted in the meantime keeps its cells.
    const late = await submit(store, sweepOf('late', [4401, 0]));

    await expect(store.sweeps.cancelMore()).resolves.toBe(true);
    await expect(store.sweeps.find(large.id)).resolves.toMatchObject({ counts: { cancelled: 3999 } });
    await Promise.all([store.sweeps.cancelMore(), store.sweeps.cancelMore()]);
    await expect(store.sweeps.cancelMore()).resolves.toBe(false);
    await expect(store.sweeps.find(large.id)).resolves.toMatchObject({
      counts: { cancelled: 4497, pending: 2, queued: 1 },
    });
    await expect(store.sweeps.find(late.id)).resolves.toMatchObject({ counts: { pending: 2 } });
    await expect(
      sql(
        'SELECT count(*)::int AS wrong FROM sweep_cells m JOIN cells c ON c.id = m.cell_id WHERE m.state <> c.state',
      ),
    ).resolves.toEqual([{ wrong: 0 }]);
  });

  it('rejects a completed sweep', async () => {
    const { store } = await useStore();
    await registerWorker(store);
    const sweep = await submit(store, sweepOf('sweep', [1]));
    await store.attempts.finish(await claimOne(store), resultOf(), null);
    await expect(store.sweeps.cancel(sweep.id)).rejects.toMatchObject({ code: 'sweep-ended' });
  });

  it('cancels the shared cells of two sweeps that are cancelled at the same moment', async () => {
    const { store } = await useStore();
    const seeds = Array.from({ length: 200 }, (_, index) => index);
    const sweeps = [
      await submit(store, sweepOf('a', seeds)),
      await submit(store, sweepOf('b', seeds.toReversed())),
    ];
    await Promise.all(sweeps.map(({ id }) => store.sweeps.cancel(id)));
    await expect(store.sweeps.find(sweeps[0]?.id ?? '')).resolves.toMatchObject({
      counts: { cancelled: 200 },
    });
  });

  it('leaves no cell stranded by a cancel and a submit at the same moment', async () => {
    const { store } = await useStore();
    const seeds = Array.from({ length: 200 }, (_, index) => index);
    for (let round = 0; round < 5; round++) {
      const old = await submit(store, sweepOf('old', seeds));
      const [fresh] = await Promise.all([submit(store, sweepOf('new', seeds)), store.sweeps.cancel(old.id)]);
      await expect(store.sweeps.cancel(fresh.id)).resolves.toMatchObject({ counts: { cancelled: 200 } });
    }
  });

  it('agrees with a finish at the same moment on which came first', async () => {
    const { store } = await useStore();
    await registerWorker(store);
    for (let seed = 0; seed < 10; seed++) {
      const sweep = await submit(store, sweepOf('sweep', [seed, 1000 + seed]));
      const ref = await claimOne(store);
      const [finished] = await Promise.all([
        store.attempts.finish(ref, resultOf(), null),
        store.sweeps.cancel(sweep.id),
      ]);
      const { state } = await store.cells.get(ref.cellId);
      expect(state).toBe(finished ? 'succeeded' : 'cancelled');
      await expect(store.cells.result(ref.cellId).then((result) => result !== undefined)).resolves.toBe(
        finished,
      );
    }
  });
});
