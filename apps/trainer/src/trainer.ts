import { RoteError } from '@rote/domain';
import { loadEngine } from '@rote/engines';
import { createImageCache } from '@rote/learning';
import type { TrainerMessage, WorkerMessage } from '@rote/trainer-protocol';
import { createCompile } from './create-compile.js';
import { createLinearAlgebra } from './create-linear-algebra.js';
import { createDatasetCache } from './dataset-cache.js';
import { describeFailure } from './describe-failure.js';
import { findMemory } from './find-memory.js';
import { createProgressReporter } from './progress-reporter.js';
import type { TrainerEquipment } from './train-cell.js';
import { trainCell } from './train-cell.js';
import { openTrainerCheckpoints } from './trainer-checkpoints.js';

export interface TrainerOptions {
  readonly send: (message: TrainerMessage) => void;
  /** Writes a line to standard error. If the trainer dies, the supervisor reports the last ones. */
  readonly writeLine: (line: string) => void;
}

export interface Trainer {
  /** Does what the supervisor asks. Never rejects: a failure is sent as an `error`. */
  handleMessage(message: WorkerMessage): Promise<void>;
}

type StartMessage = Extract<WorkerMessage, { type: 'start' }>;
type TrainMessage = Extract<WorkerMessage, { type: 'train' }>;

/**
 * A trainer begins without an engine. It is idle once `start` has loaded one and `ready` is sent, and it trains from each
 * `train` until it sends a `result` or an `error`. `leave` and `abort` end that training early with an `error` whose code
 * is `aborted`; they do nothing while the trainer is idle.
 */
export function createTrainer({ send, writeLine }: TrainerOptions): Trainer {
  /** Set by `start`. */
  let equipment: TrainerEquipment | undefined;
  let dataDir: string | undefined;
  let training: { readonly abort: AbortController; readonly leave: AbortController } | undefined;
  const images = createImageCache();
  const progress = createProgressReporter({
    report: (doing) => {
      send({ type: 'progress', doing });
    },
  });
  const note = (line: string): void => {
    writeLine(line);
    progress('loading the engine');
  };

  async function start(message: StartMessage): Promise<void> {
    const { checkpoints, engine, gpu } = message;
    ({ dataDir } = message);
    const loaded = await loadEngine({
      ...(engine === undefined ? {} : { force: engine }),
      ...(gpu === undefined ? {} : { gpu }),
      onNote: note,
    });
    equipment = {
      findDataset: createDatasetCache(dataDir),
      compile: createCompile(loaded, note),
      linearAlgebra: createLinearAlgebra(loaded, gpu),
      memory: () => findMemory(loaded, gpu),
      images,
      checkpoints: openTrainerCheckpoints({ ...checkpoints, engine: loaded, send }),
      progress,
      send,
    };
    send({ type: 'ready', engine: loaded });
  }

  async function train(message: TrainMessage): Promise<void> {
    if (equipment === undefined || training !== undefined)
      throw new RoteError('internal', 'a trainer trains one cell at a time, after its start');
    training = { abort: new AbortController(), leave: new AbortController() };
    try {
      await trainCell(message, equipment, {
        abort: training.abort.signal,
        leave: training.leave.signal,
      });
    } finally {
      training = undefined;
    }
  }

  async function dispatch(message: WorkerMessage): Promise<void> {
    const stopped = (): RoteError =>
      new RoteError('aborted', 'the worker stopped the cell', { retryable: true });
    switch (message.type) {
      case 'start':
        await start(message);
        return;
      case 'train':
        await train(message);
        return;
      case 'leave':
        training?.leave.abort(stopped());
        return;
      case 'abort':
        training?.abort.abort(stopped());
        return;
      default:
        throw new TypeError(`no such message: ${JSON.stringify(message satisfies never)}`);
    }
  }

  return {
    async handleMessage(message) {
      try {
        await dispatch(message);
      } catch (error) {
        send(describeFailure(error, dataDir));
      }
    },
  };
}
