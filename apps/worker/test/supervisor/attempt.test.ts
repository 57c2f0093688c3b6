import type { SweepSpec } from '@rote/domain';
import { RoteError, expandSweep } from '@rote/domain';
import type { AttemptStore, Store } from '@rote/store';
import { silentLogger, useStore, waitFor } from '@rote/testkit';
import { epochOf, keptImagesOf } from '@rote/testkit/values';
import { expect, onTestFinished, test } from 'vitest';
import { createAttemptWatch } from '../../src/supervisor/attempt-watch.js';
import type { AttemptDeps } from '../../src/supervisor/attempt.js';
import { trainAttempt } from '../../src/supervisor/attempt.js';
import { createImageKeeper } from '../../src/supervisor/image-keeper.js';
import type { TrainerProcess } from '../../src/pool/trainer-process.js';

const engine = { name: 'wasm', version: '1', device: 'cpu', deviceName: 'a CPU' } as const;
const metrics = epochOf(1);
const trainer: TrainerProcess = {
  pid: 1,
  engine,
  hasEnded: false,
  train(_, { onBegin, onEpoch }) {
    onBegin({ step: 12, epoch: 1 });
    onEpoch(metrics);
    return Promise.resolve({ type: 'failed', class: 'crash', message: 'killed', stderr: '' });
  },
  stop: () => Promise.resolve(),
};
const never = new AbortController().signal;

/** Runs an attempt at a new cell; `disturb` may replace methods of the store. */
async function runDisturbed(
  store: Store,
  disturb: (attempts: AttemptStore) => Partial<AttemptStore>,
  deps: Partial<AttemptDeps> = {},
  trains = trainer,
) {
  await store.workers.register({ id: 'worker', host: 'here', pid: 1, slots: 1, engine, gpuFault: null });
  const spec: SweepSpec = { name: 'sweep', dataset: 'synthetic', grid: { architecture: ['mlp-1x512'] } };
  await store.sweeps.submit({ spec, cells: expandSweep(spec) });
  const [job] = await store.feed.markQueued(1);
  if (job === undefined) throw new Error('nothing was queued');
  const watch = createAttemptWatch({
    review: (refs) => store.attempts.review(refs),
    onError: () => undefined,
  });
  onTestFinished(() => watch.close());
  const trained = await trainAttempt(job, trains, {
    attempts: { ...store.attempts, ...disturb(store.attempts) },
    checkpoints: { discard: () => Promise.resolve() },
    watch,
    images: createImageKeeper({ images: store.images, signal: never, logger: silentLogger }),
    workerId: 'worker',
    drain: never,
    writeDeadline: never,
    logger: silentLogger,
    ...deps,
  });
  const next = await trained?.settle();
  return { cell: await store.cells.get(job.cellId), next };
}

test('an attempt whose end cannot be written ends as a bug, even if the database is down just then', async () => {
  const troubles = [
    new RoteError('internal', 'the database rejects a statement'),
    new RoteError('service-unavailable', 'away', { retryable: true }),
  ];
  const { cell } = await runDisturbed((await useStore()).store, (attempts) => ({
    fail: (...args) => {
      const trouble = troubles.shift();
      return trouble === undefined ? attempts.fail(...args) : Promise.reject(trouble);
    },
  }));
  expect(cell).toMatchObject({
    state: 'failed',
    error: { class: 'bug', message: expect.stringContaining('rejects a statement') as string },
  });
});

test('an attempt whose epochs cannot be written for good ends at once, while it trains', async () => {
  const endless: TrainerProcess = {
    ...trainer,
    async train(_, { onBegin, onEpoch, signal }) {
      onBegin({ step: 0, epoch: 0 });
      onEpoch(metrics);
      await new Promise((resolve) => {
        signal.addEventListener('abort', resolve, { once: true });
      });
      return { type: 'stopped' };
    },
  };
  const { cell } = await runDisturbed(
    (await useStore()).store,
    () => ({
      recordEpochs: () => Promise.reject(new RoteError('internal', 'the database rejects a statement')),
    }),
    {},
    endless,
  );
  expect(cell).toMatchObject({
    state: 'failed',
    error: { class: 'bug', message: expect.stringContaining('rejects a statement') as string },
  });
});

test('a claim whose answer was lost still belongs to its worker', async () => {
  let answers = 0;
  const { cell } = await runDisturbed((await useStore()).store, (attempts) => ({
    claim: async (...args) => {
      const claimed = await attempts.claim(...args);
      if (answers++ === 0) throw new RoteError('service-unavailable', 'cut', { retryable: true });
      return claimed;
    },
  }));
  expect(cell).toMatchObject({ state: 'pending', attempt: 1, error: { class: 'crash' } });
});

test('a cell whose trainer died is tried again on the same worker, without a job', async () => {
  const { store } = await useStore();
  const { cell, next } = await runDisturbed(store, () => ({}));
  expect(next).toEqual({ job: { cellId: cell.id, attempt: 1 }, delayMs: 1000 });
  const again = await waitFor(
    () => store.attempts.claimAgain({ cellId: cell.id, attempt: 1, workerId: 'worker', engine }),
    { describe: 'the end of the wait' },
  );
  expect(again.ref.attempt).toBe(2);
});

test('an attempt that resumes from a checkpoint records the step', async () => {
  const { store } = await useStore();
  const { cell } = await runDisturbed(store, () => ({}));
  expect(await store.cells.attempts(cell.id)).toMatchObject([{ firstStep: 12 }]);
});

test('an attempt does not wait for the measurement of its GPU, which ends with the worker', async () => {
  const looks: AbortSignal[] = [];
  const writeDeadline = new AbortController();
  const { cell } = await runDisturbed((await useStore()).store, () => ({}), {
    writeDeadline: writeDeadline.signal,
    gpuMemory: {
      neededMb: 1,
      measure: (_, signal) => {
        looks.push(signal);
        return new Promise(() => undefined);
      },
      outstandingMb: () => Promise.resolve(0),
    },
  });
  expect(cell).toMatchObject({ state: 'pending', error: { class: 'crash' } });
  expect(looks).toEqual([writeDeadline.signal]);
});

/** Leaves when told to, or finishes with its result at the same moment. */
const leaving = (leaves: () => void): TrainerProcess => ({
  ...trainer,
  async train(_, { onBegin, leave }) {
    onBegin({ step: 0, epoch: 0 });
    leaves();
    if (!leave.aborted)
      await new Promise((resolve) => {
        leave.addEventListener('abort', resolve, { once: true });
      });
    return { type: 'stopped' };
  },
});

/** A watch that reports only what the test tells it to. */
function stageWatch() {
  const [overdue, withdrawn, yielding] = [
    new AbortController(),
    new AbortController(),
    new AbortController(),
  ];
  const watch: AttemptDeps['watch'] = {
    watch: () => ({
      superseded: never,
      withdrawn: withdrawn.signal,
      yielding: yielding.signal,
      overdue: overdue.signal,
      unwatch: () => undefined,
    }),
    look: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
  const isOverdue = (): void => {
    overdue.abort(new RoteError('trainer-timeout', 'the attempt took longer than it may'));
  };
  return { watch, isOverdue, withdrawn, yielding };
}

test('an attempt that exceeds its time limit saves a snapshot, and fails for good', async () => {
  const { watch, isOverdue } = stageWatch();
  const { cell, next } = await runDisturbed(
    (await useStore()).store,
    () => ({}),
    { watch },
    leaving(isOverdue),
  );
  expect(next).toBeUndefined();
  expect(cell).toMatchObject({
    state: 'failed',
    attempt: 1,
    error: { class: 'time-limit', message: 'the attempt took longer than it may' },
  });
});

test('an attempt that was told to leave before its time was up is released', async () => {
  const { watch, isOverdue, yielding } = stageWatch();
  const leaves = (): void => {
    yielding.abort(new RoteError('aborted', 'its sweep is paused', { retryable: true }));
    isOverdue();
  };
  const { cell } = await runDisturbed((await useStore()).store, () => ({}), { watch }, leaving(leaves));
  expect(cell).toMatchObject({ state: 'pending', failures: 0, error: null });
});

/** What a trainer might send of the cell of these tests. */
const images = keptImagesOf();
const showing: TrainerProcess = {
  ...trainer,
  train(cell, options) {
    options.onImages(images);
    return trainer.train(cell, options);
  },
};

test('images are kept when an attempt has ended, even a failed one, and written once by a worker', async () => {
  const { store } = await useStore();
  let writes = 0;
  const keeper = createImageKeeper({
    images: {
      keep: (...args) => {
        writes++;
        return writes === 1
          ? Promise.reject(new RoteError('service-unavailable', 'away', { retryable: true }))
          : store.images.keep(...args);
      },
    },
    signal: never,
    logger: silentLogger,
  });
  const { cell } = await runDisturbed(store, () => ({}), { images: keeper }, showing);
  expect(await store.images.find(cell.cell)).toEqual(images);
  expect(writes).toBe(2);
  await keeper.keep({ ...cell.cell, training: { ...cell.cell.training, epochs: 7 } }, images);
  expect(writes).toBe(2);
  await keeper.keep({ ...cell.cell, corruption: { kind: 'random-labels' } }, images);
  expect(writes).toBe(3);
});

test('an attempt ends as usual if its images cannot be written', async () => {
  const { cell } = await runDisturbed(
    (await useStore()).store,
    () => ({}),
    {
      images: createImageKeeper({
        images: { keep: () => Promise.reject(new TypeError('no such form')) },
        signal: never,
        logger: silentLogger,
      }),
    },
    showing,
  );
  expect(cell).toMatchObject({ state: 'pending', error: { class: 'crash', message: 'killed' } });
});
