import { type Cell, expandSweep, parseSweepSpec } from '@rote/domain';
import { useStore } from '@rote/testkit';
import { resultOf } from '@rote/testkit/values';
import { describe, expect, it } from 'vitest';
import type { RetryFilter } from '../src/index.js';
import { submit, sweepOf } from './fixtures/sweep-of.js';
import { claimNext, claimOne, registerWorker } from './fixtures/training.js';

const SPEC = parseSweepSpec({
  name: 'failing',
  dataset: 'synthetic',
  grid: {
    architecture: ['mlp-1x512', 'mlp-3x512'],
    corruption: ['none', { kind: 'partial-labels', probability: 0.5 }],
    regularizer: ['none', ['weight-decay', 'dropout']],
    seed: [1, 2],
  },
});

/**
 * A sweep all of whose cells have failed: those of the first seed because of a bug, the others because of their data.
 */
async function useFailedSweep() {
  const opened = await useStore();
  const { store, sql } = opened;
  await registerWorker(store);
  const { sweep } = await store.sweeps.submit({ spec: SPEC, cells: expandSweep(SPEC) });
  for (;;) {
    const refs = await claimNext(store, 100);
    if (refs.length === 0) break;
    for (const ref of refs) {
      const { cell } = await store.cells.get(ref.cellId);
      await store.attempts.fail(ref, { class: cell.seed === 1 ? 'bug' : 'data', message: 'it failed' });
    }
    await sql(`UPDATE cells SET available_at = now() WHERE state = 'pending'`);
  }
  const pending = async (): Promise<readonly Cell[]> =>
    (await store.sweeps.listCells(sweep.id, { state: 'pending', limit: 100 })).map(({ cell }) => cell.cell);
  return { ...opened, sweep, pending };
}

describe('retry', () => {
  it('tries every failed cell again as if it were new', async () => {
    const { store, sweep } = await useFailedSweep();
    await expect(store.sweeps.find(sweep.id)).resolves.toMatchObject({
      state: 'failed',
      endedAt: expect.any(Date) as Date,
    });
    await expect(store.sweeps.retry(sweep.id, {})).resolves.toBe(16);
    await expect(store.sweeps.find(sweep.id)).resolves.toMatchObject({
      state: 'active',
      endedAt: null,
      counts: { pending: 16, failed: 0 },
    });
    const [first] = await store.sweeps.listCells(sweep.id, { limit: 1 });
    expect(first?.cell).toMatchObject({ failures: 0, attempt: 1, error: null, endedAt: null });
    const ref = await claimOne(store);
    await store.attempts.fail(ref, { class: 'data', message: 'once more' });
    await expect(store.cells.get(ref.cellId)).resolves.toMatchObject({ state: 'pending', failures: 1 });
    await expect(store.sweeps.retry(sweep.id, {})).resolves.toBe(0);
  });

  it.each<[string, RetryFilter, number]>([
    ['the class of the last failure', { failureClass: ['data'] }, 8],
    ['several classes', { failureClass: ['data', 'bug'] }, 16],
    ['the architecture', { architecture: ['mlp-3x512'] }, 8],
    ['the corruption', { corruption: ['partial-labels'] }, 8],
    ['the regularizer', { regularizer: ['weight-decay+dropout'] }, 8],
    ['the seed', { seed: [2, 3] }, 8],
    [
      'all of them',
      { failureClass: ['bug'], seed: [1], architecture: ['mlp-1x512'], corruption: ['none'] },
      2,
    ],
    ['contradictory filters', { failureClass: ['bug'], seed: [2] }, 0],
    ['an unknown name', { architecture: ['resnet'] }, 0],
  ])('selects cells by %s', async (_, filter, count) => {
    const { store, sweep, pending } = await useFailedSweep();
    await expect(store.sweeps.retry(sweep.id, filter)).resolves.toBe(count);
    await expect(pending()).resolves.toHaveLength(count);
  });

  it('selects cells by id', async () => {
    const { store, sweep, pending } = await useFailedSweep();
    const [, second] = await store.sweeps.listCells(sweep.id, { limit: 2 });
    if (second === undefined) throw new Error('no cells');
    const cells = [second.cell.id, 'f'.repeat(64)];
    await expect(store.sweeps.retry(sweep.id, { cells })).resolves.toBe(1);
    await expect(pending()).resolves.toEqual([second.cell.cell]);
  });

  it('leaves cells alone that did not fail, and those of other sweeps', async () => {
    const { store } = await useStore();
    await registerWorker(store);
    const other = await submit(store, sweepOf('other', [4]));
    await store.attempts.fail(await claimOne(store), { class: 'bug', message: 'it failed' });
    const sweep = await submit(store, sweepOf('sweep', [1, 2, 3]));
    const [done, failed] = await claimNext(store, 2);
    if (done === undefined || failed === undefined) throw new Error('no cells');
    await store.attempts.finish(done, resultOf(), null);
    await store.attempts.fail(failed, { class: 'bug', message: 'it failed' });
    await expect(store.sweeps.retry(sweep.id, {})).resolves.toBe(1);
    await expect(store.sweeps.find(sweep.id)).resolves.toMatchObject({
      counts: { pending: 2, succeeded: 1 },
    });
    await expect(store.sweeps.find(other.id)).resolves.toMatchObject({ counts: { failed: 1 } });
  });

  it('waits while the sweep is paused', async () => {
    const { store } = await useStore();
    await registerWorker(store);
    const { id } = await submit(store, sweepOf('sweep', [1, 2]));
    await store.attempts.fail(await claimOne(store), { class: 'bug', message: 'it failed' });
    await store.sweeps.pause(id);
    await expect(store.sweeps.retry(id, {})).resolves.toBe(1);
    await expect(store.feed.markQueued(5)).resolves.toEqual([]);
    await store.sweeps.resume(id);
    await expect(store.feed.markQueued(5)).resolves.toHaveLength(2);
  });

  it('rejects a cancelled sweep, and an unknown one', async () => {
    const { store } = await useStore();
    await registerWorker(store);
    const { id } = await submit(store, sweepOf('sweep', [1, 2]));
    await store.attempts.fail(await claimOne(store), { class: 'bug', message: 'it failed' });
    await store.sweeps.cancel(id);
    await expect(store.sweeps.retry(id, {})).rejects.toMatchObject({ code: 'sweep-ended' });
    for (const unknown of ['none', '00000000-0000-4000-8000-000000000000'])
      await expect(store.sweeps.retry(unknown, {})).rejects.toMatchObject({ code: 'sweep-not-found' });
  });

  it('leaves no cell waiting if a cancel comes at the same moment', async () => {
    const { store } = await useStore();
    await registerWorker(store);
    for (let seed = 0; seed < 10; seed++) {
      const { id } = await submit(store, sweepOf('sweep', [seed, 1000 + seed]));
      await store.attempts.fail(await claimOne(store), { class: 'bug', message: 'it failed' });
      await Promise.allSettled([store.sweeps.retry(id, {}), store.sweeps.cancel(id)]);
      await expect(store.sweeps.find(id)).resolves.toMatchObject({
        state: 'cancelled',
        counts: { pending: 0, queued: 0 },
      });
    }
  });
});
