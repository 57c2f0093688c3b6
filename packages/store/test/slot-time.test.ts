import { type TestStore, useStore } from '@rote/testkit';
import { epochOf, resultOf } from '@rote/testkit/values';
import { expect, it } from 'vitest';
import { submit, sweepOf } from './fixtures/sweep-of.js';
import { claimOne, registerWorker } from './fixtures/training.js';

/** Lets the cells that run have begun this much earlier. */
const runLonger = ({ sql }: TestStore, seconds: number): Promise<unknown> =>
  sql(`UPDATE sweep_cells SET state_since = state_since - $1 * interval '1 second' WHERE state = 'running'`, [
    seconds,
  ]);

it('adds up how long the cells of a sweep have run, each attempt, and the one that runs', async () => {
  const bench = await useStore();
  const { store } = bench;
  await registerWorker(store);
  const { id } = await submit(store, sweepOf('one', [1]));
  const spent = async (): Promise<number> => (await store.sweeps.get(id)).slotSeconds;
  await expect(spent()).resolves.toBe(0);
  const first = await claimOne(store);
  await runLonger(bench, 100);
  expect(await spent()).toBeCloseTo(100, -1);
  await store.attempts.release(first);
  expect(await spent()).toBeCloseTo(100, -1);
  const second = await claimOne(store);
  await runLonger(bench, 1000);
  // Who submits the cell now pays for the rest of it only.
  const other = await submit(store, sweepOf('other', [1]));
  await store.attempts.finish(second, resultOf(), null);
  expect(await spent()).toBeCloseTo(1100, -1);
  const late = await submit(store, sweepOf('late', [1]));
  const listed = await store.sweeps.list({ limit: 3 });
  expect(listed.map((sweep) => [sweep.id, Math.round(sweep.slotSeconds / 50) * 50])).toEqual([
    [late.id, 0],
    [other.id, 0],
    [id, 1100],
  ]);
});

it('says how fast the cells of a sweep are trained, from the last epoch of those that run', async () => {
  const { store } = await useStore();
  await registerWorker(store);
  const { id } = await submit(store, sweepOf('two', [1, 2]));
  const speed = async (): Promise<number | null> => (await store.sweeps.get(id)).imagesPerSecond;
  const [one, two] = [await claimOne(store), await claimOne(store)];
  await expect(speed()).resolves.toBeNull();
  for (const ref of [one, two]) await store.attempts.recordStart(ref, { step: 0, epoch: 0 });
  await store.attempts.recordEpochs(one, [
    epochOf(1, { imagesPerSecond: 5 }),
    epochOf(2, { imagesPerSecond: 100 }),
  ]);
  await store.attempts.recordEpochs(two, [epochOf(1, { imagesPerSecond: 1000 })]);
  await expect(speed()).resolves.toBe(1100);
  await store.attempts.release(two);
  await expect(speed()).resolves.toBe(100);
});
