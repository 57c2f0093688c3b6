import { loadEngine } from '@rote/engines';
import { cellOf } from '@rote/testkit/values';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { train } from '../src/index.js';
import { randomDataset } from './fixtures/random-dataset.js';

const GIBIBYTE = 2 ** 30;

beforeAll(async () => {
  await loadEngine({ force: 'wasm' });
});

// Each test file runs in its own process, and this is its peak. The heap of WebAssembly never shrinks.
test('inception-small at batch 128 trains and is evaluated within 3 GiB', async () => {
  const images = { train: 256, test: 244 };
  await train(
    cellOf({
      dataset: { name: 'synthetic', ...images, subsetSeed: 0, preprocessing: 'whiten' },
      architecture: { kind: 'inception-small', batchNorm: true },
      training: { epochs: 1, batchSize: 128 },
    }),
    randomDataset(images),
    { signal: new AbortController().signal, clock: () => performance.now(), onEvent: () => undefined },
  );
  expect(tf.memory().numTensors).toBe(0);
  expect(process.resourceUsage().maxRSS * 1024).toBeLessThan(3 * GIBIBYTE);
}, 120_000);
