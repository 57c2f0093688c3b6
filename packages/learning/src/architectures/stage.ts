import * as tf from '@tensorflow/tfjs-core';
import { recomputed } from '../layers/recomputed.js';
import type { Pass } from './model.js';
import { EVALUATION } from './model.js';

/** A part of a network: a function of feature maps, and its number of output channels. */
export interface Stage {
  readonly channels: number;
  readonly apply: (x: tf.Tensor4D, pass: Pass) => tf.Tensor4D;
}

/** Applies stages one after the other. In evaluation it frees the intermediate feature maps. */
export const runStages = (stages: readonly Stage[], x: tf.Tensor4D, pass: Pass): tf.Tensor4D =>
  stages.reduce((x, stage) => (pass.momentsWeight === null ? applyOnly(stage, x) : stage.apply(x, pass)), x);

/** Applies a stage in evaluation and frees its input, which no backward pass needs. */
function applyOnly({ apply }: Stage, x: tf.Tensor4D): tf.Tensor4D {
  const features = tf.tidy(() => apply(x, EVALUATION));
  x.dispose();
  return features;
}

/**
 * A stage that keeps only its input and recomputes the rest in the backward pass.
 *
 * @param variables every variable that the stage reads
 */
export function recomputedStage({ channels, apply }: Stage, variables: readonly tf.Variable[]): Stage {
  return {
    channels,
    apply(x, pass) {
      // Recomputing gives the batch no weight in the running averages, because they already contain it.
      const again = (): Pass => ({ ...pass, momentsWeight: pass.momentsWeight && tf.scalar(0) });
      return recomputed((x, isAgain) => apply(x, isAgain ? again() : pass), variables)(x);
    },
  };
}
