import { FAILURE_CLASSES, type FailureClass, RETRY_POLICY } from '@rote/domain';
import { useStore } from '@rote/testkit';
import { epochOf, resultOf } from '@rote/testkit/values';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { submit, sweepOf } from './fixtures/sweep-of.js';
import type { AttemptRef, Store } from '../src/index.js';
import { claimNext, claimOne, ENGINE, GPU_ENGINE, registerWorker } from './fixtures/training.js';

async function useRunningCell() {
  const opened = await useStore();
  const { store } = opened;
  await registerWorker(store);
  const sweep = await submit(store, sweepOf('sweep', [1]));
  return { ...opened, sweep, ref: await claimOne(store) };
}

describe('claim', () => {
  it('starts one attempt, however many workers ask and however often', async () => {
    const { store } = await useStore();
    await registerWorker(store);
    await submit(store, sweepOf('sweep', [1]));
    const [queued] = await store.feed.markQueued(1);
    const { cellId = '', attempt = -1 } = queued ?? {};
    const claim = () => store.attempts.claim({ cellId, attempt, workerId: 'worker-1', engine: ENGINE });

    const claims = await Promise.all([claim(), claim(), claim()]);
    const won = claims.filter((one) => one !== undefined);
    expect(won).toHaveLength(1);
    expect(won[0]?.ref).toEqual({ cellId, attempt: 1 });
    expect(won[0]?.cell.architecture).toEqual({ kind: 'mlp', depth: 1, width: 512 });
    await expect(store.cells.get(cellId)).resolves.toMatchObject({
      state: 'running',
      attempt: 1,
      workerId: 'worker-1',
    });
    await expect(store.cells.attempts(cellId)).resolves.toMatchObject([
      { number: 1, workerId: 'worker-1', engine: ENGINE, outcome: null, endedAt: null, lateWrites: 0 },
    ]);
  });

  it('rejects a job of a cell that was taken back', async () => {
    const { store } = await useStore();
    await registerWorker(store);
    await submit(store, sweepOf('sweep', [1]));
    const [queued] = await store.feed.markQueued(1);
    const { cellId = '' } = queued ?? {};
    await store.feed.returnToPending([cellId]);
    await expect(
      store.attempts.claim({ cellId, attempt: 0, workerId: 'worker-1', engine: ENGINE }),
    ).resolves.toBeUndefined();
  });
});

describe('claimAgain', () => {
  const again = (store: Store, { cellId, attempt }: AttemptRef) =>
    store.attempts.claimAgain({ cellId, attempt, workerId: 'worker-1', engine: ENGINE });

  it('starts the next attempt without a job once the delay is over', async () => {
    const { store, sql, ref } = await useRunningCell();
    await expect(again(store, ref)).resolves.toBeUndefined();
    await store.attempts.fail(ref, { class: 'crash', message: 'killed' });
    await expect(again(store, ref)).resolves.toBeUndefined();
    await sql('UPDATE cells SET available_at = now()');
    await expect(again(store, { ...ref, attempt: 0 })).resolves.toBeUndefined();
    const claims = await Promise.all([again(store, ref), again(store, ref)]);
    expect(claims.filter((claim) => claim !== undefined)).toMatchObject([
      { ref: { ...ref, attempt: 2 }, microBatches: 1, keepWeights: false },
    ]);
    await expect(store.cells.attempts(ref.cellId)).resolves.toMatchObject([
      { outcome: 'failed' },
      { number: 2, outcome: null },
    ]);
  });

  it('takes a cell that is already queued again, after which its job finds nothing', async () => {
    const { store, ref } = await useRunningCell();
    await store.attempts.release(ref);
    const [queued] = await store.feed.markQueued(1);
    expect(queued).toMatchObject(ref);
    await expect(again(store, ref)).resolves.toMatchObject({ ref: { attempt: 2 } });
    await expect(
      store.attempts.claim({ ...ref, workerId: 'worker-1', engine: ENGINE }),
    ).resolves.toBeUndefined();
  });

  it('leaves a cell pending if no sweep wants it, or if it asks for a GPU', async () => {
    const { store, sweep, ref } = await useRunningCell();
    await store.attempts.release(ref);
    await store.sweeps.pause(sweep.id);
    await expect(again(store, ref)).resolves.toBeUndefined();
    await submit(store, sweepOf('of GPUs', [1], 0, 'gpu'));
    await expect(again(store, ref)).resolves.toBeUndefined();
    await expect(store.cells.get(ref.cellId)).resolves.toMatchObject({ state: 'pending', attempt: 1 });
    await expect(
      store.attempts.claimAgain({ ...ref, workerId: 'worker-1', engine: GPU_ENGINE }),
    ).resolves.toMatchObject({ ref: { attempt: 2 } });
  });
});

it('finds a claim whose reply was lost, only for its own worker and while it runs', async () => {
  const { store, ref } = await useRunningCell();
  const { cell } = await store.cells.get(ref.cellId);
  const claim = { cellId: ref.cellId, attempt: 0, workerId: 'worker-1' };
  await expect(store.attempts.findClaimed(claim)).resolves.toEqual({
    ref,
    cell,
    microBatches: 1,
    keepWeights: false,
  });
  await expect(store.attempts.findClaimed({ ...claim, workerId: 'worker-2' })).resolves.toBeUndefined();
  await store.attempts.release(ref);
  await expect(store.attempts.findClaimed(claim)).resolves.toBeUndefined();
});

describe('the final weights', () => {
  it('are kept while a sweep that contains the cell asks for them, and their address is in the result', async () => {
    const { store, ref } = await useRunningCell();
    const next = async () => {
      await store.attempts.release(ref);
      const [queued] = await store.feed.markQueued(1);
      const { cellId = '', attempt = -1 } = queued ?? {};
      const claim = await store.attempts.claim({ cellId, attempt, workerId: 'worker-1', engine: ENGINE });
      if (claim === undefined) throw new Error('nothing to claim');
      return claim;
    };
    const keeping = await submit(store, { ...sweepOf('keeping', [1]), keepWeights: true });
    expect(keeping).toMatchObject({ keepWeights: true });
    const second = await next();
    expect(second.keepWeights).toBe(true);
    await store.sweeps.pause(keeping.id);
    await store.attempts.release(second.ref);
    const third = await next();
    expect(third.keepWeights).toBe(true);
    await store.attempts.finish(third.ref, resultOf(), 's3://bucket/weights');
    await expect(store.cells.result(ref.cellId)).resolves.toMatchObject({ weights: 's3://bucket/weights' });
    const { rows } = await store.readOnlyQuery('SELECT DISTINCT weights FROM results');
    expect(rows).toEqual([['s3://bucket/weights']]);
  });

  it('are no longer kept once the sweep that asked for them is cancelled', async () => {
    const { store } = await useStore();
    await registerWorker(store);
    await submit(store, sweepOf('sweep', [1]));
    const keeping = await submit(store, { ...sweepOf('keeping', [1]), keepWeights: true });
    await store.sweeps.cancel(keeping.id);
    const [queued] = await store.feed.markQueued(1);
    const { cellId = '', attempt = -1 } = queued ?? {};
    await expect(
      store.attempts.claim({ cellId, attempt, workerId: 'worker-1', engine: ENGINE }),
    ).resolves.toMatchObject({ keepWeights: false });
  });
});

it('an attempt reports the step from which it resumed, but not once it is superseded', async () => {
  const { store, ref } = await useRunningCell();
  const firstSteps = async () =>
    (await store.cells.attempts(ref.cellId)).map(({ firstStep, lateWrites }) => [firstStep, lateWrites]);
  await expect(firstSteps()).resolves.toEqual([[null, 0]]);
  await expect(store.attempts.recordStart(ref, { step: 480, epoch: 60 })).resolves.toBe(true);
  await store.attempts.release(ref);
  await expect(store.attempts.recordStart(ref, { step: 960, epoch: 120 })).resolves.toBe(false);
  await expect(firstSteps()).resolves.toEqual([[480, 1]]);
});

it('a cell that resumes from a checkpoint starts at its epoch, not at 0', async () => {
  const { store, ref } = await useRunningCell();
  const epoch = async () => (await store.cells.get(ref.cellId)).epoch;
  await store.attempts.recordStart(ref, { step: 0, epoch: 0 });
  await store.attempts.recordEpochs(ref, [epochOf(1), epochOf(2), epochOf(3)]);
  await store.attempts.release(ref);
  await expect(epoch()).resolves.toBe(3);
  const second = await claimOne(store);
  await expect(epoch()).resolves.toBe(3);
  await store.attempts.recordStart(second, { step: 20, epoch: 2 });
  await expect(epoch()).resolves.toBe(2);
  await store.attempts.release(second);
  // By another engine, which starts over.
  await store.attempts.recordStart(await claimOne(store), { step: 0, epoch: 0 });
  await expect(epoch()).resolves.toBe(0);
});

describe('the time limit of a cell', () => {
  const limited = (name: string, timeLimitSeconds: number) => ({ ...sweepOf(name, [1]), timeLimitSeconds });

  it('is the longest of those of the active sweeps that contain it', async () => {
    const { store } = await useStore();
    await registerWorker(store);
    const short = await submit(store, limited('short', 10));
    expect(short).toMatchObject({ timeLimitSeconds: 10 });
    const long = await submit(store, limited('long', 60));
    const ref = await claimOne(store);
    const limits = async () => (await store.attempts.review([ref])).limited;
    await expect(limits()).resolves.toEqual([{ ...ref, seconds: 60, sweep: long.id }]);
    await store.sweeps.pause(long.id);
    await expect(limits()).resolves.toEqual([{ ...ref, seconds: 10, sweep: short.id }]);
    await store.sweeps.resume(long.id);
    await expect(limits()).resolves.toEqual([{ ...ref, seconds: 60, sweep: long.id }]);
  });

  it('is unlimited as soon as one of them has no limit', async () => {
    const { store } = await useStore();
    await registerWorker(store);
    const { id: sweep } = await submit(store, limited('limited', 10));
    const ref = await claimOne(store);
    const limits = async () => (await store.attempts.review([ref])).limited;
    await expect(limits()).resolves.toEqual([{ ...ref, seconds: 10, sweep }]);
    const other = await submit(store, sweepOf('unlimited', [1]));
    expect(other.timeLimitSeconds).toBeNull();
    await expect(limits()).resolves.toEqual([]);
    await store.sweeps.cancel(other.id);
    await expect(limits()).resolves.toEqual([{ ...ref, seconds: 10, sweep }]);
  });
});

it('a cell that waits after a failure shows what it is waiting for', async () => {
  const { store, sql, ref } = await useRunningCell();
  const next = () => store.cells.nextAttempt(ref.cellId);
  await expect(next()).resolves.toBeUndefined();
  await store.attempts.fail(ref, { class: 'data', message: 'no folder' });
  const [row] = await sql('SELECT available_at AS "dueAt" FROM cells');
  await expect(next()).resolves.toEqual({ failures: 1, mostFailures: 3, dueAt: row?.['dueAt'] });
  await sql('UPDATE cells SET available_at = now()');
  await store.attempts.fail(await claimOne(store), { class: 'crash', message: 'killed' });
  await expect(next()).resolves.toMatchObject({ failures: 1, mostFailures: 3 });
  await sql('UPDATE cells SET available_at = now()');
  const third = await claimOne(store);
  await expect(next()).resolves.toBeUndefined();
  await store.attempts.fail(third, { class: 'data', message: 'no folder' });
  await expect(next()).resolves.toMatchObject({ failures: 2, mostFailures: 3 });
  const [sweep] = await store.sweeps.list({ limit: 1 });
  await store.sweeps.cancel(sweep?.id ?? '');
  await expect(next()).resolves.toBeUndefined();
});

it('checkpoints are needed until a cell has its result, or until a week after it was given up', async () => {
  const { store, sql } = await useStore();
  await registerWorker(store);
  const sweep = await submit(store, sweepOf('sweep', [1, 2, 3, 4]));
  const [done, diverged, failed, running] = await claimNext(store, 4);
  if (!done || !diverged || !failed || !running) throw new Error('no cells');
  await store.attempts.finish(done, resultOf(), null);
  await store.attempts.finish(diverged, resultOf({ outcome: 'diverged' }), null);
  await store.attempts.fail(failed, { class: 'bug', message: 'a shape does not fit' });
  const ids = [done, diverged, failed, running].map(({ cellId }) => cellId);
  const disposable = () => store.cells.disposable([...ids, 'f'.repeat(64)]);
  const finished = new Set([done.cellId, diverged.cellId]);
  expect(new Set(await disposable())).toEqual(finished);
  await store.sweeps.cancel(sweep.id);
  expect(new Set(await disposable())).toEqual(finished);
  await sql(`UPDATE cells SET ended_at = now() - interval '8 days' WHERE state IN ('failed', 'cancelled')`);
  expect(new Set(await disposable())).toEqual(new Set(ids));
});

describe('finish', () => {
  it('gives the cell its result once', async () => {
    const { store, ref, sweep } = await useRunningCell();
    await store.attempts.recordEpochs(ref, [epochOf(1), epochOf(2)]);
    await expect(store.attempts.finish(ref, resultOf(), null)).resolves.toBe(true);

    const stored = await store.cells.result(ref.cellId);
    expect(stored).toMatchObject({ attempt: 1, engine: ENGINE, result: resultOf() });
    await expect(store.cells.curve(ref.cellId)).resolves.toEqual([epochOf(1), epochOf(2), epochOf(3)]);
    await expect(store.cells.attempts(ref.cellId)).resolves.toMatchObject([{ outcome: 'succeeded' }]);
    await expect(store.sweeps.find(sweep.id)).resolves.toMatchObject({
      state: 'completed',
      endedAt: stored?.finishedAt,
    });

    await expect(store.attempts.finish(ref, resultOf({ epochs: 9 }), null)).resolves.toBe(false);
    await expect(store.cells.result(ref.cellId)).resolves.toEqual(stored);
  });

  it('keeps the confusion counts in a column and leaves them out of the result', async () => {
    const { store, ref, sql } = await useRunningCell();
    const confusion = [
      [7, 0, 3],
      [1, 8, 1],
      [0, 0, 10],
    ];
    await store.attempts.finish(ref, { ...resultOf(), confusion }, null);
    expect(await sql(`SELECT confusion, (confusion -> 0 -> 2)::int AS count FROM cell_results`)).toEqual([
      { confusion, count: 3 },
    ]);
    expect((await store.cells.result(ref.cellId))?.result).toEqual(resultOf());
  });

  it('reports no changed labels if there is nothing to compare them with', async () => {
    const { store, ref } = await useRunningCell();
    const result = resultOf({ corruption: { ...resultOf().corruption, labelsChanged: null } });
    await store.attempts.finish(ref, result, null);
    await expect(store.cells.result(ref.cellId)).resolves.toMatchObject({ result });
  });

  it.each([
    5e-324,
    1e300,
    1.5281842893546926e30,
    1.7976931348623157e308,
    Infinity,
    -Infinity,
    NaN,
    0.1 + 0.2,
  ])('keeps %d bit for bit, in the curve and as a measure', async (value) => {
    const { store, ref } = await useRunningCell();
    const final = epochOf(3, {
      train: { loss: value, accuracy: 0.1 },
      test: { loss: value, accuracy: 0.1 },
      gradientNorm: Math.abs(value),
      weightNorm: Math.abs(value),
      measures: { 'path-norm': value },
    });
    await store.attempts.recordEpochs(ref, [{ ...final, epoch: 1 }]);
    await store.attempts.finish(ref, resultOf({ final }), null);
    await expect(store.cells.curve(ref.cellId)).resolves.toEqual([{ ...final, epoch: 1 }, final]);
    expect((await store.cells.result(ref.cellId))?.result).toEqual(resultOf({ final }));
  });

  it('keeps what a diverged cell reports, including NaN and infinity', async () => {
    const { store, ref } = await useRunningCell();
    const last = epochOf(2, {
      train: { loss: Number.NaN, accuracy: 0.1 },
      gradientNorm: Number.POSITIVE_INFINITY,
    });
    const result = resultOf({ outcome: 'diverged', stopReason: 'diverged', epochs: 2, final: last });
    await store.attempts.finish(ref, result, null);
    await expect(store.cells.result(ref.cellId)).resolves.toMatchObject({ result });
    await expect(store.cells.get(ref.cellId)).resolves.toMatchObject({ state: 'diverged', epoch: 2 });
  });

  it('keeps a result without a single epoch', async () => {
    const { store, ref } = await useRunningCell();
    const result = resultOf({
      outcome: 'diverged',
      stopReason: 'diverged',
      epochs: 0,
      steps: 3,
      final: null,
      bestTestAccuracy: null,
      bestTestEpoch: null,
    });
    await store.attempts.finish(ref, result, null);
    await expect(store.cells.result(ref.cellId)).resolves.toMatchObject({ result });
  });
});

describe('recordEpochs', () => {
  it('replaces an epoch that is reported again', async () => {
    const { store, ref } = await useRunningCell();
    await store.attempts.recordEpochs(ref, [epochOf(1), epochOf(2), epochOf(2, { seconds: 7 })]);
    await store.attempts.recordEpochs(ref, [epochOf(1, { seconds: 9 })]);
    await store.attempts.recordEpochs(ref, []);
    await expect(store.cells.curve(ref.cellId)).resolves.toEqual([
      epochOf(1, { seconds: 9 }),
      epochOf(2, { seconds: 7 }),
    ]);
    await expect(store.cells.get(ref.cellId)).resolves.toMatchObject({ epoch: 2 });
  });

  it('replaces every column of an epoch that is reported again, but not when it was first written', async () => {
    const { store, ref, sql } = await useRunningCell();
    const other = (value: unknown): unknown =>
      typeof value === 'number'
        ? value / 2 + 0.0625
        : Object.fromEntries(Object.entries(value as object).map(([name, inner]) => [name, other(inner)]));
    const split = { loss: 0.5, accuracy: 0.25 };
    const first = epochOf(1, { trainClean: split, trainCorrupted: split, measures: { sharpness: 1 } });
    const second = { ...(other(first) as typeof first), epoch: 1, step: first.step + 1 };
    const read = async () => (await sql(`SELECT * FROM epochs`))[0]!;
    await store.attempts.recordEpochs(ref, [first]);
    const before = await read();
    await store.attempts.recordEpochs(ref, [second]);
    const after = await read();
    expect(before['recorded_at']).toEqual(expect.any(Date));
    expect(
      Object.keys(before).filter((column) => before[column]?.valueOf() === after[column]?.valueOf()),
    ).toEqual(['cell_id', 'epoch', 'attempt', 'recorded_at']);
    await expect(store.cells.curve(ref.cellId)).resolves.toEqual([second]);
  });

  it('arrives with the result if it is not recorded yet', async () => {
    const { store, ref } = await useRunningCell();
    await store.attempts.recordEpochs(ref, [epochOf(1)]);
    const final = epochOf(3, { seconds: 5 });
    const result = resultOf({ epochs: 3, final });
    await store.attempts.finish(ref, result, null, [epochOf(2), epochOf(3)]);
    await expect(store.cells.curve(ref.cellId)).resolves.toEqual([epochOf(1), epochOf(2), final]);
    await expect(store.cells.get(ref.cellId)).resolves.toMatchObject({ state: 'succeeded', epoch: 3 });
  });

  it('arrives with the start if that is not recorded yet, also together with the result', async () => {
    const { store, ref } = await useRunningCell();
    await store.attempts.recordEpochs(ref, [epochOf(1), epochOf(2)], { step: 0, epoch: 0 });
    await expect(store.cells.attempts(ref.cellId)).resolves.toMatchObject([{ firstStep: 0 }]);
    await store.attempts.release(ref);
    const second = await claimOne(store);
    const result = resultOf({ epochs: 3, final: epochOf(3) });
    await store.attempts.finish(second, result, null, [epochOf(2)], { step: 8, epoch: 1 });
    await expect(store.cells.attempts(ref.cellId)).resolves.toMatchObject([
      { firstStep: 0, outcome: 'released' },
      { firstStep: 8, outcome: 'succeeded' },
    ]);
    await expect(store.cells.curve(ref.cellId)).resolves.toEqual([epochOf(1), epochOf(2), epochOf(3)]);
  });

  it('drops what an earlier attempt reported beyond the current one', async () => {
    const { store, ref } = await useRunningCell();
    await store.attempts.recordEpochs(ref, [epochOf(1), epochOf(2), epochOf(3)]);
    await store.attempts.release(ref);
    const second = await claimOne(store);
    await store.attempts.recordEpochs(second, [epochOf(1, { seconds: 9 })]);
    await expect(store.cells.curve(ref.cellId)).resolves.toEqual([epochOf(1, { seconds: 9 })]);
  });
});

describe('an attempt that was superseded', () => {
  it('no longer changes anything, and its late writes are counted', async () => {
    const { store, ref: old } = await useRunningCell();
    await store.attempts.release(old);
    const ref = await claimOne(store);
    expect(ref.attempt).toBe(2);
    const before = await store.cells.get(ref.cellId);

    await expect(store.attempts.recordEpochs(old, [epochOf(1)])).resolves.toBe(false);
    await expect(store.attempts.finish(old, resultOf(), null)).resolves.toBe(false);
    await expect(store.attempts.fail(old, { class: 'crash', message: 'late' })).resolves.toEqual({
      state: 'superseded',
    });
    await expect(store.attempts.release(old)).resolves.toBe(false);

    await expect(store.cells.get(ref.cellId)).resolves.toEqual(before);
    await expect(store.cells.curve(ref.cellId)).resolves.toEqual([]);
    await expect(store.cells.attempts(ref.cellId)).resolves.toMatchObject([
      { number: 1, outcome: 'released', lateWrites: 4 },
      { number: 2, outcome: null, lateWrites: 0 },
    ]);
    const unknown = { cellId: 'f'.repeat(64), attempt: 1 };
    await expect(store.attempts.review([old, ref, unknown])).resolves.toEqual({
      superseded: [old, unknown],
      withdrawn: [],
      yielding: [],
      limited: [],
    });
    await expect(store.attempts.finish(ref, resultOf(), null)).resolves.toBe(true);
  });
});

describe('fail', () => {
  it('waits longer after each failure, and gives the cell up when no attempts remain', async () => {
    const { store, sql, ref: first } = await useRunningCell();
    const waits: unknown[] = [];
    const outcomes: unknown[] = [];
    for (let ref = first; ; ref = await claimOne(store)) {
      outcomes.push(
        await store.attempts.fail(ref, { class: 'crash', message: 'killed', stderr: 'last words' }),
      );
      // However slow this machine is: the wait counts from the end of the attempt, and is not over an hour from now.
      const [cell] = await sql(
        `SELECT state, (1000 * extract(epoch FROM cells.available_at - a.ended_at))::float AS wait
         FROM cells JOIN attempts a ON a.cell_id = cells.id AND a.number = cells.attempt`,
      );
      if (cell?.['state'] === 'failed') break;
      waits.push(cell?.['wait']);
      await sql(`UPDATE cells SET available_at = now() + interval '1 hour'`);
      await expect(store.feed.markQueued(1)).resolves.toEqual([]);
      await sql('UPDATE cells SET available_at = now()');
    }

    expect(outcomes).toEqual([
      { state: 'retrying', delayMs: 1000 },
      { state: 'retrying', delayMs: 2000 },
      { state: 'failed' },
    ]);
    const [short, long] = waits as [number, number];
    expect(short).toBeGreaterThan(0);
    expect(short).toBeLessThanOrEqual(1000);
    expect(long).toBeGreaterThan(1000);
    expect(long).toBeLessThanOrEqual(2000);
    await expect(store.cells.get(first.cellId)).resolves.toMatchObject({
      state: 'failed',
      attempt: 3,
      failures: 3,
      workerId: 'worker-1',
      error: { class: 'crash', message: 'killed' },
    });
    const attempts = await store.cells.attempts(first.cellId);
    expect(attempts).toHaveLength(3);
    expect(attempts[0]).toMatchObject({
      outcome: 'failed',
      error: { class: 'crash', message: 'killed' },
      stderr: 'last words',
    });
  });

  it('counts each class of failure separately', async () => {
    const { store, sql } = await useStore();
    await registerWorker(store);
    let seed = 0;
    const failures = fc.array(fc.constantFrom(...FAILURE_CLASSES), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(failures, async (classes) => {
        await submit(store, sweepOf('sweep', [++seed]));
        const counts = new Map<FailureClass, number>();
        for (const failureClass of classes) {
          const ref = await claimOne(store);
          const [attempt] = (await store.cells.attempts(ref.cellId)).slice(-1);
          expect(attempt?.microBatches).toBe(counts.has('out-of-memory') ? 2 : 1);
          const count = (counts.get(failureClass) ?? 0) + 1;
          counts.set(failureClass, count);
          const isLast = count >= RETRY_POLICY[failureClass].attempts;
          await expect(store.attempts.fail(ref, { class: failureClass, message: '' })).resolves.toMatchObject(
            { state: isLast ? 'failed' : 'retrying' },
          );
          if (isLast) return;
          await sql(`UPDATE cells SET available_at = now() WHERE state = 'pending'`);
        }
        await store.attempts.finish(await claimOne(store), resultOf(), null);
      }),
      { numRuns: 25 },
    );
  });

  it('tries half batches after running out of memory, then reports what was tried', async () => {
    const { store, sql } = await useStore();
    await registerWorker(store);
    await submit(store, sweepOf('sweep', [1]));
    const runOut = async () => {
      const [queued] = await store.feed.markQueued(1);
      const { cellId = '', attempt = -1 } = queued ?? {};
      const claim = await store.attempts.claim({ cellId, attempt, workerId: 'worker-1', engine: ENGINE });
      if (claim === undefined) throw new Error('nothing to claim');
      await store.attempts.fail(claim.ref, { class: 'out-of-memory', message: 'OOM when allocating' });
      await sql(`UPDATE cells SET available_at = now() WHERE state = 'pending'`);
      return { cellId, microBatches: claim.microBatches };
    };
    const { cellId, microBatches } = await runOut();
    expect(microBatches).toBe(1);
    await expect(store.cells.get(cellId)).resolves.toMatchObject({
      state: 'pending',
      error: { class: 'out-of-memory', message: 'OOM when allocating' },
    });
    expect((await runOut()).microBatches).toBe(2);
    await expect(store.cells.get(cellId)).resolves.toMatchObject({
      state: 'failed',
      error: {
        class: 'out-of-memory',
        message:
          'out of memory with batches of 128, then with half batches of 64 and accumulated gradients: OOM when allocating',
      },
    });
    await expect(store.cells.attempts(cellId)).resolves.toMatchObject([
      { microBatches: 1, error: { message: 'OOM when allocating' } },
      { microBatches: 2, error: { message: 'OOM when allocating' } },
    ]);

    // When submitted again, perhaps with other GPUs available, it starts over.
    await submit(store, sweepOf('again', [1]));
    expect((await runOut()).microBatches).toBe(1);
    expect((await runOut()).microBatches).toBe(2);
    await expect(store.cells.get(cellId)).resolves.toMatchObject({
      state: 'failed',
      attempt: 4,
      failures: 2,
    });
  });

  it("keeps the last lines of a trainer's output, whatever bytes it left behind", async () => {
    const { store, ref } = await useRunningCell();
    const halfOfAnEmoji = '\ud83d\ude00'.slice(1);
    await expect(
      store.attempts.fail(ref, {
        class: 'crash',
        message: 'killed\0',
        stderr: `${halfOfAnEmoji} before\0after`,
      }),
    ).resolves.toEqual({ state: 'retrying', delayMs: 1000 });
    await expect(store.cells.attempts(ref.cellId)).resolves.toMatchObject([
      { error: { class: 'crash', message: 'killed\ufffd' }, stderr: '\ufffd before\ufffdafter' },
    ]);
  });

  it('does not count an attempt that was released', async () => {
    const { store, ref } = await useRunningCell();
    await expect(store.attempts.release(ref)).resolves.toBe(true);
    await expect(store.cells.get(ref.cellId)).resolves.toMatchObject({
      state: 'pending',
      attempt: 1,
      failures: 0,
      workerId: null,
      startedAt: null,
    });
  });

  it('forgets the error of an earlier attempt when the cell has its result', async () => {
    const { store, ref } = await useRunningCell();
    await store.attempts.fail(ref, { class: 'lost-worker', message: 'gone' });
    await expect(store.cells.get(ref.cellId)).resolves.toMatchObject({ error: { class: 'lost-worker' } });
    await store.attempts.finish(await claimOne(store), resultOf(), null);
    await expect(store.cells.get(ref.cellId)).resolves.toMatchObject({ error: null });
  });
});
