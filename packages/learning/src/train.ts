import type { Cell, CellResult, Dataset, StopReason, TrainEvent } from '@rote/domain';
import { buildModel } from './architectures/build-model.js';
import { parameterCount } from './architectures/model.js';
import { prepareData } from './data/prepared-data.js';
import { translateEngineError } from './training/engine-error.js';
import type { LearningHistory, MeasuredEpoch } from './training/learning-history.js';
import { extendHistory, findStopReason, hasDiverged } from './training/learning-history.js';
import { createMomentumSgd } from './training/momentum-sgd.js';
import { scoreImages, scoreOf, scoreOfSome } from './training/evaluate.js';
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
   * In how many parts an optimiser step's batch is processed, one after the other, the gradients accumulated: 2 needs
   * about half the memory for activations. 1 when left out.
   */
  readonly microBatches?: 1 | 2;
}

interface TimedEpoch {
  readonly measured: MeasuredEpoch;
  /** Of the optimiser steps alone. */
  readonly trainSeconds: number;
}

/** One epoch and its evaluation: full passes over both splits after the last step. */
async function runEpoch(run: Run, epoch: number, options: TrainOptions): Promise<TimedEpoch> {
  const { signal, clock } = options;
  const { model, data } = run;
  const start = clock();
  const steps = await trainEpoch(run, epoch, signal);
  const trainSeconds = (clock() - start) / 1000;
  const trainScores = await scoreImages(model, data.train, signal);
  const testScores = await scoreImages(model, data.test, signal);
  const { labelsChanged } = data;
  const measured = {
    epoch,
    ...steps,
    train: scoreOf(trainScores),
    trainClean: scoreOfSome(trainScores, (index) => labelsChanged[index] === 0),
    trainCorrupted: scoreOfSome(trainScores, (index) => labelsChanged[index] === 1),
    test: scoreOf(testScores),
    seconds: (clock() - start) / 1000,
    imagesPerSecond: data.train.count / trainSeconds,
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
    imagesPerSecond: (passes * data.train.count) / trainSeconds,
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
  try {
    const data = own(await prepareData(cell, dataset, options.signal));
    const model = own(buildModel(cell.architecture, { channels, classes, seed: cell.seed }));
    const optimizer = own(createMomentumSgd(model.parameters, cell.training.momentum));
    return await runEpochs({ cell, data, model, optimizer }, options);
  } catch (error) {
    throw translateEngineError(error);
  } finally {
    for (const resource of owned.reverse()) resource.dispose();
  }
}
