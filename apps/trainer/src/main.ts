/**
 * The main module of a trainer: a child process of the worker that loads an engine once and then trains one cell
 * after the other. It knows no database and no queue. The IPC channel is its lifeline: without a parent it ends.
 */
import { resolve, sep } from 'node:path';
import { describeError, IMAGE_FOLDER, RoteError } from '@rote/domain';
import { loadEngine } from '@rote/engines';
import type { Compile, LinearAlgebra, Memory } from '@rote/learning';
import { createImageCache, train, translateEngineError } from '@rote/learning';
import type { TrainerCheckpoints } from './trainer-checkpoints.js';
import { openTrainerCheckpoints } from './trainer-checkpoints.js';
import { createCompile } from './create-compile.js';
import { createLinearAlgebra } from './create-linear-algebra.js';
import type { FindDataset } from './dataset-cache.js';
import { createDatasetCache } from './dataset-cache.js';
import { findMemory } from './find-memory.js';
import type { TrainerMessage, WorkerMessage } from '@rote/trainer-protocol';
import { createProgressReporter } from './progress-reporter.js';

const say = (message: TrainerMessage): void => {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
};

/** Messages go to whoever asks the API: where on this host the data are is none of their business. */
let dataDir: string | undefined;
const withoutHostPaths = (text: string): string =>
  dataDir === undefined
    ? text
    : [resolve(dataDir), dataDir].reduce(
        (result, folder) => result.replaceAll(`${folder}${sep}`, 'ROTE_DATA_DIR/'),
        text,
      );

/** Memory may run out anywhere: in an engine, or where a data set is read. */
function describeFailure(error: unknown): TrainerMessage {
  const cause = translateEngineError(error);
  const known = cause instanceof RoteError ? cause : undefined;
  return {
    type: 'error',
    code: known?.code ?? 'internal',
    message: withoutHostPaths(describeError(cause)),
    retryable: known?.retryable ?? false,
  };
}

/** What its start has given it. */
interface Equipment {
  readonly findDataset: FindDataset;
  readonly compile: Compile;
  readonly linearAlgebra: LinearAlgebra | undefined;
  readonly memory: () => Promise<Memory | undefined>;
  readonly checkpoints: TrainerCheckpoints;
}

let equipment: Equipment | undefined;
let training: { readonly abort: AbortController; readonly leave: AbortController } | undefined;
const images = createImageCache();
const progress = createProgressReporter({
  report: (doing) => {
    say({ type: 'progress', doing });
  },
});
const note = (line: string): void => {
  process.stderr.write(`${line}\n`);
  progress('loading the engine');
};

async function start(message: Extract<WorkerMessage, { type: 'start' }>): Promise<void> {
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
    checkpoints: openTrainerCheckpoints({ ...checkpoints, engine: loaded, say }),
  };
  say({ type: 'ready', engine: loaded });
}

async function trainCell(message: Extract<WorkerMessage, { type: 'train' }>): Promise<void> {
  if (equipment === undefined || training !== undefined)
    throw new RoteError('internal', 'a trainer trains one cell at a time, after its start');
  const { findDataset, compile, linearAlgebra } = equipment;
  const { cell, microBatches, keepWeights } = message;
  training = { abort: new AbortController(), leave: new AbortController() };
  const signal = training.abort.signal;
  const leave = training.leave.signal;
  try {
    const checkpoints = equipment.checkpoints.of(message);
    const either = AbortSignal.any([signal, leave]);
    progress(`loading ${cell.dataset.name === IMAGE_FOLDER ? cell.dataset.folder : cell.dataset.name}`);
    const dataset = await findDataset(cell.dataset, {
      signal: either,
      onProgress: (line) => {
        say({ type: 'note', message: line });
      },
      onActivity: progress,
    });
    progress('reading its checkpoint');
    const resume = await checkpoints.load(either);
    say({ type: 'began', step: resume?.step ?? 0, epoch: resume?.curve.at(-1)?.epoch ?? 0 });
    const result = await train(cell, dataset, {
      signal,
      onEvent: ({ metrics }) => {
        say({ type: 'epoch', metrics });
      },
      onProgress: progress,
      clock: () => performance.now(),
      compile,
      ...(linearAlgebra === undefined ? {} : { linearAlgebra }),
      memory: equipment.memory,
      images,
      microBatches,
      ...(resume === undefined ? {} : { resume }),
      checkpoints: {
        intervalMs: checkpoints.intervalMs,
        async save(snapshot) {
          progress('writing a checkpoint');
          await checkpoints.save(snapshot);
          progress('training');
        },
        leave,
      },
      ...(keepWeights ? { keepWeights: checkpoints.keepWeights } : {}),
    });
    say({ type: 'result', result, weights: checkpoints.weights() });
  } finally {
    training = undefined;
  }
}

async function obey(message: WorkerMessage): Promise<void> {
  const stopped = (): RoteError =>
    new RoteError('aborted', 'the worker stopped the cell', { retryable: true });
  switch (message.type) {
    case 'start':
      await start(message);
      return;
    case 'train':
      await trainCell(message);
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

process.on('message', (message) => {
  obey(message as WorkerMessage).catch((error: unknown) => {
    say(describeFailure(error));
  });
});
process.on('disconnect', () => process.exit(0));
if (!process.connected) process.exit(0);
