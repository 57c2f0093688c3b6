import type { AttemptRef } from '@rote/store';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { createAttemptWatch } from '../src/attempt-watch.js';

const ref = (cellId: string): AttemptRef => ({ cellId, attempt: 1 });

test('aborts the attempts that no longer count, and asks for all of them at once', async () => {
  const asked: (readonly AttemptRef[])[] = [];
  const watch = createAttemptWatch({
    intervalMs: 1,
    review: (refs) => {
      asked.push(refs);
      return Promise.resolve({
        superseded: refs.filter(({ cellId }) => cellId === 'cancelled'),
        yielding: [],
      });
    },
    onError: () => undefined,
  });
  const kept = watch.watch(ref('kept'));
  const cancelled = watch.watch(ref('cancelled'));
  await once(cancelled.superseded, 'abort');
  await watch.close();
  expect(cancelled.superseded.reason).toMatchObject({ code: 'attempt-superseded' });
  expect(kept.superseded.aborted || kept.yielding.aborted).toBe(false);
  expect(asked[0]).toEqual([ref('kept'), ref('cancelled')]);
});

test('an attempt that shall hand its cell back counts on, and may still be superseded', async () => {
  let mayCount = true;
  const watch = createAttemptWatch({
    intervalMs: 1,
    review: (refs) =>
      Promise.resolve(mayCount ? { superseded: [], yielding: refs } : { superseded: refs, yielding: [] }),
    onError: () => undefined,
  });
  const { superseded, yielding } = watch.watch(ref('paused'));
  await once(yielding, 'abort');
  expect(superseded.aborted).toBe(false);
  mayCount = false;
  await once(superseded, 'abort');
  await watch.close();
});

test('a look that fails stops nothing, and there is another', async () => {
  const errors: unknown[] = [];
  let looks = 0;
  const watch = createAttemptWatch({
    intervalMs: 1,
    review: (refs) =>
      ++looks === 1 ? Promise.reject(new Error('away')) : Promise.resolve({ superseded: refs, yielding: [] }),
    onError: (error) => errors.push(error),
  });
  const { superseded } = watch.watch(ref('cell'));
  await once(superseded, 'abort');
  await watch.close();
  expect(errors).toHaveLength(1);
});

test('asks nothing while nothing is watched', async () => {
  const watch = createAttemptWatch({
    review: () => Promise.reject(new Error('there is nothing to ask')),
    onError: (error) => {
      throw error;
    },
  });
  watch.watch(ref('cell')).unwatch();
  await watch.look();
  await watch.close();
});
