import type { Cell } from '@rote/domain';
import { loadEngine } from '@rote/engines';
import { findSwiftShader, SWIFTSHADER_MISSING } from '@rote/testkit';
import { cellOf } from '@rote/testkit/values';
import * as tf from '@tensorflow/tfjs-core';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { train } from '../src/train.js';
import { randomDataset } from './fixtures/random-dataset.js';

const swiftShader = findSwiftShader();
Object.assign(process.env, swiftShader);
// SwiftShader compiles every shader again in each process, and computes on the CPU that other tests use too.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const dataset = randomDataset({ train: 8, test: 4, side: 28, channels: 1 });
const trainToEnd = (cell: Cell, onEvent: () => void = () => undefined) =>
  train(cell, dataset, { signal: new AbortController().signal, onEvent, clock: () => 0 });

describe.skipIf(swiftShader === undefined)(
  `training on webgpu${swiftShader === undefined ? SWIFTSHADER_MISSING : ''}`,
  () => {
    beforeEach(async () => {
      await loadEngine({ force: 'webgpu' });
    });

    test('agrees with wasm to single precision, with the same bits every time', async () => {
      const cell = cellOf({
        architecture: { kind: 'mlp', depth: 2, width: 16 },
        regularizer: { dropout: 0.5, augmentation: 'flip-rotation', weightDecay: 0.01 },
        training: { epochs: 3 },
      });
      const first = await trainToEnd(cell);
      expect(await trainToEnd(cell)).toEqual(first);
      await loadEngine({ force: 'wasm' });
      const { final } = await trainToEnd(cell);
      expect(first.final!.train.loss).toBeCloseTo(final!.train.loss, 4);
      expect(first.final!.gradientNorm! / final!.gradientNorm!).toBeCloseTo(1, 4);
      expect(first.final!.weightNorm).toBeCloseTo(final!.weightNorm, 4);
    });

    test('ends with a retryable failure when the device is lost, and leaves no tensor behind', async () => {
      let epochs = 0;
      const training = trainToEnd(cellOf({ training: { epochs: 1_000_000 } }), () => {
        epochs++;
        (tf.backend() as unknown as { device: { destroy(): void } }).device.destroy();
      });
      await expect(training).rejects.toMatchObject({
        code: 'engine-failed',
        retryable: true,
        message: expect.stringContaining('device was lost') as string,
      });
      expect(epochs).toBe(1);
      expect(tf.memory().numTensors).toBe(0);
    });
  },
);
