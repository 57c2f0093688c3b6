import { power } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import type { Moments } from '../layers/batch-norm-relu.js';
import type { ParameterFactory } from './parameters.js';

/** Weight that the old average keeps after a full batch, so that the average covers about ten of them. */
const RETAINED = 0.9;

/**
 * Returns the weight of an optimizer step's batch in the running averages (1 at the first step). It depends on the
 * batch's share of a full one: old averages keep 0.9 of their weight per full batch of images, however those images are
 * divided into batches. The weights so far always sum to 1, so the average is correct from the first step.
 *
 * @param step 0-based, counted since the start of the run
 * @param sizes the images of an epoch and of a full batch; the last batch of an epoch has the rest
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
 * Moving averages of each channel's moments over training batches, for evaluation. The paper's slim library retains
 * 0.9997 per batch and so takes thousands of steps to forget the initial weights; an epoch of a subset has eight.
 * Averaging only ten batches adds little noise, because each moment is already a mean over every position of a batch.
 */
export interface RunningMoments {
  /** @param weight the batch's weight, from {@link momentsWeightAt} */
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
