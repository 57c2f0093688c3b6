import type { DatasetName, Preprocessing } from './dataset.js';

/**
 * A cell: one fully resolved experiment, a frozen value with nothing left to default. Two cells with equal values are
 * the same experiment and have the same id.
 */
export interface Cell {
  readonly dataset: CellDataset;
  readonly corruption: Corruption;
  readonly regularizer: Regularizer;
  readonly architecture: Architecture;
  readonly training: Training;
  /** Labels, pixels, initial weights and order all derive from it. */
  readonly seed: number;
}

export interface CellDataset {
  readonly name: DatasetName;
  /** Number of train and test images; fewer than the whole set has means a seeded choice without replacement. */
  readonly train: number;
  readonly test: number;
  /** Seed of that choice; the same for every cell of a sweep, whatever the cell's own seed. */
  readonly subsetSeed: number;
  readonly preprocessing: Preprocessing;
}

/** The randomization tests of the paper's section 2.1. */
export type Corruption =
  | { readonly kind: 'none' }
  /** Each train label is, with this probability, replaced with a uniformly random class (perhaps the same one). */
  | { readonly kind: 'partial-labels'; readonly probability: number }
  | { readonly kind: 'random-labels' }
  | { readonly kind: 'shuffled-pixels' }
  | { readonly kind: 'random-pixels' }
  | { readonly kind: 'gaussian' };

export type Augmentation = 'none' | 'random-crop' | 'flip-rotation';

export interface Regularizer {
  /** Coefficient λ of λ/2·‖w‖² over the decayed weights of the architecture; 0 is off. */
  readonly weightDecay: number;
  /** Probability that an input of the last dense layer, or a unit of a hidden dense one, is dropped; 0 is off. */
  readonly dropout: number;
  readonly augmentation: Augmentation;
  /** Epochs without a better test accuracy after which training stops; `null` is off. */
  readonly patience: number | null;
}

export type Architecture =
  | { readonly kind: 'inception-small'; readonly batchNorm: boolean }
  | { readonly kind: 'alexnet-small' }
  | { readonly kind: 'mlp'; readonly depth: number; readonly width: number };

/** Stochastic gradient descent with momentum, and when to stop. */
export interface Training {
  /** At most so many passes over the train set. */
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly momentum: number;
  /** The rate is multiplied with `decay` after every `decaySteps` optimiser steps. */
  readonly decay: number;
  readonly decaySteps: number;
  readonly stop: StopRule;
}

/** Training stops after the first epoch that meets every limit that is not `null`; all `null` is never. */
export interface StopRule {
  /** Stop when the train loss is at most this. */
  readonly trainLoss: number | null;
  /** Stop when the train accuracy (0 … 1) is at least this. */
  readonly trainAccuracy: number | null;
}

/** The name of a corruption as results show it, without its probability. */
export const corruptionName = (corruption: Corruption): Corruption['kind'] => corruption.kind;

/** The share of train labels that are replaced with a random class: 0 … 1. */
export function labelNoise(corruption: Corruption): number {
  if (corruption.kind === 'random-labels') return 1;
  return corruption.kind === 'partial-labels' ? corruption.probability : 0;
}

/** The name of an architecture as specs and results write it, for example `mlp-3x512`. */
export function architectureName(architecture: Architecture): string {
  switch (architecture.kind) {
    case 'inception-small':
      return architecture.batchNorm ? 'inception-small' : 'inception-small-no-bn';
    case 'alexnet-small':
      return 'alexnet-small';
    case 'mlp':
      return `mlp-${String(architecture.depth)}x${String(architecture.width)}`;
    default:
      throw new TypeError(`no such architecture: ${JSON.stringify(architecture satisfies never)}`);
  }
}

/** What of a regularizer is on, joined with `+`, for example `weight-decay+random-crop`; `none` where nothing is. */
export function regularizerName(regularizer: Regularizer): string {
  const parts = [
    regularizer.weightDecay > 0 ? 'weight-decay' : undefined,
    regularizer.dropout > 0 ? 'dropout' : undefined,
    regularizer.augmentation === 'none' ? undefined : regularizer.augmentation,
    regularizer.patience === null ? undefined : 'early-stopping',
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? 'none' : parts.join('+');
}
