import { power } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createParameterFactory } from '../../src/architectures/parameters.js';
import { createRunningMoments, momentsWeightAt } from '../../src/architectures/running-moments.js';
import { useCpuBackend } from '../fixtures/cpu-backend.js';

useCpuBackend();

/** All batches are equally large. */
const EVEN = { images: 1000, batchSize: 10 };

/** The averages after batches with these means; the variance of each batch is the square of its mean. */
function readAfter(...means: readonly number[]): { mean: number; variance: number } {
  const parameters = createParameterFactory(1);
  const moments = createRunningMoments(parameters, 'norm', 1);
  const read = tf.tidy(() => {
    means.forEach((mean, step) => {
      const batch = { mean: tf.tensor1d([mean]), variance: tf.tensor1d([mean * mean]) };
      moments.update(batch, tf.scalar(momentsWeightAt(step, EVEN)));
    });
    const { mean, variance } = moments.read();
    return { mean: mean.dataSync()[0]!, variance: variance.dataSync()[0]! };
  });
  expect(parameters.made, 'running moments are not trained parameters').toEqual([]);
  expect(parameters.statistics).toHaveLength(2);
  parameters.dispose();
  return read;
}

test('are mean 0 and variance 1 before the first batch', () => {
  expect(readAfter()).toEqual({ mean: 0, variance: 1 });
});

test('equal the moments of the first batch after it', () => {
  const { mean, variance } = readAfter(3);
  expect(mean).toBeCloseTo(3, 6);
  expect(variance).toBeCloseTo(9, 5);
});

test('weigh each batch nine tenths as much as the next', () => {
  const { mean } = readAfter(1, 2);
  expect(mean).toBeCloseTo((0.9 * 1 + 2) / 1.9, 6);
});

test('eventually weigh a batch one tenth, and all earlier ones nine tenths', () => {
  expect(momentsWeightAt(0, EVEN)).toBe(1);
  expect(momentsWeightAt(1, EVEN)).toBeCloseTo(1 / 1.9, 12);
  expect(momentsWeightAt(1000, EVEN)).toBeCloseTo(0.1, 12);
});

test('weigh batches of equal size by powers of 0.9, to the last bit', () => {
  const sizes = fc.integer({ min: 1, max: 500 });
  fc.assert(
    fc.property(sizes, sizes, fc.nat(100_000), (batchSize, batches, step) => {
      const weight = (1 - 0.9) / (1 - power(0.9, step + 1));
      expect(momentsWeightAt(step, { images: batchSize * batches, batchSize })).toBe(weight);
      // An epoch's only batch counts as a full one, even if batches could be much larger.
      expect(momentsWeightAt(step, { images: batchSize, batchSize: batchSize + batches })).toBe(weight);
    }),
  );
});

test('have the weights that Node 20 computed with **, on every version of Node', () => {
  const recorded = [
    [0, 1],
    [1, 0.5263157894736843],
    [2, 0.3690036900369004],
    // Node 24's ** gives a different last bit here.
    [3, 0.2907822041291073],
    [5, 0.21342029498953172],
    [9, 0.15353399327876294],
    [27, 0.10552249478783556],
    [99, 0.1000026562104414],
    [1000, 0.09999999999999998],
  ] as const;
  for (const [step, weight] of recorded) expect(momentsWeightAt(step, EVEN), `step ${step}`).toBe(weight);
});

test('weigh images by how many came after them, however batches are cut', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 40 }),
      fc.integer({ min: 1, max: 39 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 3 }),
      (batchSize, rest, fullBatches, epochs) => {
        fc.pre(rest < batchSize);
        const images = fullBatches * batchSize + rest;
        // The weight of an image: 0.9 for each full batch of images after it.
        const perImage = 0.9 ** (1 / batchSize);
        const total = epochs * images;
        const weights = Array.from({ length: total }, (_, i) => perImage ** (total - 1 - i));
        const sum = weights.reduce((all, weight) => all + weight, 0);
        for (let epoch = 0; epoch < epochs; epoch++) {
          for (let step = 0; step <= fullBatches; step++) {
            const first = epoch * images + step * batchSize;
            const size = step < fullBatches ? batchSize : rest;
            // The batch's weight in the average: its own weight, reduced by later batches.
            let share = momentsWeightAt(epoch * (fullBatches + 1) + step, { images, batchSize });
            for (
              let later = epoch * (fullBatches + 1) + step + 1;
              later < epochs * (fullBatches + 1);
              later++
            )
              share *= 1 - momentsWeightAt(later, { images, batchSize });
            const own = weights.slice(first, first + size).reduce((all, weight) => all + weight, 0);
            expect(share).toBeCloseTo(own / sum, 10);
          }
        }
      },
    ),
  );
});

test('forget the first batches', () => {
  expect(readAfter(...Array.from({ length: 100 }, (_, i) => (i < 10 ? 50 : 1))).mean).toBeCloseTo(1, 2);
});
