import { power } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import type { Moments } from '../layers/batch-norm-relu.js';
import type { ParameterFactory } from './parameters.js';

/** How much of the old average stays after a full batch: it reaches back about ten of them. */
const RETAINED = 0.9;

/**
 * The weight of an optimiser step's batch in the running averages (1 at the first step). A batch weighs as much as its
 * share of a full one: old averages keep 0.9 of their weight whenever as many images as a full batch has were trained
 * on, however these were cut into batches. All weights so far sum to 1, so that the average is right from the first step.
 *
 * @param step 0-based, counted since the start of the run
 * @param cut into how many images an epoch and a batch are cut; the last batch of an epoch has what is left
 */
export function momentsWeightAt(
  step: number,
  { images, batchSize }: { readonly images: number; readonly batchSize: number },
): number {
  const full = Math.min(batchSize, images);
  const stepsAnEpoch = Math.ceil(images / full);
  const imagesBefore = (steps: number): number =>
    Math.floor(steps / stepsAnEpoch) * images + (steps % stepsAnEpoch) * full;
  const seen = imagesBefore(step + 1);
  return (1 - power(RETAINED, (seen - imagesBefore(step)) / full)) / (1 - power(RETAINED, seen / full));
}

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
