import type { CellJob } from '@rote/queue';
import type { Logger } from '@rote/runtime';
import type { AttemptRef, AttemptStore, CellStore, ClaimedAttempt } from '@rote/store';
import { describeError } from '@rote/domain';
import type { AttemptWatch } from './attempt-watch.js';
import { createEpochWriter } from './epoch-writer.js';
import type { GpuMemory } from './gpu-memory.js';
import { retry } from './retry.js';
import type { TrainerProcess, TrainingEnd } from './trainer-process.js';

export interface AttemptDeps {
  readonly attempts: AttemptStore;
  readonly cells: CellStore;
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

/** Claims the job's cell; undefined where somebody else has it, or the job is outdated. */
async function claim(
  { cellId, attempt }: CellJob,
  { engine }: TrainerProcess,
  { attempts, cells, workerId }: AttemptDeps,
): Promise<ClaimedAttempt | undefined> {
  const claimed = await attempts.claim({ cellId, attempt, workerId, engine });
  if (claimed !== undefined) return claimed;
  // A claim that worked, but whose answer was lost with the connection, is ours all the same: nobody else would end it.
  const ref = { cellId, attempt: attempt + 1 };
  const known = await cells.find(cellId);
  const isOurs = known?.state === 'running' && known.workerId === workerId && known.attempt === ref.attempt;
  if (!isOurs) return undefined;
  const record = (await cells.attempts(cellId)).find(({ number }) => number === ref.attempt);
  return { ref, cell: known.cell, microBatches: record?.microBatches ?? 1 };
}

/** Writes how an attempt ended; resolves to words for the log. */
async function record(ref: AttemptRef, end: TrainingEnd, attempts: AttemptStore): Promise<string> {
  switch (end.type) {
    case 'finished':
      return (await attempts.finish(ref, end.result)) ? end.result.outcome : 'superseded';
    case 'failed':
      return `${end.class}, ${await attempts.fail(ref, end)}`;
    case 'stopped':
      return (await attempts.release(ref)) ? 'handed back' : 'superseded';
    default:
      throw new TypeError(`no such end: ${JSON.stringify(end satisfies never)}`);
  }
}

/**
 * One attempt, from its job to its end in Postgres. While Postgres is away the training goes on, and what it yields
 * is kept and written later: to lose contact is no failure. Every write carries the attempt's number, so an attempt
 * that was given to somebody else meanwhile changes nothing.
 */
export async function runAttempt(job: CellJob, trainer: TrainerProcess, deps: AttemptDeps): Promise<void> {
  const { attempts, watch, drain, patience } = deps;
  const logger = deps.logger.child({ cell: job.cellId, trainer: trainer.pid });
  const persist = <T>(what: string, action: () => Promise<T>, signal = patience): Promise<T> =>
    retry(action, {
      signal,
      onRetry: (error) => {
        logger.warn({ err: error }, `${what} did not work, trying again`);
      },
    });

  const claimed = await persist('Claiming the cell', () => claim(job, trainer, deps), drain);
  if (claimed === undefined) {
    logger.debug('Somebody else has the cell, or the job is outdated');
    return;
  }
  const { ref, cell, microBatches } = claimed;
  logger.info({ attempt: ref.attempt, microBatches }, 'Training');

  const watched = watch.watch(ref);
  const writer = createEpochWriter({
    write: async (metrics) => {
      const counts = await persist('Writing epochs', () => attempts.recordEpochs(ref, metrics));
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
  try {
    const end = await trainer.train(cell, {
      microBatches,
      signal: AbortSignal.any([drain, watched.signal]),
      onEpoch: (metrics) => {
        writer.add(metrics);
        if (!isMemoryNoted) void noteMemory();
        isMemoryNoted = true;
      },
    });
    if (watched.signal.aborted) {
      logger.info({ attempt: ref.attempt }, 'Stopped: the attempt no longer counts');
      return;
    }
    await writer.flush();
    const outcome = await persist('Writing the end of the attempt', () => record(ref, end, attempts));
    const details = end.type === 'failed' ? { reason: end.message, stderr: end.stderr } : {};
    logger[end.type === 'failed' ? 'warn' : 'info'](
      { attempt: ref.attempt, ...details },
      `Ended: ${outcome}`,
    );
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
  } finally {
    writer.discard();
    watched.unwatch();
  }
}
