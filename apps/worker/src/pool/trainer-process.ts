import type { Engine, EngineName } from '@rote/domain';
import { RoteError } from '@rote/domain';
import type { CheckpointSettings, WorkerMessage } from '@rote/trainer-protocol';
import type { CellToTrain, TrainingEnd, TrainingLimits, TrainingOptions } from './cell-training.js';
import { trainIn } from './cell-training.js';
import { describeDuration } from './describe-duration.js';
import type { TrainerChild, TrainerChildOptions } from './trainer-child.js';
import { spawnTrainerChild } from './trainer-child.js';
import { describeExit } from './trainer-exit.js';

export interface TrainerOptions extends TrainerChildOptions, TrainingLimits {
  readonly dataDir: string;
  readonly checkpoints: CheckpointSettings;
  /** The engine to use. Default: the best. */
  readonly engine?: EngineName | undefined;
  /** The GPU that `env` gives the trainer, as CUDA names it. */
  readonly gpu?: string | undefined;
}

/** A trainer that has loaded its engine. */
export interface TrainerProcess {
  readonly pid: number | undefined;
  readonly engine: Engine;
  readonly hasEnded: boolean;
  /**
   * Trains a cell, one at a time. Never rejects. A complete and valid result counts, even if the trainer then dies or had
   * been told to stop; nothing else is a success, whatever the exit code. If its engine failed or ran out of memory, the
   * trainer has ended by then: its engine may be in any state, and does not free its memory.
   */
  train(cell: CellToTrain, options: TrainingOptions): Promise<TrainingEnd>;
  /** Ends the process and waits until it is gone. */
  stop(): Promise<void>;
}

/**
 * Starts a trainer and waits until it has loaded its engine.
 *
 * @param signal aborts the start
 * @throws RoteError `engine-unavailable` , with what was tried, or `aborted`
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

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new RoteError('aborted', 'the start of a trainer was aborted');
}

/** Tells the child to load its engine and waits until it has. */
function loadEngineIn(child: TrainerChild, options: TrainerOptions): Promise<Engine> {
  const unavailable = (what: string): RoteError =>
    new RoteError(
      'engine-unavailable',
      `the trainer ${what} while it loaded its engine. ${child.readStderr()}`.trim(),
    );
  return new Promise((resolve, reject) => {
    child.listen((event) => {
      switch (event.type) {
        case 'message': {
          const { message } = event;
          if (message.type === 'ready') resolve(message.engine);
          if (message.type === 'error')
            reject(new RoteError(message.code, message.message, { retryable: message.retryable }));
          return;
        }
        case 'invalid-message':
          reject(unavailable(`sent an invalid message (${event.fault})`));
          return;
        case 'silent':
          reject(unavailable(`was silent for ${describeDuration(options.silenceMs)}`));
          return;
        case 'ended':
          reject(unavailable(`ended (${describeExit(event.exit)})`));
          return;
        default:
          throw new TypeError(`no such event: ${JSON.stringify(event satisfies never)}`);
      }
    });
    child.send(startMessage(options));
  });
}

const startMessage = ({ dataDir, checkpoints, engine, gpu }: TrainerOptions): WorkerMessage => ({
  type: 'start',
  dataDir,
  checkpoints,
  ...(engine === undefined ? {} : { engine }),
  ...(gpu === undefined ? {} : { gpu }),
});
