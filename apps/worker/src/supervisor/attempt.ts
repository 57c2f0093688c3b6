import type { CheckpointStore } from '@rote/checkpoints';
import { describeError } from '@rote/domain';
import type { CellJob } from '@rote/queue';
import type { Logger } from '@rote/runtime';
import type { AttemptStore, ClaimedAttempt } from '@rote/store';
import type { TrainingEnd } from '../pool/cell-training.js';
import type { GpuMemory } from '../pool/gpu-memory.js';
import type { TrainerProcess } from '../pool/trainer-process.js';
import type { AttemptRecorder } from './attempt-recorder.js';
import { createAttemptRecorder } from './attempt-recorder.js';
import type { AttemptWatch, WatchedAttempt } from './attempt-watch.js';
import type { ImageKeeper } from './image-keeper.js';
import { persist } from './persist.js';

export interface AttemptDeps {
  readonly attempts: AttemptStore;
  readonly checkpoints: Pick<CheckpointStore, 'discard'>;
  readonly watch: AttemptWatch;
  readonly images: ImageKeeper;
  /** Set if trainers run on GPUs. */
  readonly gpuMemory?: GpuMemory;
  readonly workerId: string;
  /** Aborts when this worker stops: attempts are then released. */
  readonly drain: AbortSignal;
  /** Aborts some time after `drain`: whatever is not written by then stays unwritten. */
  readonly writeDeadline: AbortSignal;
  readonly logger: Logger;
}

/** Another try at a cell whose trainer died, on this worker and without a job. */
export interface NextTry {
  readonly job: CellJob;
  readonly delayMs: number;
}

/** An attempt in progress. */
interface Attempt extends AttemptDeps {
  readonly claimed: ClaimedAttempt;
  readonly trainer: TrainerProcess;
  readonly watched: WatchedAttempt;
  readonly recorder: AttemptRecorder;
  /** Aborts when the trainer must save a snapshot and return the cell. */
  readonly leave: AbortSignal;
}

/** For longer waits, the slot is better used for another cell, and the feeder queues this one again. */
const LONGEST_WAIT_MS = 5000;

/** An attempt whose training has ended: its trainer is free, and its end is not written yet. */
export interface TrainedAttempt {
  /** How long its training took. */
  readonly ms: number;
  /**
   * Writes how it ended. Must be called once.
   *
   * @returns a next try that this worker should make itself, so that a cell whose trainer died waits in no queue
   */
  settle(): Promise<NextTry | undefined>;
}

/**
 * Runs one attempt, from its job to its end in Postgres: claim → begin → train, which need the trainer, → settle → clean up,
 * which do not. While Postgres is down,
 * training continues, and what it produces is kept and written later: losing contact is not a failure. Every write but those of images carries
 * the attempt's number, so an attempt that was given to another worker in the meantime changes nothing.
 *
 * @param isNextTry whether this worker is trying a cell again whose trainer died: there is no job for it
 * @returns undefined if the cell could not be claimed
 */
export async function trainAttempt(
  job: CellJob,
  trainer: TrainerProcess,
  deps: AttemptDeps,
  isNextTry = false,
): Promise<TrainedAttempt | undefined> {
  const logger = deps.logger.child({ cell: job.cellId, trainer: trainer.pid });
  const claimed = await claim(job, trainer, { ...deps, logger }, isNextTry);
  if (claimed === undefined) return undefined;
  const attempt = begin(claimed, trainer, { ...deps, logger });
  const beganAt = performance.now();
  const trained = train(attempt);
  // `settle` meets the same error.
  await trained.catch(() => undefined);
  return {
    ms: performance.now() - beganAt,
    async settle() {
      try {
        const end = await trained;
        return noLongerCounts(attempt) ? undefined : await settle(attempt, end);
      } catch (error) {
        await recordLoss(attempt, error);
        return undefined;
      } finally {
        cleanUp(attempt);
      }
    },
  };
}

/** Claims the job's cell. Returns undefined if another worker has it, or the job is outdated. */
async function claim(
  { cellId, attempt }: CellJob,
  { engine }: TrainerProcess,
  { attempts, workerId, drain, logger }: AttemptDeps,
  isNextTry: boolean,
): Promise<ClaimedAttempt | undefined> {
  const input = { cellId, attempt, workerId, engine };
  const claimOnce = async (): Promise<ClaimedAttempt | undefined> => {
    const claimed = await (isNextTry ? attempts.claimAgain(input) : attempts.claim(input));
    // If a claim's answer was lost with the connection, the claim is still ours: no other worker would end it.
    return claimed ?? (await attempts.findClaimed(input));
  };
  const claimed = await persist('Claiming the cell', claimOnce, { signal: drain, logger });
  if (claimed === undefined) logger.debug('Another worker has the cell, or the job is outdated');
  return claimed;
}

/** Starts watching whether the attempt still counts, and recording what it produces. */
function begin(claimed: ClaimedAttempt, trainer: TrainerProcess, deps: AttemptDeps): Attempt {
  const { attempts, watch, images, drain, writeDeadline, logger } = deps;
  const { ref, cell, microBatches } = claimed;
  logger.info({ attempt: ref.attempt, microBatches }, 'Training');
  const watched = watch.watch(ref);
  const recorder = createAttemptRecorder({
    ref,
    attempts,
    keepImages: (kept) => images.keep(cell, kept),
    onSuperseded: () => void watch.look(),
    signal: writeDeadline,
    logger,
  });
  const leave = AbortSignal.any([drain, watched.yielding, watched.withdrawn, watched.overdue]);
  return { ...deps, claimed, trainer, watched, recorder, leave };
}

/** Trains the cell, and records its start, its images and its epochs. */
async function train(attempt: Attempt): Promise<TrainingEnd> {
  const { claimed, trainer, watched, recorder, leave } = attempt;
  const { ref, cell, microBatches, keepWeights } = claimed;
  const logger = attempt.logger.child({ attempt: ref.attempt });
  let isMemoryRecorded = false;
  const end = await trainer.train(
    { cellId: ref.cellId, cell, microBatches, keepWeights },
    {
      signal: AbortSignal.any([watched.superseded, recorder.lost]),
      leave,
      onBegin: (start) => {
        if (start.step > 0) logger.info(start, 'Resuming from a checkpoint');
        recorder.start(start);
      },
      onImages: (images) => {
        recorder.images(images);
      },
      onEpoch: (metrics) => {
        recorder.epoch(metrics);
        // After an epoch and its evaluation: an engine grows to what it needs, and frees nothing.
        if (!isMemoryRecorded) void recordGpuMemory(attempt);
        isMemoryRecorded = true;
      },
      onNote: (message) => {
        logger.info(message);
      },
      onWarning: (message) => {
        logger.warn(message);
      },
    },
  );
  return asTimeLimit(end, leave, watched.overdue);
}

/** Records how much GPU memory the trainer holds, if that is known. No caller waits for this. */
async function recordGpuMemory(attempt: Attempt): Promise<void> {
  const { gpuMemory, trainer, attempts, claimed, writeDeadline, logger } = attempt;
  if (gpuMemory === undefined) return;
  try {
    const usedMb = await gpuMemory.measure(trainer, writeDeadline);
    if (usedMb !== undefined && !writeDeadline.aborted) await attempts.recordGpuMemory(claimed.ref, usedMb);
  } catch (error) {
    logger.debug({ err: error }, 'The GPU memory of the trainer was not recorded');
  }
}

/**
 * An attempt that left only because it took too long has failed. Its snapshot is kept, so that the cell resumes from there
 * if it is submitted again.
 */
function asTimeLimit(end: TrainingEnd, leave: AbortSignal, overdue: AbortSignal): TrainingEnd {
  if (end.type !== 'stopped' || !overdue.aborted || leave.reason !== overdue.reason) return end;
  return { type: 'failed', class: 'time-limit', message: describeError(overdue.reason), stderr: '' };
}

/** Whether another attempt has the cell now, or no sweep wants it: then there is nothing to write. */
function noLongerCounts({ watched, claimed, logger }: Attempt): boolean {
  if (!watched.superseded.aborted && !watched.withdrawn.aborted) return false;
  logger.info({ attempt: claimed.ref.attempt }, 'Stopped: the attempt no longer counts');
  return true;
}

/** Records how the attempt ended, and returns the next try if this worker should make it. */
async function settle(attempt: Attempt, end: TrainingEnd): Promise<NextTry | undefined> {
  const { recorder, logger } = attempt;
  const { ref } = attempt.claimed;
  const { outcome, retryMs } = await recorder.end(end);
  const details = end.type === 'failed' ? { reason: end.message, stderr: end.stderr } : {};
  logger[end.type === 'failed' ? 'warn' : 'info']({ attempt: ref.attempt, ...details }, `Ended: ${outcome}`);
  if (end.type === 'finished' && outcome !== 'superseded') void discardCheckpoints(attempt);
  return retryMs === undefined || retryMs > LONGEST_WAIT_MS
    ? undefined
    : { job: { cellId: ref.cellId, attempt: ref.attempt }, delayMs: retryMs };
}

/** Checkpoints that stay, because this worker dies or the storage is down, are collected later. */
async function discardCheckpoints({ checkpoints, claimed, logger }: Attempt): Promise<void> {
  try {
    await checkpoints.discard(claimed.ref.cellId);
  } catch (error) {
    logger.warn({ err: error }, 'The checkpoints of a finished cell could not be removed');
  }
}

/** What the attempt produced could not be written. Without this, the cell would run for as long as this worker lives. */
async function recordLoss(
  { claimed, attempts, writeDeadline, logger }: Attempt,
  error: unknown,
): Promise<void> {
  const { ref } = claimed;
  logger.error({ err: error, attempt: ref.attempt }, 'What the attempt produced cannot be written');
  // When the worker stops, signing off ends the attempt.
  if (writeDeadline.aborted) return;
  const message = `what the attempt produced cannot be written: ${describeError(error)}`;
  await persist('Writing the failure of the attempt', () => attempts.fail(ref, { class: 'bug', message }), {
    signal: writeDeadline,
    logger,
  });
}

function cleanUp({ recorder, watched }: Attempt): void {
  recorder.discard();
  watched.unwatch();
}
