import { expandSweep } from '@rote/domain';
import { type TestStore, useStore } from '@rote/testkit';
import { epochOf, keptImagesOf, resultOf } from '@rote/testkit/values';
import { expect, it } from 'vitest';
import type { AttemptRef, Store } from '../src/index.js';
import { submit, sweepOf } from './fixtures/sweep-of.js';
import { claimNext, claimOne, registerWorker } from './fixtures/training.js';

const OF_CELLS = [
  'sweep_cells',
  'example_records',
  'cell_results',
  'measures',
  'epochs',
  'attempts',
] as const;

/** Trains cells: each has two epochs, one of them with a measure, and a result. */
async function finish(
  store: Store,
  refs: readonly AttemptRef[],
  weights: string | null = null,
): Promise<void> {
  for (const ref of refs) {
    await store.attempts.recordEpochs(ref, [epochOf(1), { ...epochOf(2), measures: { 'path-norm': 3 } }]);
    await store.attempts.finish(ref, resultOf(), weights);
  }
}

/** Counts the rows of each table that are about cells, by whether they are about these. */
async function countRows({ sql }: Pick<TestStore, 'sql'>): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of [...OF_CELLS, 'cells', 'kept_images', 'sweep_deletions']) {
    const [row] = await sql(`SELECT count(*)::int AS n FROM ${table}`);
    counts[table] = Number(row?.['n']);
  }
  return counts;
}

async function deleteAll(store: Store, ...ids: readonly string[]): Promise<void> {
  for (const id of ids) await store.sweeps.delete(id);
  while (await store.sweeps.deleteMore());
}

const NOTHING = {
  sweep_cells: 0,
  example_records: 0,
  cell_results: 0,
  measures: 0,
  epochs: 0,
  attempts: 0,
  cells: 0,
  kept_images: 0,
  sweep_deletions: 0,
};

it('deletes a sweep and all that came of its cells, as it was counted before', async () => {
  const bench = await useStore();
  const { store, sql } = bench;
  await registerWorker(store, 'worker-1', 4);
  const { id } = await submit(store, sweepOf('sweep', [1, 2, 3, 4]));
  const [first, second, third] = await claimNext(store, 3);
  await finish(store, [first!, second!]);
  const { cell } = await store.cells.get(first!.cellId);
  await store.images.keep(cell, keptImagesOf());
  await store.attempts.fail(third!, { class: 'bug', message: 'x', isFinal: true });
  await expect(store.sweeps.planDeletion(id)).rejects.toMatchObject({ code: 'sweep-active' });
  await expect(store.sweeps.delete(id)).rejects.toMatchObject({ code: 'sweep-active' });
  await store.sweeps.cancel(id);

  await expect(store.sweeps.planDeletion(id)).resolves.toEqual({
    cells: 4,
    sharedCells: 0,
    results: 2,
    attempts: 3,
  });
  const before = await countRows(bench);
  expect(before).toMatchObject({
    cells: 4,
    cell_results: 2,
    epochs: 6,
    measures: 2,
    attempts: 3,
    kept_images: 1,
  });

  await store.sweeps.delete(id);
  await expect(store.sweeps.get(id)).rejects.toMatchObject({ code: 'sweep-not-found' });
  await expect(store.sweeps.listCells(id, { limit: 10 })).rejects.toMatchObject({ code: 'sweep-not-found' });
  await expect(store.sweeps.delete(id)).rejects.toMatchObject({ code: 'sweep-not-found' });
  await expect(store.sweeps.planDeletion(id)).rejects.toMatchObject({ code: 'sweep-not-found' });
  expect(await countRows(bench)).toEqual({ ...before, sweep_deletions: 1 });

  while (await store.sweeps.deleteMore());
  expect(await countRows(bench)).toEqual(NOTHING);
  expect(
    await sql(`SELECT action FROM audit_entries WHERE object = $1 ORDER BY id DESC LIMIT 1`, [id]),
  ).toEqual([{ action: 'sweep.delete' }]);
  expect(await sql(`SELECT data FROM event_outbox WHERE type = 'sweep.deleted'`)).toEqual([
    { data: { name: 'sweep' } },
  ]);
});

it('leaves cells that another sweep contains alone, with what came of them', async () => {
  const bench = await useStore();
  const { store, sql } = bench;
  await registerWorker(store, 'worker-1', 4);
  const one = await submit(store, sweepOf('one', [1, 2, 3]));
  const other = await submit(store, sweepOf('other', [2, 3, 4]));
  await finish(store, await claimNext(store, 4));
  const kept = await store.sweeps.listResults(other.id, { limit: 10 });
  await expect(store.sweeps.planDeletion(one.id)).resolves.toEqual({
    cells: 3,
    sharedCells: 2,
    results: 1,
    attempts: 1,
  });
  await deleteAll(store, one.id);
  expect(await countRows(bench)).toMatchObject({ sweep_cells: 3, cells: 3, cell_results: 3, epochs: 9 });
  expect(await store.sweeps.listResults(other.id, { limit: 10 })).toEqual(kept);
  await expect(sql('DELETE FROM cell_results')).rejects.toThrow('never changes');
  await expect(sql('DELETE FROM epochs')).rejects.toThrow('never changes');
  await expect(sql('DELETE FROM attempts')).rejects.toThrow('never changes');
  await deleteAll(store, other.id);
  expect(await countRows(bench)).toEqual(NOTHING);
});

it('deletes the cells that two deleted sweeps share, also if both are deleted by several processes', async () => {
  const bench = await useStore();
  const { store } = bench;
  const seeds = Array.from({ length: 1300 }, (_, seed) => seed);
  const sweeps = [
    await submit(store, sweepOf('a', seeds)),
    await submit(store, sweepOf('b', seeds.toReversed())),
  ];
  for (const { id } of sweeps) await store.sweeps.cancel(id);
  while (await store.sweeps.cancelMore());
  for (const { id } of sweeps) await store.sweeps.delete(id);
  const work = async (): Promise<void> => {
    while (await store.sweeps.deleteMore());
  };
  await Promise.all([work(), work(), work()]);
  // One of them may have found all left to the others.
  await work();
  expect(await countRows(bench)).toEqual(NOTHING);
});

it('deletes what a cancellation in the background has not come to', async () => {
  const bench = await useStore();
  const { store } = bench;
  const { id } = await submit(
    store,
    sweepOf(
      'large',
      Array.from({ length: 2500 }, (_, seed) => seed),
    ),
  );
  await store.sweeps.cancel(id);
  await deleteAll(store, id);
  await expect(store.sweeps.cancelMore()).resolves.toBe(false);
  await expect(store.feed.markQueued(10)).resolves.toEqual([]);
  expect(await countRows(bench)).toEqual(NOTHING);
});

it('leaves every cell of a sweep that is submitted at the same moment trainable, or with its result', async () => {
  const bench = await useStore();
  const { store, sql } = bench;
  const seeds = Array.from({ length: 700 }, (_, seed) => seed);
  for (let round = 0; round < 4; round++) {
    const old = await submit(store, sweepOf('old', seeds));
    await store.sweeps.cancel(old.id);
    await store.sweeps.delete(old.id);
    const spec = sweepOf('new', seeds);
    const [submitted] = await Promise.all([
      store.sweeps.submit({ spec, cells: expandSweep(spec) }),
      (async () => {
        while (await store.sweeps.deleteMore());
      })(),
    ]);
    const { id } = submitted.sweep;
    await expect(store.sweeps.find(id)).resolves.toMatchObject({ cells: 700, counts: { pending: 700 } });
    expect(
      await sql(
        `SELECT count(*)::int AS n FROM sweep_cells m JOIN cells c ON c.id = m.cell_id AND c.state = m.state`,
      ),
    ).toEqual([{ n: 700 }]);
    await store.sweeps.cancel(id);
    await deleteAll(store, id);
    expect(await countRows(bench)).toEqual(NOTHING);
  }
});

it('tells workers which objects can go: those of deleted cells that do not exist again', async () => {
  const { store } = await useStore();
  await registerWorker(store, 'worker-1', 4);
  const { id } = await submit(store, sweepOf('sweep', [1, 2, 3]));
  const refs = await claimNext(store, 3);
  await finish(store, [refs[0]!], 's3://weights');
  await finish(store, [refs[1]!]);
  await store.sweeps.cancel(id);
  const ids = refs.map(({ cellId }) => cellId);
  await expect(store.cells.deleted(ids)).resolves.toEqual([]);
  await deleteAll(store, id);
  // The checkpoints of the second were discarded with its result, and it has no weights.
  await expect(store.cells.deleted(ids)).resolves.toHaveLength(2);
  await expect(store.cells.deleted([ids[0]!])).resolves.toEqual([ids[0]]);
  await submit(store, sweepOf('again', [1, 2, 3]));
  await expect(store.cells.deleted(ids)).resolves.toEqual([]);
});

it('rejects what an attempt reports after its cell was deleted', async () => {
  const { store } = await useStore();
  await registerWorker(store);
  const { id } = await submit(store, sweepOf('sweep', [1]));
  const ref = await claimOne(store);
  await store.sweeps.cancel(id);
  await deleteAll(store, id);
  await expect(store.attempts.recordEpochs(ref, [epochOf(1)])).resolves.toBe(false);
  await expect(store.attempts.finish(ref, resultOf(), null)).resolves.toBe(false);
  await expect(store.attempts.review([ref])).resolves.toMatchObject({ superseded: [ref] });
});

it('keeps images that a cell of another sweep has, and those of one that is being trained', async () => {
  const { store, sql } = await useStore();
  await registerWorker(store, 'worker-1', 4);
  const one = await submit(store, sweepOf('one', [1]));
  await finish(store, [await claimOne(store)]);
  await submit(store, sweepOf('other', [2]));
  const running = await claimOne(store);
  const { cell } = await store.cells.get(running.cellId);
  await store.images.keep(cell, keptImagesOf({ imagesSha256: 'a'.repeat(64) }));
  await deleteAll(store, one.id);
  expect(await sql('SELECT count(*)::int AS n FROM kept_images')).toEqual([{ n: 1 }]);
});
