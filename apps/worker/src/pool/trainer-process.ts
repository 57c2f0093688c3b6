import type { Cell, CellResult, EpochMetrics, FailureClass, MicroBatches } from '@rote/domain';
import { FAILURE_CLASS_OF_ERROR, RoteError } from '@rote/domain';
import type { Engine, EngineName } from '@rote/devices';
import { countOomKills } from './oom-kills.js';
import type { CheckpointSettings } from '@rote/trainer-protocol';
import type { TrainerChild, TrainerChildOptions } from './trainer-child.js';
import { spawnTrainerChild } from './trainer-child.js';
import type { TrainerExit } from './trainer-exit.js';
import { classifyExit, describeExit } from './trainer-exit.js';

export interface TrainerOptions extends TrainerChildOptions {
  readonly dataDir: string;
  readonly checkpoints: CheckpointSettings;
  /** The engine to use; the best when left out. */
  readonly engine?: EngineName | undefined;
  /** The GPU that `env` gives to it, as CUDA names it. */
  readonly gpu?: string | undefined;
  /** How long it may take to stop a cell before it is killed. */
  readonly abortGraceMs?: number;
  /** How long it may take to keep where the cell stands besides. */
  readonly leaveGraceMs?: number;
}

/** How a cell's training ended. */
export type TrainingEnd =
  | {
      readonly type: 'finished';
      readonly result: CellResult;
      /** The address of the final weights; `null` where they are not kept. */
      readonly weights: string | null;
    }
  | {
      readonly type: 'failed';
      readonly class: FailureClass;
      readonly message: string;
      /** Trying again would fail in the same way. */
      readonly isFinal?: boolean;
      /** The end of what the trainer wrote to standard error meanwhile. */
      readonly stderr: string;
    }
  /** Because a signal aborted. */
  | { readonly type: 'stopped' };

type Failure = Pick<Extract<TrainingEnd, { type: 'failed' }>, 'class' | 'message' | 'isFinal'>;

interface CellToTrain {
  readonly cellId: string;
  readonly cell: Cell;
  /** In how many parts each batch is processed. */
  readonly microBatches: MicroBatches;
  readonly keepWeights: boolean;
}

export interface TrainingOptions {
  /** When it aborts, the trainer is told to stop, and killed if it does not. */
  readonly signal: AbortSignal;
  /** When it aborts, the trainer is told to keep where the cell stands and to stop, and killed if it does not. */
  readonly leave: AbortSignal;
  /** Called once, with the optimiser steps that earlier attempts have taken, and the last epoch that they have finished. */
  readonly onBegin: (begin: { readonly step: number; readonly epoch: number }) => void;
  readonly onEpoch: (metrics: EpochMetrics) => void;
  /** What is worth a line in the log. */
  readonly onNote: (message: string) => void;
  /** Something did not work that the training goes on without. */
  readonly onTrouble: (message: string) => void;
}

/** A trainer that has its engine. */
export interface TrainerProcess {
  readonly pid: number | undefined;
  readonly engine: Engine;
  readonly hasEnded: boolean;
  /**
   * Trains a cell, one at a time. Never rejects. A complete and valid result counts, even if the process dies of it
   * or was told to stop meanwhile; nothing else is a success, whatever the exit code. A trainer whose engine failed or
   * ran out of memory has ended by then: its engine may be in any state, and keeps the memory that it has.
   */
  train(cell: CellToTrain, options: TrainingOptions): Promise<TrainingEnd>;
  /** Ends the process and waits until it is gone. */
  stop(): Promise<void>;
}

const ABORT_GRACE_MS = 5000;
const LEAVE_GRACE_MS = 8000;

/** After these a trainer gets no other cell: its engine is not to be trusted any more, or gives no memory back. */
const FATAL_CLASSES: ReadonlySet<FailureClass> = new Set<FailureClass>(['out-of-memory', 'engine']);

const duration = (ms: number): string =>
  ms < 60_000 ? `${String(ms / 1000)} s` : `${String(Math.round(ms / 6000) / 10)} minutes`;

/** Tells the child to load its engine and waits until it has. */
async function loadEngineIn(
  child: TrainerChild,
  { dataDir, checkpoints, engine, gpu, silenceMs }: TrainerOptions,
): Promise<Engine> {
  const unavailable = (what: string): RoteError =>
    new RoteError(
      'engine-unavailable',
      `the trainer ${what} while it loaded its engine. ${child.readStderr()}`.trim(),
    );
  return await new Promise<Engine>((resolve, reject) => {
    child.listen((event) => {
      switch (event.type) {
        case 'said':
          if (event.message.type === 'ready') resolve(event.message.engine);
          if (event.message.type === 'error')
            reject(
              new RoteError(event.message.code, event.message.message, {
                retryable: event.message.retryable,
              }),
            );
          return;
        case 'babbled':
          reject(unavailable(`sent an invalid message (${event.fault})`));
          return;
        case 'fell-silent':
          reject(unavailable(`was silent for ${duration(silenceMs)}`));
          return;
        case 'ended':
          reject(unavailable(`ended (${describeExit(event.exit)})`));
          return;
        default:
          throw new TypeError(`no such event: ${JSON.stringify(event satisfies never)}`);
      }
    });
    child.say({
      type: 'start',
      dataDir,
      checkpoints,
      ...(engine === undefined ? {} : { engine }),
      ...(gpu === undefined ? {} : { gpu }),
    });
  });
}

function trainIn(
  child: TrainerChild,
  cell: CellToTrain,
  { signal, leave, onBegin, onEpoch, onNote, onTrouble }: TrainingOptions,
  { silenceMs, abortGraceMs = ABORT_GRACE_MS, leaveGraceMs = LEAVE_GRACE_MS }: TrainerOptions,
): Promise<TrainingEnd> {
  child.forgetStderr();
  const oomKillsBefore = countOomKills();
  return new Promise((resolve) => {
    let killer: NodeJS.Timeout | undefined;
    /** What it was doing when it last told of progress. */
    let doing = 'beginning the cell';
    /** Why the process was killed here, if it was. */
    let verdict: Failure | undefined;

    const settle = (end: TrainingEnd): void => {
      child.listen(undefined);
      clearTimeout(killer);
      signal.removeEventListener('abort', stop);
      leave.removeEventListener('abort', stop);
      resolve(end);
    };
    const fail = (failure: Failure): void => {
      settle(
        signal.aborted || leave.aborted
          ? { type: 'stopped' }
          : { type: 'failed', ...failure, stderr: child.readStderr() },
      );
    };
    const condemn = (failure: Failure): void => {
      verdict ??= failure;
      child.kill();
    };
    /** A cell that is left may still be aborted. */
    const stop = (): void => {
      clearTimeout(killer);
      child.say({ type: signal.aborted ? 'abort' : 'leave' });
      killer = setTimeout(
        () => {
          child.kill();
        },
        signal.aborted ? abortGraceMs : leaveGraceMs,
      );
    };
    const examine = async (exit: TrainerExit): Promise<void> => {
      const [before, after] = await Promise.all([oomKillsBefore, countOomKills()]);
      const memoryRanOut = before !== undefined && after !== undefined && after > before;
      fail(
        verdict ?? {
          class: classifyExit(exit, { stderr: child.readStderr(), memoryRanOut }),
          message: `the trainer ended (${describeExit(exit)}) before the cell did`,
        },
      );
    };

    child.listen((event) => {
      switch (event.type) {
        case 'said':
          if (event.message.type === 'began')
            onBegin({ step: event.message.step, epoch: event.message.epoch });
          if (event.message.type === 'epoch' && !signal.aborted) onEpoch(event.message.metrics);
          if (event.message.type === 'progress') doing = event.message.doing;
          if (event.message.type === 'note') onNote(event.message.message);
          if (event.message.type === 'trouble') onTrouble(event.message.message);
          if (event.message.type === 'result') {
            const { result, weights } = event.message;
            settle({ type: 'finished', result, weights });
          }
          if (event.message.type === 'error') {
            const { code, message, retryable } = event.message;
            const failure = {
              class: FAILURE_CLASS_OF_ERROR[code],
              message,
              // What memory was found too small for before it began is as large at the next try.
              ...(code === 'out-of-memory' && !retryable ? { isFinal: true } : {}),
            };
            if (FATAL_CLASSES.has(failure.class)) condemn(failure);
            else fail(failure);
          }
          return;
        case 'babbled':
          condemn({ class: 'bug', message: `the trainer sent an invalid message: ${event.fault}` });
          return;
        case 'fell-silent':
          condemn({
            class: 'timeout',
            message: `the trainer made no progress for ${duration(silenceMs)}, while ${doing}`,
          });
          return;
        case 'ended':
          void examine(event.exit);
          return;
        default:
          throw new TypeError(`no such event: ${JSON.stringify(event satisfies never)}`);
      }
    });
    if (child.hasEnded) fail({ class: 'crash', message: 'the trainer ended before the cell began' });
    else child.say({ type: 'train', ...cell });
    if (signal.aborted || leave.aborted) stop();
    for (const end of [signal, leave]) if (!end.aborted) end.addEventListener('abort', stop, { once: true });
  });
}

const throwIfAborted = (signal: AbortSignal): void => {
  if (signal.aborted) throw new RoteError('aborted', 'the start of a trainer was aborted');
};

/**
 * Starts a trainer and waits until it has its engine.
 *
 * @param signal aborts the start
 * @throws RoteError `engine-unavailable` (what was tried), or `aborted`
 */
export async function startTrainer(options: TrainerOptions, signal: AbortSignal): Promise<TrainerProcess> {
  throwIfAborted(signal);
  const child = spawnTrainerChild(options);
  const kill = (): void => {
    child.kill();
  };
  signal.addEventListener('abort', kill, { once: true });
  try {
    const engine = await loadEngineIn(child, options);
    child.listen(undefined);
    return {
      pid: child.pid,
      engine,
      get hasEnded() {
        return child.hasEnded;
      },
      train: (cell, training) => trainIn(child, cell, training, options),
      stop: () => child.stop(),
    };
  } catch (error) {
    child.kill();
    await child.stop();
    throwIfAborted(signal);
    throw error;
  } finally {
    signal.removeEventListener('abort', kill);
  }
}
