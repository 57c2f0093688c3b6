import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import type { Model } from '../../src/architectures/model.js';
import { EVALUATION } from '../../src/architectures/model.js';
import { mixExamples } from '../../src/data/mixup.js';
import { smoothLabels } from '../../src/layers/label-smoothing.js';
import { CROSS_ENTROPY } from '../../src/layers/loss.js';
import { penalizedGradients } from '../../src/training/gradients.js';
import { useCpuBackend } from '../fixtures/cpu-backend.js';
import reference from '../fixtures/torch-losses.json' with { type: 'json' };

useCpuBackend();

const { images, labels, weights, bias, partners, cases } = reference;
const CLASSES = bias.length;

/** The reference's linear layer. */
function createLayer(): Model {
  const [weight, offset] = tf.tidy(() => [tf.variable(tf.tensor2d(weights)), tf.variable(tf.tensor1d(bias))]);
  return {
    parameters: [
      { name: 'weights', variable: weight, decayed: false },
      { name: 'bias', variable: offset, decayed: false },
    ],
    statistics: [],
    droppable: [],
    forward: (rows) => tf.add<tf.Tensor2D>(tf.matMul(tf.reshape(rows, [labels.length, -1]), weight), offset),
    dispose: () => {
      tf.dispose([weight, offset]);
    },
  };
}

const expectClose = (actual: tf.Tensor, expected: readonly number[]): void => {
  const values = actual.dataSync();
  expect(values).toHaveLength(expected.length);
  expected.forEach((value, index) => {
    expect(values[index]).toBeCloseTo(value, 6);
  });
};

describe('a step has the loss and the gradients of PyTorch', () => {
  test.each(cases)(
    'with label smoothing $labelSmoothing, and λ $share of mixup',
    ({ labelSmoothing, share, loss, gradients }) => {
      const layer = createLayer();
      tf.tidy(() => {
        const unmixed = {
          images: tf.tensor4d(images.flat(), [labels.length, 1, 1, images[0]!.length]),
          targets: tf.cast(tf.oneHot(tf.tensor1d(labels, 'int32'), CLASSES), 'float32') as tf.Tensor2D,
        };
        const mixed =
          share === null ? unmixed : mixExamples(unmixed, tf.scalar(share), tf.tensor1d(partners, 'int32'));
        const targets = smoothLabels(mixed.targets, labelSmoothing === 0 ? undefined : labelSmoothing);
        const batch = { images: mixed.images, targets };
        expectClose(CROSS_ENTROPY.mean(layer.forward(batch.images, EVALUATION), targets), [loss]);
        const [ofWeights, ofBias] = penalizedGradients(layer, batch, { pass: EVALUATION, weightDecay: 0 });
        expectClose(ofWeights!, gradients.weights.flat());
        expectClose(ofBias!, gradients.bias);
      });
      layer.dispose();
    },
  );
});
