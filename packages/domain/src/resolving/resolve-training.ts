import type { Architecture } from '../architectures/index.js';
import { architectureVariant, isSolved } from '../architectures/index.js';
import type { Cell, StopRule, Training } from '../cell.js';
import type { CellDataset } from '../datasets/index.js';
import { wholeDataset } from '../datasets/index.js';
import type { ChosenOptimizer } from '../optimizers/index.js';
import { toOptimizerFields, usualRateOf } from '../optimizers/index.js';
import type { TrainingSpec } from '../sweep-spec.js';

/** The learning rate of a chosen optimizer for an architecture. Only the architecture's kind matters. */
export const learningRateOf = (optimizer: ChosenOptimizer, architecture: Architecture): number =>
  optimizer.learningRate === 'auto'
    ? usualRateOf(optimizer, architectureVariant(architecture).usual.learningRate)
    : optimizer.learningRate;

export const completeStop = (spec: NonNullable<TrainingSpec['stop']>): StopRule => ({
  trainLoss: spec === 'none' ? null : (spec.trainLoss ?? null),
  trainAccuracy: spec === 'none' ? null : (spec.trainAccuracy ?? null),
});

/** Number of optimizer steps per decay of the rate; `auto` is the steps of an epoch over the whole train set. */
export const decayStepsOf = (
  stepsPerDecay: number | 'auto',
  { batchSize, dataset }: { readonly batchSize: number; readonly dataset: CellDataset },
): number => (stepsPerDecay === 'auto' ? Math.ceil(wholeDataset(dataset).train / batchSize) : stepsPerDecay);

/** Defaults of a spec's `training`. */
export const USUAL_TRAINING = {
  epochs: 60,
  batchSize: 128,
  decayPerEpoch: 0.95,
  stepsPerDecay: 'auto',
} as const;

/** Replaces the training settings of a solved cell, which has no epochs and no steps. */
const NO_TRAINING: Training = {
  epochs: 1,
  batchSize: 1,
  learningRate: 1,
  momentum: 0,
  decay: 1,
  decaySteps: 1,
  stop: { trainLoss: null, trainAccuracy: null },
};

/** The training settings that a cell's values mean. */
export interface ChosenTraining {
  readonly epochs: number;
  readonly batchSize: number;
  readonly optimizer: ChosenOptimizer;
  readonly decayPerEpoch: number;
  readonly stepsPerDecay: number | 'auto';
  readonly stop: StopRule;
}

export function applyTraining(
  chosen: ChosenTraining,
  { architecture, dataset }: Pick<Cell, 'architecture' | 'dataset'>,
): Training {
  if (isSolved(architecture)) return NO_TRAINING;
  const { epochs, batchSize, optimizer, decayPerEpoch, stepsPerDecay, stop } = chosen;
  return {
    epochs,
    batchSize,
    learningRate: learningRateOf(optimizer, architecture),
    ...toOptimizerFields(optimizer),
    decay: decayPerEpoch,
    decaySteps: decayStepsOf(stepsPerDecay, { batchSize, dataset }),
    stop,
  };
}
