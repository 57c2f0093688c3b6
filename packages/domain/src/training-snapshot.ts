import type { EpochMetrics } from './metrics.js';

/** A tensor's values under its name, in row-major order, in the precision that they were computed in. */
export interface KeptTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | Float64Array;
}

/** One of a network in training. */
export interface NamedTensor extends KeptTensor {
  readonly values: Float32Array;
}

/** What is remembered of each train image between epochs, in the order of the cell's data set. */
export interface ExampleState {
  /** The first epoch after which it had the label trained on; 0 where there was none. */
  readonly firstFitted: Uint32Array;
  /** How often it had its label after one epoch and not after the next. */
  readonly timesForgotten: Uint32Array;
  /** 1 where it had its label after the last finished epoch. */
  readonly fitted: Uint8Array;
}

/**
 * A training run between two optimiser steps: with its cell, all that is needed to go on with the same bits. Learning
 * rate, order, augmentation and dropout are functions of the cell's seed and the step, so none of them is in here.
 */
export interface TrainingSnapshot {
  /** Optimiser steps taken since the start of the run. */
  readonly step: number;
  /** The epochs that are finished, evaluation included; all of them, so that a curve never has a gap. */
  readonly curve: readonly EpochMetrics[];
  /** Seconds that the optimiser steps of the epoch under way have taken. */
  readonly epochSeconds: number;
  /** Of the epoch under way where all its steps are taken and it waits for its evaluation; else `null`. */
  readonly gradientNorm: number | null;
  /** Parameters, velocities and running statistics. */
  readonly tensors: readonly NamedTensor[];
  /** As of the last finished epoch, where the cell asks for records of its examples. */
  readonly examples?: ExampleState;
}
