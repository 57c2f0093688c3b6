import * as tf from '@tensorflow/tfjs-core';
import { recomputed } from '../layers/recomputed.js';
import type { Pass } from './model.js';
import { EVALUATION } from './model.js';

/** A part of the network: a function of feature maps, and how many channels come out. */
export interface Stage {
  readonly channels: number;
  readonly apply: (x: tf.Tensor4D, pass: Pass) => tf.Tensor4D;
}

/** Stages one after the other, from feature maps that are freed on the way in evaluation. */
export const runStages = (stages: readonly Stage[], x: tf.Tensor4D, pass: Pass): tf.Tensor4D =>
  stages.reduce((x, stage) => (pass.momentsWeight === null ? applyOnly(stage, x) : stage.apply(x, pass)), x);

/** A stage in evaluation, which has no backward pass to keep the stage's input for. */
function applyOnly({ apply }: Stage, x: tf.Tensor4D): tf.Tensor4D {
  const features = tf.tidy(() => apply(x, EVALUATION));
  x.dispose();
  return features;
}

/**
 * A stage that keeps its input only, and computes the rest again on the way back.
 *
 * @param variables all that it reads
 */
export function recomputedStage({ channels, apply }: Stage, variables: readonly tf.Variable[]): Stage {
  return {
    channels,
    apply(x, pass) {
      // The second time the batch weighs nothing in the running averages: they have it already.
      const again = (): Pass => ({ ...pass, momentsWeight: pass.momentsWeight && tf.scalar(0) });
      return recomputed((x, isAgain) => apply(x, isAgain ? again() : pass), variables)(x);
    },
  };
}
