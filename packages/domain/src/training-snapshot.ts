import type { EpochMetrics } from './metrics.js';

/** A named tensor's values in row-major order, in the precision in which they were computed. */
export interface KeptTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | Float64Array;
}

/** A tensor of a network in training. */
export interface NamedTensor extends KeptTensor {
  readonly values: Float32Array;
}

/** What is remembered about each train image between epochs, in the order of the cell's data set. */
export interface ExampleState {
  /** The first epoch after which the image was classified as its training label; 0 if there was none. */
  readonly firstFitted: Uint32Array;
  /** How often it was classified correctly after one epoch but not after the next. */
  readonly timesForgotten: Uint32Array;
  /** 1 if it was classified correctly after the last finished epoch. */
  readonly fitted: Uint8Array;
}

/**
 * A training run between two optimizer steps. Together with the cell, this is all that is needed to resume with the
 * same bits. The learning rate, the order and all random draws are functions of the cell's seed and the step, so they are
 * not here.
 */
export interface TrainingSnapshot {
  /** Optimizer steps taken since the start of the run. */
  readonly step: number;
  /** All epochs that are finished, including their evaluation, so that a curve never has a gap. */
  readonly curve: readonly EpochMetrics[];
  /** Seconds spent so far on the optimizer steps of the current epoch. */
  readonly epochSeconds: number;
  /** Set if all steps of the current epoch are taken and only its evaluation is missing; otherwise `null`. */
  readonly gradientNorm: number | null;
  /** Parameters, the optimizer's state and running statistics. */
  readonly tensors: readonly NamedTensor[];
  /** As of the last finished epoch; present if the cell requests records of its examples. */
  readonly examples?: ExampleState;
}
