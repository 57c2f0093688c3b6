import type { Architecture } from '@rote/domain';
import { architectureName } from '@rote/domain';
import { loadEngine } from '@rote/engines';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { train } from '../src/train.js';
import { cellOf, randomDataset } from './fixtures/cells.js';

/** The networks of the paper, on the best engine of this machine. */
beforeAll(async () => {
  await loadEngine();
});

const NETWORKS: readonly (readonly [Architecture, number])[] = [
  [{ kind: 'mlp', depth: 1, width: 512 }, 0.01],
  [{ kind: 'mlp', depth: 3, width: 512 }, 0.01],
  [{ kind: 'alexnet-small' }, 0.01],
  [{ kind: 'inception-small', batchNorm: true }, 0.1],
  [{ kind: 'inception-small', batchNorm: false }, 0.1],
];

test.each(NETWORKS.map((network) => [architectureName(network[0]), ...network] as const))(
  '%s learns 8 images with random labels by heart, and leaves no tensor behind',
  { timeout: 180_000 },
  async (_name, architecture, learningRate) => {
    const before = tf.memory().numTensors;
    const result = await train(
      cellOf({
        architecture,
        corruption: { kind: 'random-labels' },
        training: { epochs: 100, batchSize: 8, learningRate, stop: { trainLoss: null, trainAccuracy: 1 } },
      }),
      randomDataset({ train: 8, test: 1 }),
      { signal: new AbortController().signal, onEvent: ({metrics}) => console.log(metrics.epoch, metrics.train.loss, metrics.train.accuracy), clock: () => performance.now() },
    );
    expect(result).toMatchObject({ outcome: 'succeeded', stopReason: 'stop-rule' });
    expect(result.final!.train.accuracy).toBe(1);
    expect(tf.memory().numTensors).toBe(before);
  },
);
