import type { Corruption } from '@rote/domain';
import { cellOf } from '@rote/testkit/values';
import type { CellChanges } from '@rote/testkit/values';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import type { Model } from '../../src/architectures/model.js';
import { momentsWeightAt } from '../../src/architectures/running-moments.js';
import type { CellFunction } from '../../src/training/cell-program.js';
import { learningRateAt } from '../../src/training/learning-rate.js';
import { randomDataset } from '../fixtures/random-dataset.js';
import { useEngine } from '../fixtures/engine.js';
import type { Probe } from '../fixtures/probe.js';
import { withProbe } from '../fixtures/probe.js';

// TF.js's cpu backend rotates only the first image of a batch.
useEngine({ force: 'wasm' });

const SIZE = 28 * 28 * 3;

const windowsOf = ({ data }: Probe): Float32Array[] => {
  const values = data.images.windows.dataSync() as Float32Array;
  return Array.from({ length: data.trainCount }, (_, i) => values.slice(i * SIZE, (i + 1) * SIZE));
};
const sorted = (image: Float32Array): Float32Array => image.slice().sort();
const INDICES = [5, 0, 3, 5];

describe('a step', () => {
  test('takes the requested windows with their labels if there is no augmentation', async () => {
    await withProbe({}, (probe) => {
      const windows = windowsOf(probe);
      const { images, labels } = probe.step('step', INDICES);
      expect(images).toEqual(INDICES.map((index) => windows[index]));
      expect(labels).toEqual([1, 0, 0, 1, 0, 2, 0, 0, 0, 0]);
    });
  });

  test('learns the corrupted labels', async () => {
    await withProbe({ corruption: { kind: 'random-labels' } }, ({ data, step }) => {
      const expected = Array.from(
        { length: 10 },
        (_, label) => INDICES.filter((index) => data.labels[index] === label).length,
      );
      expect(step('step', INDICES).labels).toEqual(expected);
    });
  });

  test('is fed its learning rate and the weight of its moments', async () => {
    const training = { learningRate: 0.1, decay: 0.5, decaySteps: 2 };
    await withProbe({ training }, ({ step }) => {
      for (const at of [0, 1, 2, 7]) {
        const { learningRate, momentsWeight } = step('step', INDICES, { step: at });
        expect(learningRate).toBe(Math.fround(learningRateAt(at, training)));
        expect(momentsWeight).toBe(Math.fround(momentsWeightAt(at, { images: 8, batchSize: 4 })));
      }
    });
  });

  test('drops different units at each step and in each layer, and the same for the same step', async () => {
    await withProbe({ regularizer: { dropout: 0.5 } }, ({ step }) => {
      const masksAt = (at: number) => step('step', INDICES, { step: at }).masks;
      const [first, second] = masksAt(3);
      expect([first, second].map((mask) => mask!.length)).toEqual([4 * 6, 4 * 5]);
      expect(new Set([...first!, ...second!])).toEqual(new Set([0, 2]));
      expect(first!.slice(0, 20)).not.toEqual(second);
      expect(masksAt(3)).toEqual([first, second]);
      expect(masksAt(4)).not.toEqual([first, second]);
    });
  });

  test('drops nothing without dropout', async () => {
    await withProbe({}, ({ step }) => {
      expect(new Set(step('step', INDICES).masks.flat())).toEqual(new Set([1]));
    });
  });
});

describe('a last batch that is smaller', () => {
  /** For the single image of the last batch, in an epoch of nine images in batches of four. */
  const lastStep = (statistics: Model['statistics']) =>
    withProbe(
      { training: { batchSize: 4 } },
      ({ step }) => step('lastStep', [5], { step: 2 }),
      randomDataset({ train: 9, test: 4 }),
      false,
      statistics,
    );

  test('counts as its share of a full one with batch normalization, in the step and in the averages', async () => {
    const variable = tf.tidy(() => tf.variable(tf.scalar(0), false));
    const [whole, weighed] = [await lastStep([]), await lastStep([{ name: 'mean', variable }])];
    variable.dispose();
    expect(whole.gradient.some((value) => value !== 0)).toBe(true);
    expect(weighed.gradient).toEqual(whole.gradient.map((value) => Math.fround(value / 4)));
    expect(weighed.momentsWeight).toBe(Math.fround((1 - 0.9 ** 0.25) / (1 - 0.9 ** 2.25)));
  });
});

describe('a step that saves memory', () => {
  test('processes its batch in halves, with the images in order', async () => {
    const whole = await withProbe({}, ({ step }) => step('step', INDICES));
    await withProbe(
      {},
      ({ step }) => {
        const { batches, images } = step('step', INDICES);
        expect(batches).toEqual([2, 2]);
        expect(images).toEqual(whole.images.slice(2));
      },
      randomDataset({ train: 8, test: 4 }),
      true,
    );
    expect(whole.batches).toEqual([4]);
  });
});

describe('an augmented step', () => {
  test.each(['random-crop', 'flip-rotation'] as const)(
    '%s is drawn for each image and epoch, regardless of the step',
    async (augmentation) => {
      await withProbe({ regularizer: { augmentation } }, ({ step }) => {
        const { images } = step('step', INDICES, { epoch: 1 });
        expect(images[3]).toEqual(images[0]);
        expect(step('step', INDICES, { epoch: 1, step: 9 }).images).toEqual(images);
        expect(step('step', [3, 5, 1, 2], { epoch: 1 }).images.slice(0, 2)).toEqual([images[2], images[0]]);
        expect(step('step', INDICES, { epoch: 2 }).images).not.toEqual(images);
      });
    },
  );

  test('whitens the window that it takes', async () => {
    await withProbe({ regularizer: { augmentation: 'flip-rotation' } }, ({ step }) => {
      for (const image of step('step', INDICES).images) {
        expect(image.reduce((sum, value) => sum + value, 0) / SIZE).toBeCloseTo(0, 4);
        expect(image.reduce((sum, value) => sum + value * value, 0) / SIZE).toBeCloseTo(1, 4);
      }
    });
  });

  const CORRUPTIONS: readonly Corruption[] = [
    { kind: 'none' },
    { kind: 'shuffled-pixels' },
    { kind: 'random-pixels' },
    { kind: 'gaussian' },
  ];

  test.each(CORRUPTIONS)(
    'has only one crop of a 28×28 image, its corrupted center: $kind',
    async (corruption) => {
      const small = randomDataset({ train: 8, test: 4, side: 28 });
      const changes = { corruption, regularizer: { augmentation: 'random-crop' } } as const;
      await withProbe(
        changes,
        (probe) => {
          const windows = windowsOf(probe);
          for (const epoch of [1, 2]) {
            probe.step('step', INDICES, { epoch }).images.forEach((image, i) => {
              const window = windows[INDICES[i]!]!;
              const distance = image.reduce(
                (most, value, at) => Math.max(most, Math.abs(value - window[at]!)),
                0,
              );
              expect(distance).toBeLessThan(1e-5);
            });
          }
        },
        small,
      );
    },
  );

  test('moves the pixels of every crop according to the corruption', async () => {
    const scaled = { ...cellOf().dataset, preprocessing: 'scale' } as const;
    const cropped = (corruption: Corruption) =>
      withProbe(
        { corruption, dataset: scaled, regularizer: { augmentation: 'random-crop' } },
        ({ step }) => step('step', INDICES).images,
      );
    const plain = await cropped({ kind: 'none' });
    (await cropped({ kind: 'random-pixels' })).forEach((image, i) => {
      expect(image).not.toEqual(plain[i]);
      expect(sorted(image)).toEqual(sorted(plain[i]!));
    });
  });
});

describe('the program', () => {
  const everything: CellChanges = {
    corruption: { kind: 'random-pixels' },
    regularizer: { dropout: 0.5, augmentation: 'flip-rotation' },
    training: { batchSize: 3 },
  };

  test('is fed what it declares, even in a smaller last batch', async () => {
    await withProbe(everything, (probe) => {
      for (const [name, indices] of [
        ['step', [4, 1, 6]],
        ['lastStep', [7, 2]],
      ] as const) {
        const images = tf.tensor1d([...indices], 'int32');
        const feeds = [images, ...probe.stepFeeds(Int32Array.from(indices), { step: 0, epoch: 1 })];
        expect(feeds.map(({ shape, dtype }) => ({ shape, dtype }))).toEqual(probe.functions[name].feeds);
        tf.dispose(feeds);
        expect(probe.step(name, indices).images).toHaveLength(indices.length);
      }
    });
  });

  test('scores all images in batches that are as even as possible', async () => {
    await withProbe({}, ({ functions, scoreBatch }) => {
      expect(scoreBatch).toBe(12);
      expect(functions.score.feeds).toEqual([{ shape: [12], dtype: 'int32' }]);
    });
    const many = randomDataset({ train: 900, test: 101, side: 28, channels: 1 });
    await withProbe(
      {},
      ({ scoreBatch }) => {
        expect(scoreBatch).toBe(334);
      },
      many,
    );
  });

  test('has the data as residents, and as variables what a step may assign', async () => {
    await withProbe(everything, ({ residents, variables, data }) => {
      const { windows, augmentable } = data.images;
      expect(new Set(residents)).toEqual(
        new Set([windows, data.targets, augmentable!.frames, augmentable!.orders]),
      );
      expect(variables.map(({ shape }) => shape)).toEqual([[10]]);
    });
  });

  const keyOf = (changes: CellChanges) => withProbe(changes, ({ key }) => key);

  test.each<[string, CellChanges]>([
    ['seed', { ...everything, seed: 2 }],
    ['rate of dropout', { ...everything, regularizer: { ...everything.regularizer, dropout: 0.1 } }],
    ['learning rate', { ...everything, training: { batchSize: 3, learningRate: 1, decay: 0.1 } }],
    ['labels', { ...everything, corruption: { kind: 'random-pixels' }, seed: 3 }],
  ])('has the same key for every %s, so that a graph is reused', async (_name, changes) => {
    expect(await keyOf(changes)).toBe(await keyOf(everything));
  });

  test.each<[string, CellChanges]>([
    ['dropout', { ...everything, regularizer: { ...everything.regularizer, dropout: 0 } }],
    [
      'augmentation',
      { ...everything, regularizer: { ...everything.regularizer, augmentation: 'random-crop' } },
    ],
    ['no augmentation', { ...everything, regularizer: { ...everything.regularizer, augmentation: 'none' } }],
    ['weight decay', { ...everything, regularizer: { ...everything.regularizer, weightDecay: 0.1 } }],
    ['orders of pixels', { ...everything, corruption: { kind: 'shuffled-pixels' } }],
    ['pixels in place', { ...everything, corruption: { kind: 'none' } }],
    ['batch size', { ...everything, training: { batchSize: 4 } }],
    ['momentum', { ...everything, training: { batchSize: 3, momentum: 0.5 } }],
    ['architecture', { ...everything, architecture: { kind: 'alexnet-small' } }],
    ['preprocessing', { ...everything, dataset: { ...cellOf().dataset, preprocessing: 'scale' } }],
  ])('has a different key with a different %s', async (_name, changes) => {
    expect(await keyOf(changes)).not.toBe(await keyOf(everything));
  });

  test('returns squares by column, and losses, classes and margins by image', async () => {
    await withProbe(everything, ({ functions }) => {
      const shapesOf = (name: CellFunction, feeds: tf.Tensor[]) =>
        functions[name].run(...feeds).map(({ shape }) => shape);
      tf.tidy(() => {
        expect(shapesOf('weights', [])).toEqual([[10]]);
        expect(shapesOf('score', [tf.range(0, 12, 1, 'int32')])).toEqual([[3, 12]]);
      });
    });
  });
});
