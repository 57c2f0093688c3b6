import type { CellJob } from '@rote/queue';
import type { Logger } from '@rote/runtime';
import { createErrorLog } from '@rote/runtime';
import type { AttemptRef, AttemptStore, ClaimedAttempt } from '@rote/store';
import { describeError, RoteError } from '@rote/domain';
import type { AttemptWatch } from './attempt-watch.js';
import type { CheckpointStore } from '@rote/checkpoints';
import { createEpochWriter } from './epoch-writer.js';
import type { GpuMemory } from '../pool/gpu-memory.js';
import { retry } from '../retry.js';
import type { TrainerProcess, TrainingEnd } from '../pool/trainer-process.js';

export interface AttemptDeps {
  readonly attempts: AttemptStore;
  readonly checkpoints: Pick<CheckpointStore, 'discard'>;
  readonly watch: AttemptWatch;
  /** Where trainers are on GPUs. */
  readonly gpuMemory?: GpuMemory;
  readonly workerId: string;
  /** Aborts when this worker stops: attempts are then handed back. */
  readonly drain: AbortSignal;
  /** Aborts some time after `drain`: what could not be written until then stays unwritten. */
  readonly patience: AbortSignal;
  readonly logger: Logger;
}

/** A next try at a cell whose trainer has died, on this worker and without a job. */
export interface NextTry {
  readonly job: CellJob;
  readonly delayMs: number;
}

/** With longer waits the slot is better used for another cell, and the feeder queues the cell anew. */
const LONGEST_WAIT_MS = 5000;

/** Claims the job's cell; undefined where somebody else has it, or the job is outdated. */
async function claim(
  { cellId, attempt }: CellJob,
  { engine }: TrainerProcess,
  { attempts, workerId }: AttemptDeps,
  isNextTry: boolean,
): Promise<ClaimedAttempt | undefined> {
  const input = { cellId, attempt, workerId, engine };
  const claimed = await (isNextTry ? attempts.claimAgain(input) : attempts.claim(input));
  // A claim that worked, but whose answer was lost with the connection, is ours all the same: nobody else would end it.
  return claimed ?? (await attempts.findClaimed(input));
}

/** How an attempt has ended, in words for the log; `retryMs` where another may follow after so long. */
interface Ending {
  readonly outcome: string;
  readonly retryMs?: number;
}

/**
 * How an attempt that was told to leave has ended. One that took too long, and for no other reason, has failed; where it
 * stands is kept, so that whoever asks for its cell again has it go on from there.
 */
function judge(end: TrainingEnd, leave: AbortSignal, overdue: AbortSignal): TrainingEnd {
  if (end.type !== 'stopped' || !overdue.aborted || leave.reason !== overdue.reason) return end;
  return { type: 'failed', class: 'time-limit', message: describeError(overdue.reason), stderr: '' };
}

/** Writes how an attempt ended. */
async function record(ref: AttemptRef, end: TrainingEnd, attempts: AttemptStore): Promise<Ending> {
  switch (end.type) {
    case 'finished':
      return {
        outcome: (await attempts.finish(ref, end.result, end.weights)) ? end.result.outcome : 'superseded',
      };
    case 'failed': {
      const verdict = await attempts.fail(ref, end);
      const outcome = `${end.class}, ${verdict.state}`;
      return verdict.state === 'retrying' ? { outcome, retryMs: verdict.delayMs } : { outcome };
    }
    case 'stopped':
      return { outcome: (await attempts.release(ref)) ? 'handed back' : 'superseded' };
    default:
      throw new TypeError(`no such end: ${JSON.stringify(end satisfies never)}`);
  }
}

/**
 * One attempt, from its job to its end in Postgres. While Postgres is away the training goes on, and what it yields
 * is kept and written later: to lose contact is no failure. Every write carries the attempt's number, so an attempt
 * that was given to somebody else meanwhile changes nothing.
 *
 * @param isNextTry of this worker at a cell whose trainer has died: there is no job for it
 * @returns a next try that this worker shall make itself, which takes a cell whose trainer has died no time in a queue
 */
export async function runAttempt(
  job: CellJob,
  trainer: TrainerProcess,
  deps: AttemptDeps,
  isNextTry = false,
): Promise<NextTry | undefined> {
  const { attempts, watch, drain, patience } = deps;
  const logger = deps.logger.child({ cell: job.cellId, trainer: trainer.pid });
  const persist = <T>(what: string, action: () => Promise<T>, signal = patience): Promise<T> =>
    retry(action, {
      signal,
      onRetry: createErrorLog({ logger, what: `${what} did not work, and is tried again` }),
    });

  const claimed = await persist('Claiming the cell', () => claim(job, trainer, deps, isNextTry), drain);
  if (claimed === undefined) {
    logger.debug('Somebody else has the cell, or the job is outdated');
    return undefined;
  }
  const { ref, cell, microBatches, keepWeights } = claimed;
  logger.info({ attempt: ref.attempt, microBatches }, 'Training');

  const watched = watch.watch(ref);
  // What cannot be written for good ends the attempt at once: nothing that it has yet to yield could be kept.
  const lost = new AbortController();
  const persistOrEnd = async <T>(what: string, action: () => Promise<T>): Promise<T> => {
    try {
      return await persist(what, action);
    } catch (error) {
      lost.abort(new RoteError('internal', 'what the attempt yields cannot be written', { cause: error }));
      throw error;
    }
  };
  let startWritten: Promise<unknown> = Promise.resolve();
  const writer = createEpochWriter({
    write: async (metrics) => {
      await startWritten;
      const counts = await persistOrEnd('Writing epochs', () => attempts.recordEpochs(ref, metrics));
      if (!counts) void watch.look();
      return counts;
    },
  });
  // After an epoch and its evaluation: an engine grows to what it needs, and gives nothing back. Nobody waits for it.
  let isMemoryNoted = false;
  const noteMemory = async (): Promise<void> => {
    const { gpuMemory } = deps;
    if (gpuMemory === undefined) return;
    try {
      const usedMb = await gpuMemory.measure(trainer, patience);
      if (usedMb !== undefined && !patience.aborted) await attempts.recordGpuMemory(ref, usedMb);
    } catch (error) {
      logger.debug({ err: error }, 'What the trainer holds of its GPU was not noted');
    }
  };
  // Those that stay, because this worker dies or the storage is away, are collected later.
  const discardCheckpoints = async (): Promise<void> => {
    try {
      await deps.checkpoints.discard(job.cellId);
    } catch (error) {
      logger.warn({ err: error }, 'The checkpoints of a finished cell are still there');
    }
  };
  const leave = AbortSignal.any([drain, watched.yielding, watched.withdrawn, watched.overdue]);
  try {
    const ended = await trainer.train(
      { cellId: job.cellId, cell, microBatches, keepWeights },
      {
        signal: AbortSignal.any([watched.superseded, lost.signal]),
        leave,
        onBegin: (begin) => {
          if (begin.step > 0) logger.info({ attempt: ref.attempt, ...begin }, 'Going on from a checkpoint');
          startWritten = persistOrEnd('Writing the start', () => attempts.recordStart(ref, begin));
          // Whoever waits for it hears of it.
          startWritten.catch(() => undefined);
        },
        onEpoch: (metrics) => {
          writer.add(metrics);
          if (!isMemoryNoted) void noteMemory();
          isMemoryNoted = true;
        },
        onNote: (message) => {
          logger.info({ attempt: ref.attempt }, message);
        },
        onTrouble: (message) => {
          logger.warn({ attempt: ref.attempt }, message);
        },
      },
    );
    if (watched.superseded.aborted || watched.withdrawn.aborted) {
      logger.info({ attempt: ref.attempt }, 'Stopped: the attempt no longer counts');
      return undefined;
    }
    const end = judge(ended, leave, watched.overdue);
    await startWritten;
    await writer.flush();
    const { outcome, retryMs } = await persist('Writing the end of the attempt', () =>
      record(ref, end, attempts),
    );
    const details = end.type === 'failed' ? { reason: end.message, stderr: end.stderr } : {};
    logger[end.type === 'failed' ? 'warn' : 'info'](
      { attempt: ref.attempt, ...details },
      `Ended: ${outcome}`,
    );
    if (end.type === 'finished' && outcome !== 'superseded') void discardCheckpoints();
    return retryMs === undefined || retryMs > LONGEST_WAIT_MS
      ? undefined
      : { job: { cellId: job.cellId, attempt: ref.attempt }, delayMs: retryMs };
  } catch (error) {
    logger.error({ err: error, attempt: ref.attempt }, 'What the attempt yielded cannot be written');
    // Unended, the cell would run for as long as this worker lives. When the worker stops, signing off ends it.
    if (!patience.aborted)
      await persist('Writing the failure of the attempt', () =>
        attempts.fail(ref, {
          class: 'bug',
          message: `what the attempt yielded cannot be written: ${describeError(error)}`,
        }),
      );
    return undefined;
  } finally {
    writer.discard();
    watched.unwatch();
  }
}
