import * as tf from '@tensorflow/tfjs-core';
import type { Moments } from '../layers/batch-norm-relu.js';
import type { ParameterFactory } from './parameters.js';

/** How much of the old average stays at each step: it reaches back about ten steps. */
const RETAINED = 0.9;

/**
 * Moving averages of a channel's moments over training batches, for evaluation. The paper's slim library retains
 * 0.9997, which takes thousands of steps to forget the initial weights; a subset's epoch has eight. Reaching back ten
 * batches costs little noise (a moment is a mean over a batch's every position), and dividing by the weights summed
 * so far makes the average right from the first step.
 */
export interface RunningMoments {
  update(batch: Moments): void;
  /** Mean 0 and variance 1 before the first update. */
  read(): Moments;
}

export function createRunningMoments(parameters: ParameterFactory, channels: number): RunningMoments {
  const mean = parameters.createStatistic<tf.Rank.R1>([channels]);
  const variance = parameters.createStatistic<tf.Rank.R1>([channels]);
  let weight = 0;
  const average = (sum: tf.Variable<tf.Rank.R1>, value: tf.Tensor1D): void => {
    sum.assign(tf.add(tf.mul(sum, RETAINED), tf.mul(value, 1 - RETAINED)));
  };
  return {
    update(batch) {
      average(mean, batch.mean);
      average(variance, batch.variance);
      weight = RETAINED * weight + (1 - RETAINED);
    },
    read() {
      if (weight === 0) return { mean: tf.zerosLike(mean), variance: tf.onesLike(variance) };
      return { mean: tf.div(mean, weight), variance: tf.div(variance, weight) };
    },
  };
}
