import type { Cell, CellResult, EpochMetrics, FailureClass, KeptImages, MicroBatches } from '@rote/domain';
import { FAILURE_CLASS_OF_ERROR } from '@rote/domain';
import type { TrainerMessage } from '@rote/trainer-protocol';
import { receiveImages } from '@rote/trainer-protocol';
import { describeDuration } from './describe-duration.js';
import { countOomKills } from './oom-kills.js';
import type { TrainerChild, TrainerEvent } from './trainer-child.js';
import type { TrainerExit } from './trainer-exit.js';
import { classifyExit, describeExit } from './trainer-exit.js';

/** How a cell's training ended. */
export type TrainingEnd =
  | {
      readonly type: 'finished';
      readonly result: CellResult;
      /** The address of the final weights, or null if they were not kept. */
      readonly weights: string | null;
    }
  | {
      readonly type: 'failed';
      readonly class: FailureClass;
      readonly message: string;
      /** Set if another try would fail in the same way. */
      readonly isFinal?: boolean;
      /** The end of what the trainer wrote to standard error during the training. */
      readonly stderr: string;
    }
  /** A signal aborted it. */
  | { readonly type: 'stopped' };

type Failure = Pick<Extract<TrainingEnd, { type: 'failed' }>, 'class' | 'message' | 'isFinal'>;

export interface CellToTrain {
  readonly cellId: string;
  readonly cell: Cell;
  /** The number of parts in which each batch is processed. */
  readonly microBatches: MicroBatches;
  readonly keepWeights: boolean;
}

export interface TrainingOptions {
  /** When this aborts, the trainer is told to stop, and killed if it does not. */
  readonly signal: AbortSignal;
  /** When this aborts, the trainer is told to save a snapshot and stop, and killed if it does not. */
  readonly leave: AbortSignal;
  /** Called once, with the optimizer steps and the last whole epoch of earlier attempts. */
  readonly onBegin: (begin: { readonly step: number; readonly epoch: number }) => void;
  /** Called once, with some of the images that the cell is trained on. */
  readonly onImages: (images: KeptImages) => void;
  readonly onEpoch: (metrics: EpochMetrics) => void;
  /** Called with messages worth a line in the log. */
  readonly onNote: (message: string) => void;
  /** Called when something failed that the training can do without. */
  readonly onWarning: (message: string) => void;
}

export interface TrainingLimits {
  /** The trainer is killed after this long without progress. */
  readonly silenceMs: number;
  /** How long it may take to stop a cell before it is killed. Default: 5 seconds. */
  readonly abortGraceMs?: number;
  /** How much longer it may take if it also saves a snapshot. Default: 8 seconds. */
  readonly leaveGraceMs?: number;
}

const ABORT_GRACE_MS = 5000;
const LEAVE_GRACE_MS = 8000;

/** After these failures a trainer gets no other cell: its engine is no longer trusted, or does not free its memory. */
const FATAL_CLASSES: ReadonlySet<FailureClass> = new Set<FailureClass>(['out-of-memory', 'engine']);

/** A training in progress. */
interface Training {
  readonly child: TrainerChild;
  readonly options: TrainingOptions;
  readonly limits: TrainingLimits;
  readonly oomKillsBefore: Promise<number | undefined>;
  /** What the trainer was doing when it last reported progress. */
  doing: string;
  /** Why the supervisor killed the process, if it did. */
  verdict: Failure | undefined;
  /** Kills the process when the grace period of a stop is over. */
  killer: NodeJS.Timeout | undefined;
  /** Ends the training. Only the first call counts. */
  readonly settle: (end: TrainingEnd) => void;
}

/**
 * Trains a cell in a trainer's process. The training is
 *
 * - _running_ from the message `train` on. Every message of the trainer counts as progress; silence for too long kills it.
 * - _stopping_ once a signal has aborted and the trainer was told `leave` or `abort`. Whatever ends it now, other than a
 *   result, counts as stopped. When its grace period is over, it is killed. A cell that is leaving may still be aborted.
 * - _killed_ once the supervisor has sent SIGKILL, with its verdict. Messages already sent still count.
 * - _settled_ with the result, an error, or the end of the process. Later messages are ignored.
 */
export function trainIn(
  child: TrainerChild,
  cell: CellToTrain,
  options: TrainingOptions,
  limits: TrainingLimits,
): Promise<TrainingEnd> {
  child.forgetStderr();
  const oomKillsBefore = countOomKills();
  return new Promise((resolve) => {
    const training: Training = {
      child,
      options,
      limits,
      oomKillsBefore,
      doing: 'starting the cell',
      verdict: undefined,
      killer: undefined,
      settle(end) {
        child.listen(undefined);
        clearTimeout(training.killer);
        for (const signal of signals) signal.removeEventListener('abort', onAbort);
        resolve(end);
      },
    };
    const signals = [options.signal, options.leave];
    const onAbort = (): void => {
      stop(training);
    };
    child.listen((event) => {
      handleEvent(training, event);
    });
    if (child.hasEnded)
      fail(training, { class: 'crash', message: 'the trainer ended before the cell started' });
    else child.send({ type: 'train', ...cell });
    if (isStopping(training)) stop(training);
    for (const signal of signals)
      if (!signal.aborted) signal.addEventListener('abort', onAbort, { once: true });
  });
}

const isStopping = ({ options: { signal, leave } }: Training): boolean => signal.aborted || leave.aborted;

/** Handles an event of the process. */
function handleEvent(training: Training, event: TrainerEvent): void {
  switch (event.type) {
    case 'message':
      handleMessage(training, event.message);
      return;
    case 'invalid-message':
      kill(training, { class: 'bug', message: `the trainer sent an invalid message: ${event.fault}` });
      return;
    case 'silent': {
      const silence = describeDuration(training.limits.silenceMs);
      const message = `the trainer made no progress for ${silence}, while ${training.doing}`;
      kill(training, { class: 'timeout', message });
      return;
    }
    case 'ended':
      void failByExit(training, event.exit);
      return;
    default:
      throw new TypeError(`no such event: ${JSON.stringify(event satisfies never)}`);
  }
}

/** Handles a message of the trainer. */
function handleMessage(training: Training, message: TrainerMessage): void {
  const { options } = training;
  switch (message.type) {
    case 'began':
      options.onBegin({ step: message.step, epoch: message.epoch });
      return;
    case 'images':
      options.onImages(receiveImages(message.images));
      return;
    case 'epoch':
      if (!options.signal.aborted) options.onEpoch(message.metrics);
      return;
    case 'progress':
      training.doing = message.doing;
      return;
    case 'note':
      options.onNote(message.message);
      return;
    case 'warning':
      options.onWarning(message.message);
      return;
    case 'result':
      training.settle({ type: 'finished', result: message.result, weights: message.weights });
      return;
    case 'error':
      failByError(training, message);
      return;
    case 'ready':
    case 'saved':
      return;
    default:
      throw new TypeError(`no such message: ${JSON.stringify(message satisfies never)}`);
  }
}

/** Tells the trainer to stop, and kills it if it takes too long. */
function stop(training: Training): void {
  const { child, options, limits } = training;
  const { abortGraceMs = ABORT_GRACE_MS, leaveGraceMs = LEAVE_GRACE_MS } = limits;
  const isAborted = options.signal.aborted;
  clearTimeout(training.killer);
  child.send({ type: isAborted ? 'abort' : 'leave' });
  training.killer = setTimeout(
    () => {
      child.kill();
    },
    isAborted ? abortGraceMs : leaveGraceMs,
  );
}

/** Kills the process; once it has ended, the training fails for this reason. Only the first reason counts. */
function kill(training: Training, reason: Failure): void {
  training.verdict ??= reason;
  training.child.kill();
}

function fail(training: Training, failure: Failure): void {
  training.settle(
    isStopping(training)
      ? { type: 'stopped' }
      : { type: 'failed', ...failure, stderr: training.child.readStderr() },
  );
}

function failByError(
  training: Training,
  { code, message, retryable }: Extract<TrainerMessage, { type: 'error' }>,
): void {
  const failure: Failure = {
    class: FAILURE_CLASS_OF_ERROR[code],
    message,
    // If a trainer finds too little memory before it starts, the next try would find the same.
    ...(code === 'out-of-memory' && !retryable ? { isFinal: true } : {}),
  };
  if (FATAL_CLASSES.has(failure.class)) kill(training, failure);
  else fail(training, failure);
}

async function failByExit(training: Training, exit: TrainerExit): Promise<void> {
  const [before, after] = await Promise.all([training.oomKillsBefore, countOomKills()]);
  const memoryRanOut = before !== undefined && after !== undefined && after > before;
  fail(
    training,
    training.verdict ?? {
      class: classifyExit(exit, { stderr: training.child.readStderr(), memoryRanOut }),
      message: `the trainer ended (${describeExit(exit)}) before the cell did`,
    },
  );
}
