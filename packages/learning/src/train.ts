import type {
  Cell,
  CellResult,
  ConfusionCounts,
  Dataset,
  EpochMetrics,
  ExampleRecords,
  KeptTensor,
  StreamedDataset,
  TrainEvent,
  TrainingSnapshot,
} from '@rote/domain';
import { hasCrossEntropy, isSolved, RoteError, seedFor } from '@rote/domain';
import { buildModel } from './architectures/build-model.js';
import type { Model } from './architectures/model.js';
import { parameterCount } from './architectures/model.js';
import type { PreparedData, ResidentData } from './data/prepared-data.js';
import { prepareData } from './data/prepared-data.js';
import type { ImageCache } from './data/prepared-images.js';
import { createImageCache } from './data/prepared-images.js';
import { isEngineError, translateEngineError } from './engine/engine-error.js';
import type { Compile } from './engine/program.js';
import { runEagerly } from './engine/program.js';
import { reportProgress, yieldToEventLoop, watchProgress } from './engine/yield-to-event-loop.js';
import { isMeasured, measureNetwork } from './measures/measure-network.js';
import { distanceToMinNorm } from './solving/distance-to-min-norm.js';
import type { LinearAlgebra } from './solving/linear-algebra.js';
import { solve } from './solving/solve.js';
import { createCellProgram } from './training/cell-program.js';
import type { ImageScores } from './training/evaluate.js';
import { countConfusion, scoreImages, scoreSubsets } from './training/evaluate.js';
import { beginExamples, extendExamples, recordExamples } from './training/example-history.js';
import type { LearningHistory, MeasuredEpoch } from './training/learning-history.js';
import { extendHistory, findStopReason, hasDiverged } from './training/learning-history.js';
import { createMomentumSgd } from './training/momentum-sgd.js';
import type { Memory } from './training/require-network-memory.js';
import { requireNetworkMemory } from './training/require-network-memory.js';
import { readWeights, restoreVariables, takeSnapshot } from './training/snapshot.js';
import type { Run } from './training/train-epoch.js';
import { trainEpoch } from './training/train-epoch.js';

/** Keeps where a run stands, so that a later one can go on from there. */
export interface Checkpoints {
  /** Time between two snapshots, in milliseconds of the clock. */
  readonly intervalMs: number;
  /** Keeps a snapshot; what it throws ends the training. */
  readonly save: (snapshot: TrainingSnapshot) => Promise<void>;
  /** When it aborts, the training keeps a last snapshot and ends, as by `signal`. */
  readonly leave: AbortSignal;
}

export interface TrainOptions {
  /** Ends the training within one batch, with a RoteError `aborted`. */
  readonly signal: AbortSignal;
  /**
   * Called after each finished epoch, and first for those of the snapshot to go on from; what it throws ends the
   * training.
   */
  readonly onEvent: (event: TrainEvent) => void;
  /**
   * Called for every piece of work that is done, an optimiser step, an evaluated batch, an image read, a tile of a
   * matrix, and with what is done next where it is something else.
   */
  readonly onProgress?: (doing?: string) => void;
  /** Milliseconds of a monotonic clock. */
  readonly clock: () => number;
  /**
   * 2 to take about half the memory, more slowly, for the same result up to rounding: each mini-batch is taken in two
   * halves whose gradients are summed. Batch normalisation needs the whole batch at once: such a network keeps the
   * outputs of its modules only, and computes the rest again.
   */
  readonly microBatches?: 1 | 2;
  /** How the engine runs what a cell asks for; by default operation by operation. */
  readonly compile?: Compile;
  /** What architectures that are solved need, and the distance of linear ones from their solution. */
  readonly linearAlgebra?: LinearAlgebra;
  /** What memory there is for a network; `undefined` where nobody knows. */
  readonly memory?: () => Promise<Memory | undefined>;
  /** Keeps images for the cells that follow; without one they are freed. */
  readonly images?: ImageCache;
  /** Where an earlier run of the same cell, on the same engine and in the same way, stood: it is gone on from there. */
  readonly resume?: TrainingSnapshot;
  readonly checkpoints?: Checkpoints;
  /**
   * Gets what the network has learnt: its parameters and running statistics by name, or all that its solution is made of,
   * in float64.
   */
  readonly keepWeights?: (weights: readonly KeptTensor[]) => Promise<void>;
}

const stopSignalOf = ({ signal, checkpoints, onProgress }: TrainOptions): AbortSignal =>
  watchProgress(checkpoints === undefined ? [signal] : [signal, checkpoints.leave], onProgress);

/** What a run asks after each batch: whether to stop, and whether to keep where it stands. */
function createTurns(run: Run, options: TrainOptions) {
  const { signal, clock, checkpoints } = options;
  const stop = stopSignalOf(options);
  let savedAt = clock();
  return {
    stop,
    async saveWhenDue(): Promise<void> {
      if (checkpoints === undefined || clock() - savedAt < checkpoints.intervalMs) return;
      await checkpoints.save(await takeSnapshot(run));
      savedAt = clock();
    },
    async saveWhenLeaving(): Promise<void> {
      if (checkpoints?.leave.aborted === true && !signal.aborted)
        await checkpoints.save(await takeSnapshot(run));
    },
  };
}

/** A full pass over all images, train and test. */
const scoreAll = ({ running, described, data }: Run, signal: AbortSignal): Promise<ImageScores> =>
  scoreImages(running, {
    batch: described.scoreBatch,
    labels: data.labels,
    read: described.route.read,
    signal,
  });

/** The epoch under way, from where the run stands, and its evaluation after the last step. */
async function runEpoch(
  run: Run,
  turns: ReturnType<typeof createTurns>,
  clock: () => number,
): Promise<{ readonly measured: MeasuredEpoch; readonly scores: ImageScores }> {
  const { data, progress } = run;
  const afterStep = async (): Promise<void> => {
    await yieldToEventLoop(turns.stop);
    await turns.saveWhenDue();
  };
  reportProgress(turns.stop, 'taking optimizer steps');
  const steps = await trainEpoch(run, { clock, signal: turns.stop, afterStep });
  const start = clock();
  reportProgress(turns.stop, 'evaluating');
  const scores = await scoreAll(run, turns.stop);
  const measured = {
    epoch: progress.curve.length + 1,
    ...steps,
    ...scoreSubsets(scores, data),
    seconds: progress.epochSeconds + (clock() - start) / 1000,
    imagesPerSecond: data.trained.length / progress.epochSeconds,
  };
  return { measured, scores };
}

/** Adds what is measured of a trained network to its last epoch. */
async function measureEnd(
  history: LearningHistory,
  run: Run,
  options: TrainOptions,
): Promise<LearningHistory> {
  const { linearAlgebra: algebra } = options;
  const { cell, data, model, running } = run;
  if (cell.architecture.kind !== 'linear' || algebra === undefined || data.kind !== 'resident')
    return history;
  running.readBack();
  const weights = (await model.parameters[0]!.variable.data()) as Float32Array;
  const problem = { algebra, data, signal: stopSignalOf(options) };
  const measures = { ...history.last.measures, ...(await distanceToMinNorm(problem, weights)) };
  return { ...history, last: { ...history.last, measures } };
}

/** Between the least and the largest, rounded or not: the mean of equal numbers is that number. */
function harmonicMean(values: readonly number[]): number {
  const mean = values.length / values.reduce((sum, value) => sum + 1 / value, 0);
  return Math.min(Math.max(mean, Math.min(...values)), Math.max(...values));
}

async function runEpochs(run: Run, options: TrainOptions): Promise<CellResult> {
  const { cell, data, model, progress } = run;
  const { curve } = progress;
  const report = (metrics: EpochMetrics): void => {
    options.onEvent({ type: 'epoch-finished', metrics });
  };
  curve.forEach(report);
  const turns = createTurns(run, options);
  let history = curve.reduce<LearningHistory | undefined>(extendHistory, undefined);
  let stopReason = history && findStopReason(history, cell.training, cell.regularizer);
  let diverged: MeasuredEpoch | undefined;
  let examples: ExampleRecords | undefined;
  let confusion: ConfusionCounts | undefined;
  try {
    let lastScores: ImageScores | undefined;
    while (stopReason === undefined) {
      const { measured, scores } = await runEpoch(run, turns, options.clock);
      lastScores = scores;
      if (hasDiverged(measured, data.classes)) {
        diverged = measured;
        stopReason = 'diverged';
      } else {
        stopReason = findStopReason(extendHistory(history, measured), cell.training, cell.regularizer);
        // Until the epoch is in the curve, a run that is left here goes on from its evaluation.
        const measures =
          isMeasured(cell, measured.epoch, stopReason) &&
          (await measureNetwork(run, { scores, signal: turns.stop }));
        history = extendHistory(history, { ...measured, ...(measures && { measures }) });
        if (stopReason !== undefined) history = await measureEnd(history, run, options);
        curve.push(history.last);
        progress.gradientNorm = null;
        progress.epochSeconds = 0;
        progress.examples &&= extendExamples(progress.examples, measured.epoch, { scores, data });
        report(history.last);
      }
    }
    if (diverged === undefined) {
      // A run that goes on from its own end has not scored the images.
      const scores = lastScores ?? (await scoreAll(run, turns.stop));
      confusion = countConfusion(scores, data);
      examples = progress.examples === null ? undefined : recordExamples(progress.examples, { scores, data });
    }
  } catch (error) {
    if (turns.stop.aborted) await turns.saveWhenLeaving();
    throw error;
  }
  await options.keepWeights?.(await readWeights(run));
  const passes = diverged === undefined ? curve : [...curve, diverged];
  const sumOf = (number: (epoch: MeasuredEpoch) => number): number =>
    passes.reduce((sum, epoch) => sum + number(epoch), 0);
  return {
    outcome: diverged === undefined ? 'succeeded' : 'diverged',
    stopReason,
    epochs: curve.length,
    steps: progress.step,
    final: history?.last ?? null,
    bestTestAccuracy: history?.bestTestAccuracy ?? null,
    bestTestEpoch: history?.bestTestEpoch ?? null,
    epochsToFit: hasCrossEntropy(cell.architecture) ? (history?.epochsToFit ?? null) : null,
    parameterCount: parameterCount(model),
    corruption: data.record,
    seconds: sumOf(({ seconds }) => seconds),
    imagesPerSecond: harmonicMean(passes.map(({ imagesPerSecond }) => imagesPerSecond)),
    ...(confusion && { confusion }),
    ...(examples && { examples }),
  };
}

/**
 * Trains or solves one cell on the current TF.js backend, from its seed alone: the same cell on the same engine and machine gives
 * the same bits, in one go or in several, each from the snapshot of the one before. Knows no files, no queue and no
 * database. Divergence is a result. Whatever the outcome, no tensor stays behind.
 *
 * @param dataset already the cell's subset
 * @throws RoteError `aborted`, `out-of-memory`, `engine-failed`, or `data-corrupt` where the snapshot is of another cell
 *   or an image cannot be read;
 *   those of {@link solve}
 */
export async function train(
  cell: Cell,
  dataset: Dataset | StreamedDataset,
  options: TrainOptions,
): Promise<CellResult> {
  const owned: { dispose(): void }[] = [];
  const own = <T extends { dispose(): void }>(resource: T): T => {
    owned.push(resource);
    return resource;
  };
  const { images, resume, compile = runEagerly, linearAlgebra: algebra } = options;
  try {
    requireNetworkMemory(cell, {
      memory: await options.memory?.(),
      microBatches: options.microBatches ?? 1,
    });
    const cache = images ?? own(createImageCache());
    options.onProgress?.('preparing the images');
    const data = own(await prepareData(cell, dataset, { cache, signal: stopSignalOf(options) }));
    const { architecture } = cell;
    if (isSolved(architecture)) options.onProgress?.('solving');
    if (isSolved(architecture))
      return await solve({ ...cell, architecture }, requireResident(data), {
        ...options,
        algebra,
        signal: stopSignalOf(options),
      });
    options.onProgress?.('drawing initial weights');
    const savesMemory = options.microBatches === 2;
    const buildInitial = (): Model =>
      buildModel(architecture, {
        channels: dataset.channels,
        classes: data.classes,
        seed: seedFor(cell, 'init'),
        recompute: savesMemory,
      });
    const model = own(buildInitial());
    const optimizer = own(createMomentumSgd(model.parameters, cell.training.momentum));
    const parts = { cell, data, model, optimizer, savesMemory };
    const described = createCellProgram(parts);
    if (resume !== undefined) restoreVariables(parts, resume);
    const progress = {
      step: resume?.step ?? 0,
      curve: [...(resume?.curve ?? [])],
      epochSeconds: resume?.epochSeconds ?? 0,
      gradientNorm: resume?.gradientNorm ?? null,
      examples: cell.measures?.examples === true ? beginExamples(data, resume) : null,
    };
    // A graph runs its parts in any order, and so holds them all at once.
    const running = own((savesMemory ? runEagerly : compile)(described.program));
    return await runEpochs({ ...parts, described, running, progress, buildInitial }, options);
  } catch (error) {
    throw translateEngineError(error);
  } finally {
    disposeAll(owned);
  }
}

/** What is solved needs all images at once; the spec of a sweep is refused where it has not. */
function requireResident(data: PreparedData): ResidentData {
  if (data.kind === 'resident') return data;
  throw new RoteError('spec-invalid', 'what is solved and not trained takes no image folder');
}

/** Frees resources, last ones first. An engine that has failed may fail at that, too, which is no news. */
function disposeAll(resources: readonly { dispose(): void }[]): void {
  for (const resource of resources.toReversed()) {
    try {
      resource.dispose();
    } catch (error) {
      if (!isEngineError(error)) throw error;
    }
  }
}
