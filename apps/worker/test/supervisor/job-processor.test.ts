import { RoteError } from '@rote/domain';
import { ReturnJobError } from '@rote/queue';
import { silentLogger, useStore } from '@rote/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { createAttemptWatch } from '../../src/supervisor/attempt-watch.js';
import { createJobProcessor } from '../../src/supervisor/job-processor.js';

const never = new AbortController().signal;
const job = { cellId: 'cell', attempt: 0 };

/** A processor of a worker with so many trainers, none of which becomes free. */
async function useProcessor(ready: number, drain = never) {
  const { store } = await useStore();
  const watch = createAttemptWatch({
    review: (refs) => store.attempts.review(refs),
    onError: () => undefined,
  });
  onTestFinished(() => watch.close());
  const patience: number[] = [];
  const paces: boolean[] = [];
  const processJob = createJobProcessor({
    pool: {
      ready,
      use(_, { timeoutMs }) {
        patience.push(timeoutMs);
        return Promise.reject(new RoteError('engine-unavailable', 'no trainer', { retryable: true }));
      },
    },
    onPace: (isShort) => paces.push(isShort),
    attempts: store.attempts,
    checkpoints: { discard: () => Promise.resolve() },
    watch,
    images: { keep: () => Promise.resolve() },
    workerId: 'worker',
    drain,
    writeDeadline: never,
    logger: silentLogger,
  });
  return { processJob, patience, paces };
}

test('a job that was taken ahead is returned if no trainer becomes free soon, and no other is taken ahead', async () => {
  const { processJob, patience, paces } = await useProcessor(0);
  await expect(processJob(job, never)).rejects.toBeInstanceOf(ReturnJobError);
  expect(patience).toEqual([500]);
  expect(paces).toEqual([false]);
  // It is no longer in hand.
  await expect(processJob(job, never)).rejects.toBeInstanceOf(ReturnJobError);
});

test('a job for a trainer that is missing ends, so that the feeder adds it again for any worker', async () => {
  const { processJob, patience } = await useProcessor(1);
  await processJob(job, never);
  expect(patience).toEqual([60_000]);
});

test('a job that waits for a trainer when the worker stops is returned', async () => {
  const { processJob } = await useProcessor(1, AbortSignal.abort());
  await expect(processJob(job, never)).rejects.toBeInstanceOf(ReturnJobError);
});
