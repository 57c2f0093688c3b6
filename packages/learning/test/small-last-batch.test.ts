import { cellOf } from '@rote/testkit/values';
import { expect, test, vi } from 'vitest';
import { train } from '../src/train.js';
import { randomDataset } from './fixtures/random-dataset.js';
import { useEngine } from './fixtures/engine.js';

useEngine({ force: 'tfjs-node-gpu' });
vi.setConfig({ testTimeout: 120_000 });

/** The train loss of a network with batch normalization after some epochs, in batches of 16. */
async function lossAfterTraining(images: number): Promise<number> {
  const cell = cellOf({
    architecture: { kind: 'inception-small', batchNorm: true },
    dataset: { name: 'synthetic', train: images, test: 4, subsetSeed: 0, preprocessing: 'whiten' },
    training: { epochs: 6, batchSize: 16, learningRate: 0.01 },
  });
  const { final } = await train(cell, randomDataset({ train: images, test: 4, side: 28, grain: 7 }), {
    signal: new AbortController().signal,
    onEvent: () => undefined,
    clock: () => performance.now(),
  });
  return final!.train.loss;
}

// When last batches of 1 and 3 images counted as full ones, these losses were 3.8 and 5.7 times the loss without a
// smaller batch.
test('a small last batch does not spoil a network with batch normalization', async () => {
  const even = await lossAfterTraining(32);
  expect(even).toBeLessThan(1.8);
  for (const images of [33, 35]) expect(await lossAfterTraining(images)).toBeLessThan(2 * even);
});
