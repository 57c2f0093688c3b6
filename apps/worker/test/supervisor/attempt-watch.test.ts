import type { AttemptRef, AttemptReview } from '@rote/store';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { createAttemptWatch } from '../../src/supervisor/attempt-watch.js';

const NOTHING: AttemptReview = { superseded: [], withdrawn: [], yielding: [], limited: [] };
const SWEEP = '0f3a0000-0000-4000-8000-000000000000';
const ref = (cellId: string): AttemptRef => ({ cellId, attempt: 1 });

test('aborts the attempts that no longer count, with one query for all', async () => {
  const asked: (readonly AttemptRef[])[] = [];
  const watch = createAttemptWatch({
    intervalMs: 1,
    review: (refs) => {
      asked.push(refs);
      return Promise.resolve({
        ...NOTHING,
        superseded: refs.filter(({ cellId }) => cellId === 'cancelled'),
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

test('an attempt that must return its cell still counts, and may be superseded', async () => {
  let mayCount = true;
  const watch = createAttemptWatch({
    intervalMs: 1,
    review: (refs) =>
      Promise.resolve(mayCount ? { ...NOTHING, yielding: refs } : { ...NOTHING, superseded: refs }),
    onError: () => undefined,
  });
  const { superseded, yielding } = watch.watch(ref('paused'));
  await once(yielding, 'abort');
  expect(superseded.aborted).toBe(false);
  mayCount = false;
  await once(superseded, 'abort');
  await watch.close();
});

test('stops nothing after a failed look, and looks again', async () => {
  const errors: unknown[] = [];
  let looks = 0;
  const watch = createAttemptWatch({
    intervalMs: 1,
    review: (refs) =>
      ++looks === 1 ? Promise.reject(new Error('away')) : Promise.resolve({ ...NOTHING, superseded: refs }),
    onError: (error) => errors.push(error),
  });
  const { superseded } = watch.watch(ref('cell'));
  await once(superseded, 'abort');
  await watch.close();
  expect(errors).toHaveLength(1);
});

test('queries nothing while no attempt is watched', async () => {
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

test('an attempt that no longer counts may save a snapshot if no other has begun', async () => {
  const watch = createAttemptWatch({
    intervalMs: 1,
    review: (refs) => Promise.resolve({ ...NOTHING, withdrawn: refs }),
    onError: () => undefined,
  });
  const { superseded, withdrawn } = watch.watch(ref('cancelled'));
  await once(withdrawn, 'abort');
  await watch.close();
  expect(withdrawn.reason).toMatchObject({ code: 'attempt-superseded' });
  expect(superseded.aborted).toBe(false);
});

test.each([
  { seconds: 60, cellTimeoutMs: undefined, endsAtMs: 60_000, whose: `timeLimitSeconds of sweep ${SWEEP}` },
  { seconds: 60, cellTimeoutMs: 30_000, endsAtMs: 30_000, whose: 'ROTE_CELL_TIMEOUT_MS' },
  { seconds: 10, cellTimeoutMs: 30_000, endsAtMs: 10_000, whose: `timeLimitSeconds of sweep ${SWEEP}` },
  { seconds: undefined, cellTimeoutMs: 30_000, endsAtMs: 30_000, whose: 'ROTE_CELL_TIMEOUT_MS' },
])(
  'an attempt is overdue after $endsAtMs ms if $whose allows no more',
  async ({ seconds, cellTimeoutMs, endsAtMs, whose }) => {
    let nowMs = 5000;
    const watch = createAttemptWatch({
      review: (refs) =>
        Promise.resolve({
          ...NOTHING,
          limited: seconds === undefined ? [] : refs.map((each) => ({ ...each, seconds, sweep: SWEEP })),
        }),
      onError: () => undefined,
      cellTimeoutMs,
      clock: () => nowMs,
    });
    const { overdue } = watch.watch(ref('slow'));
    nowMs += endsAtMs - 1;
    await watch.look();
    expect(overdue.aborted).toBe(false);
    nowMs += 1;
    await watch.look();
    await watch.close();
    expect(overdue.reason).toMatchObject({
      code: 'trainer-timeout',
      message: expect.stringContaining(whose) as string,
    });
  },
);

test('a limit holds while Postgres is down, and no longer once it is removed', async () => {
  let nowMs = 0;
  let answer = (refs: readonly AttemptRef[]): Promise<AttemptReview> =>
    Promise.resolve({ ...NOTHING, limited: refs.map((each) => ({ ...each, seconds: 60, sweep: SWEEP })) });
  const watch = createAttemptWatch({
    review: (refs) => answer(refs),
    onError: () => undefined,
    clock: () => nowMs,
  });
  const freed = watch.watch(ref('freed'));
  await watch.look();
  answer = () => Promise.resolve(NOTHING);
  nowMs = 60_000;
  await watch.look();
  expect(freed.overdue.aborted).toBe(false);
  freed.unwatch();

  const held = watch.watch(ref('held'));
  answer = (refs) =>
    Promise.resolve({ ...NOTHING, limited: refs.map((each) => ({ ...each, seconds: 60, sweep: SWEEP })) });
  await watch.look();
  answer = () => Promise.reject(new Error('away'));
  nowMs = 120_000;
  await watch.look();
  await watch.close();
  expect(held.overdue.aborted).toBe(true);
});
