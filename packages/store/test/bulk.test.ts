import { useStore } from '@rote/testkit';
import { expect, it } from 'vitest';
import { submit, sweepOf } from './fixtures/sweep-of.js';

it('gives a sweep to another process when the one that took it lets go of it', async () => {
  const { store } = await useStore();
  for (const seed of [1, 2]) await submit(store, sweepOf(`number ${String(seed)}`, [seed]));
  const author = { key: null, requestId: 'r' };
  await store.bulk.begin({}, { action: 'cancel' }, { author });
  const [first] = await store.bulk.claim(1);
  expect(first).toMatchObject({ action: 'cancel', author });
  expect(await store.bulk.claim(10)).toHaveLength(1);
  expect(await store.bulk.claim(10)).toEqual([]);
  await store.bulk.release(first!);
  expect(await store.bulk.claim(10)).toEqual([first]);
});

it('makes the changes of a sweep in the order in which they were asked for', async () => {
  const { store } = await useStore();
  await submit(store, sweepOf('one', [1]));
  await store.bulk.begin({}, { action: 'label', labels: { turn: 'first' } });
  const [first] = await store.bulk.claim(1);
  await store.bulk.begin({}, { action: 'label', labels: { turn: 'second' } });
  expect(await store.bulk.claim(10)).toEqual([]);
  await store.bulk.record(first!, undefined);
  expect(await store.bulk.claim(10)).toMatchObject([{ sweep: first!.sweep, labels: { turn: 'second' } }]);
});
