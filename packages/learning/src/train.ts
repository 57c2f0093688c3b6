import type { Cell, CellResult, Dataset, StopReason, TrainEvent } from '@rote/domain';
import { buildModel } from './architectures/build-model.js';
import { parameterCount } from './architectures/model.js';
import { prepareData } from './data/prepared-data.js';
import type { ImageCache } from './data/prepared-images.js';
import { createImageCache } from './data/prepared-images.js';
import { createCellProgram } from './training/cell-program.js';
import type { Compile } from './training/program.js';
import { runEagerly } from './training/program.js';
import { isEngineError, translateEngineError } from './training/engine-error.js';
import type { LearningHistory, MeasuredEpoch } from './training/learning-history.js';
import { extendHistory, findStopReason, hasDiverged } from './training/learning-history.js';
import { createMomentumSgd } from './training/momentum-sgd.js';
import { scoreImages, scoreOf } from './training/evaluate.js';
import type { Run } from './training/train-epoch.js';
import { trainEpoch } from './training/train-epoch.js';

export interface TrainOptions {
  /** Ends the training within one batch, with a RoteError `aborted`. */
  readonly signal: AbortSignal;
  /** Called after each finished epoch; what it throws ends the training. */
  readonly onEvent: (event: TrainEvent) => void;
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
  /** Keeps images for the cells that follow; without one they are freed. */
  readonly images?: ImageCache;
}

interface TimedEpoch {
  readonly measured: MeasuredEpoch;
  /** Of the optimiser steps alone. */
  readonly trainSeconds: number;
}

/** One epoch and its evaluation: a full pass over all images after the last step. */
async function runEpoch(run: Run, epoch: number, options: TrainOptions): Promise<TimedEpoch> {
  const { signal, clock } = options;
  const { running, described, data } = run;
  const { labels, labelsChanged, trainCount } = data;
  const start = clock();
  const steps = await trainEpoch(run, epoch, signal);
  const trainSeconds = (clock() - start) / 1000;
  const scores = await scoreImages(running, { batch: described.scoreBatch, labels, signal });
  const train = { first: 0, end: trainCount };
  const measured = {
    epoch,
    ...steps,
    train: scoreOf(scores, train)!,
    trainClean: scoreOf(scores, train, (index) => labelsChanged[index] === 0),
    trainCorrupted: scoreOf(scores, train, (index) => labelsChanged[index] === 1),
    test: scoreOf(scores, { first: trainCount, end: labels.length })!,
    seconds: (clock() - start) / 1000,
    imagesPerSecond: trainCount / trainSeconds,
  };
  return { measured, trainSeconds };
}

async function runEpochs(run: Run, options: TrainOptions): Promise<CellResult> {
  const { cell, data, model } = run;
  let history: LearningHistory | undefined;
  let stopReason: StopReason | undefined;
  let steps = 0;
  let seconds = 0;
  let trainSeconds = 0;
  let passes = 0;
  while (stopReason === undefined) {
    const epoch = await runEpoch(run, passes + 1, options);
    const { measured } = epoch;
    passes++;
    steps = measured.step;
    seconds += measured.seconds;
    trainSeconds += epoch.trainSeconds;
    if (hasDiverged(measured, data.classes)) {
      stopReason = 'diverged';
    } else {
      history = extendHistory(history, measured);
      options.onEvent({ type: 'epoch-finished', metrics: history.last });
      stopReason = findStopReason(history, cell.training, cell.regularizer);
    }
  }
  return {
    outcome: stopReason === 'diverged' ? 'diverged' : 'succeeded',
    stopReason,
    epochs: history?.last.epoch ?? 0,
    steps,
    final: history?.last ?? null,
    bestTestAccuracy: history?.bestTestAccuracy ?? null,
    bestTestEpoch: history?.bestTestEpoch ?? null,
    epochsToFit: history?.epochsToFit ?? null,
    parameterCount: parameterCount(model),
    corruption: data.record,
    seconds,
    imagesPerSecond: (passes * data.trainCount) / trainSeconds,
  };
}

/**
 * Trains one cell on the current TF.js backend, from its seed alone: the same cell on the same engine and machine gives
 * the same bits. Knows no files, no queue and no database. Divergence is a result. Whatever the outcome, no tensor
 * stays behind.
 *
 * @param dataset already the cell's subset
 * @throws RoteError `aborted`, `out-of-memory` or `engine-failed`
 */
export async function train(cell: Cell, dataset: Dataset, options: TrainOptions): Promise<CellResult> {
  const owned: { dispose(): void }[] = [];
  const own = <T extends { dispose(): void }>(resource: T): T => {
    owned.push(resource);
    return resource;
  };
  const { channels, classes } = dataset;
  const { signal, images, compile = runEagerly } = options;
  try {
    const cache = images ?? own(createImageCache());
    const data = own(await prepareData(cell, dataset, { cache, signal }));
    const savesMemory = options.microBatches === 2;
    const model = own(
      buildModel(cell.architecture, { channels, classes, seed: cell.seed, recompute: savesMemory }),
    );
    const optimizer = own(createMomentumSgd(model.parameters, cell.training.momentum));
    const parts = { cell, data, model, optimizer, savesMemory };
    const described = createCellProgram(parts);
    // A graph runs its parts in any order, and so holds them all at once.
    const running = own((savesMemory ? runEagerly : compile)(described.program));
    return await runEpochs({ ...parts, described, running }, options);
  } catch (error) {
    throw translateEngineError(error);
  } finally {
    disposeAll(owned);
  }
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
