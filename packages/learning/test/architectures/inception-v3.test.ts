import { parameterCount as countParameters, resolveDataset } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { buildModel } from '../../src/architectures/build-model.js';
import { EVALUATION, parameterCount } from '../../src/architectures/model.js';
import { useEngine } from '../fixtures/engine.js';

useEngine();

const build = (classes: number, recompute = false) =>
  buildModel({ kind: 'inception-v3' }, { channels: 3, classes, seed: 1, recompute });

describe('inception-v3', () => {
  test('has the parameters of TensorFlow’s network', () => {
    const model = build(1000);
    try {
      expect(parameterCount(model)).toBe(23_817_352);
      const dataset = resolveDataset({
        name: 'image-folder',
        folder: 'photos',
        classes: 1000,
        images: { train: 1000, test: 10 },
      });
      const cell = { architecture: { kind: 'inception-v3' }, dataset, corruption: { kind: 'none' } } as const;
      expect(countParameters(cell)).toBe(23_817_352);
      // Keras also counts moving means and variances.
      expect(model.statistics.reduce((sum, { variable }) => sum + variable.size, 0)).toBe(34_432);
      for (const { name, decayed } of model.parameters) expect(decayed).toBe(name.endsWith('/kernel'));
      expect(model.droppable).toEqual([2048]);
    } finally {
      model.dispose();
    }
  }, 60_000);

  test('maps 299×299 images through grids of 35, 17 and 8 to logits', () => {
    const model = build(3);
    try {
      const outputs = tf.tidy(() => {
        const images = tf.randomUniform<tf.Rank.R4>([1, 299, 299, 3], -1, 1, 'float32', 1);
        const logits = model.forward(images, EVALUATION);
        expect(images.isDisposed).toBe(false);
        return { shape: logits.shape, values: Array.from(logits.dataSync()) };
      });
      expect(outputs.shape).toEqual([1, 3]);
      expect(outputs.values.every(Number.isFinite)).toBe(true);
    } finally {
      model.dispose();
    }
  }, 60_000);
});
