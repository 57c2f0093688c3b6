/**
 * The main module of a trainer: a child process of the worker that loads an engine once and then trains one cell
 * after the other. It knows no database and no queue. The IPC channel is its lifeline: without a parent it ends.
 */
import { loadDataset, takeSubset } from '@rote/datasets';
import type { Dataset } from '@rote/domain';
import { describeError, RoteError } from '@rote/domain';
import { loadEngine } from '@rote/engines';
import type { Compile } from '@rote/learning';
import { createImageCache, runEagerly, train, translateEngineError } from '@rote/learning';
import { createCompile } from './create-compile.js';
import type { TrainerMessage, WorkerMessage } from './messages.js';

const ALIVE_INTERVAL_MS = 5000;

const say = (message: TrainerMessage): void => {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
};

/** Memory may run out anywhere: in an engine, or where a data set is read. */
function describeFailure(error: unknown): TrainerMessage {
  const cause = translateEngineError(error);
  const known = cause instanceof RoteError ? cause : undefined;
  return {
    type: 'error',
    code: known?.code ?? 'internal',
    message: describeError(cause),
    retryable: known?.retryable ?? false,
  };
}

/** Loads data sets and keeps the last one: the next cell is most often of the same sweep. */
function createDatasetCache(
  cacheDir: string,
): (name: Dataset['name'], signal: AbortSignal) => Promise<Dataset> {
  let last: Dataset | undefined;
  return async (name, signal) => {
    if (last?.name !== name) {
      last = undefined;
      last = await loadDataset(name, { cacheDir, signal });
    }
    return last;
  };
}

let findDataset: ReturnType<typeof createDatasetCache> | undefined;
let training: AbortController | undefined;
let compile: Compile = runEagerly;
const images = createImageCache();
const note = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

async function start({ dataDir, engine, gpu }: Extract<WorkerMessage, { type: 'start' }>): Promise<void> {
  findDataset = createDatasetCache(dataDir);
  const loaded = await loadEngine({
    ...(engine === undefined ? {} : { force: engine }),
    ...(gpu === undefined ? {} : { gpu }),
    onNote: note,
  });
  compile = createCompile(loaded, note);
  say({ type: 'ready', engine: loaded });
}

async function trainCell({ cell, microBatches }: Extract<WorkerMessage, { type: 'train' }>): Promise<void> {
  if (findDataset === undefined || training !== undefined)
    throw new RoteError('internal', 'a trainer trains one cell at a time, after its start');
  training = new AbortController();
  const { signal } = training;
  try {
    const { name, train: trainImages, test, subsetSeed } = cell.dataset;
    const dataset = await findDataset(name, signal);
    const result = await train(cell, takeSubset(dataset, { train: trainImages, test, seed: subsetSeed }), {
      signal,
      onEvent: ({ metrics }) => {
        say({ type: 'epoch', metrics });
      },
      clock: () => performance.now(),
      compile,
      images,
      microBatches,
    });
    say({ type: 'result', result });
  } finally {
    training = undefined;
  }
}

async function obey(message: WorkerMessage): Promise<void> {
  switch (message.type) {
    case 'start':
      await start(message);
      return;
    case 'train':
      await trainCell(message);
      return;
    case 'abort':
      training?.abort(new RoteError('aborted', 'the worker stopped the cell', { retryable: true }));
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
setInterval(() => {
  say({ type: 'alive' });
}, ALIVE_INTERVAL_MS).unref();
if (!process.connected) process.exit(0);
