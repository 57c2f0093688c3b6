import type { AttemptRef } from '@rote/store';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { createAttemptWatch } from '../src/attempt-watch.js';

const ref = (cellId: string): AttemptRef => ({ cellId, attempt: 1 });

test('aborts the attempts that no longer count, and asks for all of them at once', async () => {
  const asked: (readonly AttemptRef[])[] = [];
  const watch = createAttemptWatch({
    intervalMs: 1,
    superseded: (refs) => {
      asked.push(refs);
      return Promise.resolve(refs.filter(({ cellId }) => cellId === 'cancelled'));
    },
    onError: () => undefined,
  });
  const kept = watch.watch(ref('kept'));
  const cancelled = watch.watch(ref('cancelled'));
  await once(cancelled.signal, 'abort');
  await watch.close();
  expect(cancelled.signal.reason).toMatchObject({ code: 'attempt-superseded' });
  expect(kept.signal.aborted).toBe(false);
  expect(asked[0]).toEqual([ref('kept'), ref('cancelled')]);
});

test('a look that fails stops nothing, and there is another', async () => {
  const errors: unknown[] = [];
  let looks = 0;
  const watch = createAttemptWatch({
    intervalMs: 1,
    superseded: (refs) => (++looks === 1 ? Promise.reject(new Error('away')) : Promise.resolve(refs)),
    onError: (error) => errors.push(error),
  });
  const { signal } = watch.watch(ref('cell'));
  await once(signal, 'abort');
  await watch.close();
  expect(errors).toHaveLength(1);
});

test('asks nothing while nothing is watched', async () => {
  const watch = createAttemptWatch({
    superseded: () => Promise.reject(new Error('there is nothing to ask')),
    onError: (error) => {
      throw error;
    },
  });
  watch.watch(ref('cell')).unwatch();
  await watch.look();
  await watch.close();
});
