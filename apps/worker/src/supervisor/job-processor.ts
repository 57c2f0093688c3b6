import { setTimeout as delay } from 'node:timers/promises';
import type { CellJob } from '@rote/queue';
import type { TrainerPool } from '../pool/trainer-pool.js';
import type { AttemptDeps, NextTry } from './attempt.js';
import { runAttempt } from './attempt.js';

export interface JobProcessorOptions extends AttemptDeps {
  readonly pool: Pick<TrainerPool, 'use'>;
}

/** @param lock aborts when the queue has lost the job's lock */
export type ProcessJob = (job: CellJob, lock: AbortSignal) => Promise<void>;

/** Postgres' clock decides when a next try may be claimed, so the try waits a little longer than this clock says. */
const CLOCK_MARGIN_MS = 50;
/** Jobs are taken for trainers that have started. If one ends just then, it must not keep a job from other workers. */
const TRAINER_WITHIN_MS = 60_000;

/** Turns a job into an attempt at its cell, and into the next tries that this worker should make. Never rejects. */
export function createJobProcessor({ pool, ...deps }: JobProcessorOptions): ProcessJob {
  const { watch, drain, logger } = deps;
  /** Cells in hand: a queue that has lost its locks may deliver a second job for one. */
  const cells = new Set<string>();

  const attempt = (job: CellJob, isNextTry: boolean): Promise<NextTry | undefined> =>
    pool.use((trainer) => runAttempt(job, trainer, deps, isNextTry), {
      signal: drain,
      timeoutMs: TRAINER_WITHIN_MS,
    });
  const attemptUntilDone = async (job: CellJob): Promise<void> => {
    let next = await attempt(job, false);
    while (next !== undefined) {
      await delay(next.delayMs + CLOCK_MARGIN_MS, undefined, { signal: drain });
      next = await attempt(next.job, true);
    }
  };

  return async (job, lock) => {
    if (cells.has(job.cellId)) return;
    cells.add(job.cellId);
    // Postgres decides who has the cell, not the queue: an attempt that still counts continues without its lock.
    lock.addEventListener('abort', () => void watch.look(), { once: true });
    try {
      await attemptUntilDone(job);
    } catch (error) {
      // The job ends here. The feeder finds the cell pending, or queued without a job, and adds a job for any worker.
      if (!drain.aborted) logger.warn({ err: error, cell: job.cellId }, 'A job failed');
    } finally {
      cells.delete(job.cellId);
    }
  };
}
