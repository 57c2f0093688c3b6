import type { RandomSource } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import type { Batch } from './batch.js';

/** Draws from Gamma(shape, 1), exactly for a shape of at least 1 (Marsaglia and Tsang 2000). */
function drawGamma(shape: number, source: Pick<RandomSource, 'uniform' | 'normal'>): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = source.normal();
    const root = 1 + c * x;
    const v = root * root * root;
    if (root > 0 && Math.log(1 - source.uniform()) < (x * x) / 2 + d * (1 - v + Math.log(v))) return d * v;
  }
}

/**
 * Draws from Beta(α, α), exactly in float64, for any α above 0: G / (G + G′) for two draws from Gamma(α), each of which is
 * U^(1/α) times a draw from Gamma(α + 1). Only their quotient is computed: for a small α, both may be too small for a float.
 */
export function symmetricBeta(alpha: number, source: Pick<RandomSource, 'uniform' | 'normal'>): number {
  const quotient = drawGamma(alpha + 1, source) / drawGamma(alpha + 1, source);
  // Of uniform numbers above 0.
  const difference = Math.log(1 - source.uniform()) - Math.log(1 - source.uniform());
  return 1 / (1 + quotient * Math.exp(difference / alpha));
}

/**
 * Mixes each example with another one of its mini-batch (Zhang et al. 2018): λ·x + (1 − λ)·x′, images as targets.
 *
 * @param share λ: one for the whole batch, as in the authors' code
 * @param partners a permutation of the batch, int32 [batch]: whom each example is mixed with, perhaps itself
 */
export function mixExamples({ images, targets }: Batch, share: tf.Scalar, partners: tf.Tensor1D): Batch {
  const mix = <T extends tf.Tensor>(rows: T): T =>
    tf.add<T>(tf.mul(rows, share), tf.mul(tf.gather(rows, partners), tf.sub(1, share)));
  return { images: mix(images), targets: mix(targets) };
}
