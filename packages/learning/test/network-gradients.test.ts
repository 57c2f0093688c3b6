import type { TrainedArchitecture } from '@rote/domain';
import { architectureName } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { buildModel } from '../src/architectures/build-model.js';
import { EVALUATION } from '../src/architectures/model.js';
import { penalisedGradients } from '../src/training/gradients.js';
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

/**
 * Relative to the norm of a parameter's gradient. Few images, because rounding puts a unit in a million on the other
 * side of its ReLU, which alone moves a gradient by a thousandth.
 */
const TOLERANCE = 1e-4;
const IMAGES = 2;

test.each(
  NETWORKS.map(([architecture, stock]) => [architectureName(architecture), architecture, stock] as const),
)(
  'the gradients of %s are those of the network out of stock operations',
  (_name, architecture, stock) => {
    const model = buildModel(architecture, { channels: 3, classes: 10, seed: 1 });
    const names = model.parameters.map(({ name }) => name);
    tf.tidy(() => {
      const images = normalTensor<tf.Rank.R4>([IMAGES, 28, 28, 3]);
      const targets = tf.cast(tf.oneHot(tf.tensor1d([3, 8], 'int32'), 10), 'float32') as tf.Tensor2D;
      const pass = { ...EVALUATION, momentsWeight: tf.scalar(1) };
      const gradients = penalisedGradients(model, { images, targets }, { pass, weightDecay: 0 });
      const stockLoss = (...weights: tf.Tensor[]): tf.Scalar =>
        tf.losses.softmaxCrossEntropy(
          targets,
          stock(images, (name) => weights[names.indexOf(name)]!),
        );
      tf.grads(stockLoss)(model.parameters.map(({ variable }) => variable)).forEach((expected, i) => {
        const distance = tf.norm(tf.sub(gradients[i]!, expected)).dataSync()[0]!;
        const norm = tf.norm(expected).dataSync()[0]!;
        expect(distance / norm, names[i]).toBeLessThan(TOLERANCE);
      });
    });
    model.dispose();
  },
  60_000,
);
