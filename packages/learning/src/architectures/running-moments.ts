import * as tf from '@tensorflow/tfjs-core';
import type { Moments } from '../layers/batch-norm-relu.js';
import type { ParameterFactory } from './parameters.js';

/** How much of the old average stays at each step: it reaches back about ten steps. */
const RETAINED = 0.9;

/**
 * The weight of an optimiser step's batch in the running averages (1 at the first step): old averages keep 0.9 of their
 * weight at each step, and all weights so far sum to 1, so that the average is right from the first step.
 *
 * @param step 0-based
 */
export const momentsWeightAt = (step: number): number => (1 - RETAINED) / (1 - RETAINED ** (step + 1));

/**
 * Moving averages of a channel's moments over training batches, for evaluation. The paper's slim library retains
 * 0.9997, which takes thousands of steps to forget the initial weights; a subset's epoch has eight. Reaching back ten
 * batches costs little noise: a moment is a mean over a batch's every position.
 */
export interface RunningMoments {
  /** @param weight of the batch: {@link momentsWeightAt} */
  update(batch: Moments, weight: tf.Scalar): void;
  /** Mean 0 and variance 1 before the first update. */
  read(): Moments;
}

export function createRunningMoments(
  parameters: ParameterFactory,
  name: string,
  channels: number,
): RunningMoments {
  const mean = parameters.createStatistic<tf.Rank.R1>(`${name}/mean`, [channels], 0);
  const variance = parameters.createStatistic<tf.Rank.R1>(`${name}/variance`, [channels], 1);
  const move = (average: tf.Variable<tf.Rank.R1>, value: tf.Tensor1D, weight: tf.Scalar): void => {
    average.assign(tf.add(average, tf.mul(tf.sub(value, average), weight)));
  };
  return {
    update(batch, weight) {
      move(mean, batch.mean, weight);
      move(variance, batch.variance, weight);
    },
    read: () => ({ mean, variance }),
  };
}
