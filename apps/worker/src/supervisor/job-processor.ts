import { setTimeout as delay } from 'node:timers/promises';
import type { CellJob } from '@rote/queue';
import { ReturnJobError } from '@rote/queue';
import type { TrainerPool } from '../pool/trainer-pool.js';
import type { TrainerProcess } from '../pool/trainer-process.js';
import type { AttemptDeps, NextTry, TrainedAttempt } from './attempt.js';
import { trainAttempt } from './attempt.js';

export interface JobProcessorOptions extends AttemptDeps {
  readonly pool: Pick<TrainerPool, 'use' | 'ready'>;
  /** Called after each cell, with whether to take jobs ahead of a free trainer: cells are short. */
  readonly onPace: (isShort: boolean) => void;
}

/**
 * Rejects only with a ReturnJobError.
 *
 * @param lock aborts when the queue has lost the job's lock
 */
export type ProcessJob = (job: CellJob, lock: AbortSignal) => Promise<void>;

/** Postgres' clock decides when a next try may be claimed, so the try waits a little longer than this clock says. */
const CLOCK_MARGIN_MS = 50;
/** Jobs are taken for trainers that have started. If one ends just then, it must not keep a job from other workers. */
const TRAINER_WITHIN_MS = 60_000;
/** A cell that takes less is short. A job that was taken ahead waits this long for a trainer, and is then for any worker. */
const SHORT_CELL_MS = 500;

/**
 * Turns a job into an attempt at its cell, and into the next tries that this worker should make. Rejects only with a
 * ReturnJobError.
 *
 * While cells are short, jobs come ahead: when a trainer is free, the next job is here, and is claimed while the end of the last
 * cell is written. A job that only waits for a trainer has claimed nothing: its cell may be paused, cancelled or preempted as if it
 * were in the queue, and if this process dies, its job goes to another worker.
 */
export function createJobProcessor({ pool, onPace, ...deps }: JobProcessorOptions): ProcessJob {
  const { watch, drain, logger } = deps;
  /** Cells in hand: a queue that has lost its locks may deliver a second job for one. */
  const cells = new Set<string>();
  let training = 0;

  const train = async (
    trainer: TrainerProcess,
    job: CellJob,
    isNextTry: boolean,
  ): Promise<TrainedAttempt | undefined> => {
    training++;
    try {
      return await trainAttempt(job, trainer, deps, isNextTry);
    } finally {
      training--;
    }
  };
  const settle = (trained: TrainedAttempt | undefined): Promise<NextTry | undefined> => {
    if (trained === undefined) return Promise.resolve(undefined);
    onPace(trained.ms < SHORT_CELL_MS);
    return trained.settle();
  };
  /** @throws ReturnJobError if no trainer became free, and the worker is stopping or another one may have a free trainer */
  const attemptFirst = async (job: CellJob): Promise<NextTry | undefined> => {
    const isAhead = training >= pool.ready;
    const timeoutMs = isAhead ? SHORT_CELL_MS : TRAINER_WITHIN_MS;
    const start: { training?: Promise<TrainedAttempt | undefined> } = {};
    try {
      await pool.use((trainer) => (start.training = train(trainer, job, false)), {
        signal: drain,
        timeoutMs,
      });
    } catch (error) {
      if (start.training === undefined && (isAhead || drain.aborted)) {
        onPace(false);
        throw new ReturnJobError('no trainer became free', { cause: error });
      }
      throw error;
    }
    return await settle(await start.training);
  };
  const attemptUntilDone = async (job: CellJob): Promise<void> => {
    let next = await attemptFirst(job);
    while (next !== undefined) {
      const { job: again, delayMs } = next;
      await delay(delayMs + CLOCK_MARGIN_MS, undefined, { signal: drain });
      const use = { signal: drain, timeoutMs: TRAINER_WITHIN_MS };
      next = await settle(await pool.use((trainer) => train(trainer, again, true), use));
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
      if (error instanceof ReturnJobError) throw error;
      // The job ends here. The feeder finds the cell pending, or queued without a job, and adds a job for any worker.
      if (!drain.aborted) logger.warn({ err: error, cell: job.cellId }, 'A job failed');
    } finally {
      cells.delete(job.cellId);
    }
  };
}
