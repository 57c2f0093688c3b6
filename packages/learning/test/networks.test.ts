import type { TrainedArchitecture } from '@rote/domain';
import { architectureName } from '@rote/domain';
import { cellOf } from '@rote/testkit/values';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { buildModel } from '../src/architectures/build-model.js';
import { EVALUATION } from '../src/architectures/model.js';
import { meanSoftmaxCrossEntropy } from '../src/layers/softmax-cross-entropy.js';
import { train } from '../src/train.js';
import { randomDataset } from './fixtures/random-dataset.js';
import { useEngine } from './fixtures/engine.js';
import { normalTensor } from './fixtures/numbers.js';

// All networks on windows, on the best engine of this machine.
useEngine();

interface Network {
  readonly architecture: TrainedArchitecture;
  readonly learningRate: number;
  /** How far the loss of a new network may be from ln 10. */
  readonly initialTolerance: number;
}

const NETWORKS: readonly Network[] = [
  // With Glorot's kernels, a wide input layer gives logits a deviation of 1.3.
  { architecture: { kind: 'mlp', depth: 1, width: 512 }, learningRate: 0.01, initialTolerance: 1 },
  { architecture: { kind: 'mlp', depth: 3, width: 512 }, learningRate: 0.01, initialTolerance: 0.5 },
  { architecture: { kind: 'alexnet-small' }, learningRate: 0.01, initialTolerance: 0.02 },
  {
    architecture: { kind: 'inception-small', batchNorm: true },
    learningRate: 0.1,
    initialTolerance: 0.1,
  },
  {
    architecture: { kind: 'inception-small', batchNorm: false },
    learningRate: 0.02,
    initialTolerance: 0.02,
  },
  // Nothing is normalized after the last block, so that logits are about as large as its eight additions make them.
  { architecture: { kind: 'resnet-18', width: 4 }, learningRate: 0.02, initialTolerance: 1 },
];

describe.each(NETWORKS.map((network) => [architectureName(network.architecture), network] as const))(
  '%s',
  (_name, { architecture, learningRate, initialTolerance }) => {
    test('starts with a loss near ln 10', () => {
      const model = buildModel(architecture, { channels: 3, classes: 10, seed: 1 });
      const loss = tf.tidy(() => {
        const pass = { ...EVALUATION, momentsWeight: tf.scalar(1) };
        const targets = tf.oneHot(
          tf.tensor1d(
            Array.from({ length: 32 }, (_, i) => i % 10),
            'int32',
          ),
          10,
        );
        const logits = model.forward(normalTensor<tf.Rank.R4>([32, 28, 28, 3]), pass);
        expect(logits.shape).toEqual([32, 10]);
        return meanSoftmaxCrossEntropy(logits, tf.cast(targets, 'float32') as tf.Tensor2D).dataSync()[0]!;
      });
      model.dispose();
      expect(Math.abs(loss - Math.log(10))).toBeLessThan(initialTolerance);
    });

    test('memorizes 8 images with random labels', async () => {
      const result = await train(
        cellOf({
          architecture,
          corruption: { kind: 'random-labels' },
          training: {
            epochs: 100,
            batchSize: 8,
            learningRate,
            stop: { trainLoss: null, trainAccuracy: 1 },
          },
        }),
        randomDataset({ train: 8, test: 1, grain: 8 }),
        { signal: new AbortController().signal, onEvent: () => undefined, clock: () => performance.now() },
      );
      expect(result).toMatchObject({ outcome: 'succeeded', stopReason: 'stop-rule' });
      expect(result.final!.train.accuracy).toBe(1);
    }, 180_000);
  },
);
