import type { TrainedArchitecture } from '@rote/domain';
import { architectureName } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { buildModel } from '../src/architectures/build-model.js';
import type { Model } from '../src/architectures/model.js';
import { EVALUATION } from '../src/architectures/model.js';
import { penalizedGradients } from '../src/training/gradients.js';
import { useEngine } from './fixtures/engine.js';
import { normalTensor } from './fixtures/numbers.js';
import type { StockNetwork } from './fixtures/stock-networks.js';
import { stockAlexnetSmall, stockInceptionSmall } from './fixtures/stock-networks.js';

useEngine();

const NETWORKS: readonly (readonly [TrainedArchitecture, StockNetwork])[] = [
  [{ kind: 'alexnet-small' }, stockAlexnetSmall],
  [{ kind: 'inception-small', batchNorm: true }, stockInceptionSmall({ batchNorm: true })],
  [{ kind: 'inception-small', batchNorm: false }, stockInceptionSmall({ batchNorm: false })],
];

/** Relative to the norm of a parameter's gradient. Rounding changes it by less than 1e-5. */
const TOLERANCE = 1e-4;
const IMAGES = 2;
/**
 * Number of draws of images to try until the gradients agree. If an input of a ReLU is within rounding of 0, the two
 * networks may see it on different sides, and both are right; this changes gradients by up to a few hundredths. With
 * half a million units it happens in about one draw in ten, and in which one depends on how the machine's kernels
 * round. A wrong gradient is wrong in every draw.
 */
const DRAWS = [1, 2, 3, 4];

/** The largest distance of a parameter's gradient from the stock network's, and the parameter's name. */
function largestDistance(model: Model, stock: StockNetwork, draw: number) {
  const names = model.parameters.map(({ name }) => name);
  return tf.tidy(() => {
    const images = normalTensor<tf.Rank.R4>([IMAGES, 28, 28, 3], draw);
    const targets = tf.cast(tf.oneHot(tf.tensor1d([3, 8], 'int32'), 10), 'float32') as tf.Tensor2D;
    const pass = { ...EVALUATION, momentsWeight: tf.scalar(1) };
    const gradients = penalizedGradients(model, { images, targets }, { pass, weightDecay: 0 });
    const stockLoss = (...weights: tf.Tensor[]): tf.Scalar =>
      tf.losses.softmaxCrossEntropy(
        targets,
        stock(images, (name) => weights[names.indexOf(name)]!),
      );
    const expected = tf.grads(stockLoss)(model.parameters.map(({ variable }) => variable));
    const distances = expected.map((gradient, i) => {
      const distance = tf.norm(tf.sub(gradients[i]!, gradient)).dataSync()[0]!;
      return distance / tf.norm(gradient).dataSync()[0]!;
    });
    const largest = Math.max(...distances);
    return { largest, name: names[distances.indexOf(largest)] };
  });
}

test.each(
  NETWORKS.map(([architecture, stock]) => [architectureName(architecture), architecture, stock] as const),
)(
  'the gradients of %s equal those of the network built from stock operations',
  (_name, architecture, stock) => {
    const model = buildModel(architecture, { channels: 3, classes: 10, seed: 1 });
    const tried: ReturnType<typeof largestDistance>[] = [];
    const agrees = DRAWS.some((draw) => {
      tried.push(largestDistance(model, stock, draw));
      return tried.at(-1)!.largest < TOLERANCE;
    });
    model.dispose();
    expect(agrees, JSON.stringify(tried)).toBe(true);
  },
  60_000,
);
