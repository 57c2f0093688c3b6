import type { Cell, Corruption, Dataset } from '@rote/domain';
import { sha256OfBytes } from '@rote/domain';
import { cellOf } from '@rote/testkit/values';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { permutePixels } from '../../src/data/permute-pixels.js';
import type { PreparedImages } from '../../src/data/prepared-images.js';
import { createImageCache, imagesKey, prepareImages } from '../../src/data/prepared-images.js';
import { PREPROCESS } from '../../src/data/preprocess.js';
import { randomDataset } from '../fixtures/random-dataset.js';
import { useCpuBackend } from '../fixtures/cpu-backend.js';
import { largestDifference } from '../fixtures/numbers.js';

useCpuBackend();

const color = randomDataset({ train: 3, test: 2 });
const gray = randomDataset({ train: 3, test: 1, side: 28, channels: 1 });
const never = new AbortController().signal;

const CORRUPTIONS: readonly Corruption[] = [
  { kind: 'none' },
  { kind: 'partial-labels', probability: 0.5 },
  { kind: 'random-labels' },
  { kind: 'shuffled-pixels' },
  { kind: 'random-pixels' },
  { kind: 'gaussian' },
];
const AUGMENTATIONS = ['none', 'random-crop', 'flip-rotation'] as const;
const PREPROCESSINGS = ['whiten', 'scale'] as const;

async function withImages<T extends tf.TensorContainer>(
  cell: Cell,
  dataset: Dataset,
  use: (images: PreparedImages) => T,
): Promise<T> {
  const images = await prepareImages(cell, dataset, never);
  try {
    return tf.tidy(() => use(images));
  } finally {
    images.dispose();
  }
}

const hashOf = (tensor: tf.Tensor): string =>
  sha256OfBytes(new Uint8Array(Float32Array.from(tensor.dataSync()).buffer));

/** A summary of a cell's images. */
const fingerprint = ({ windows, augmentable, sha256 }: PreparedImages): string =>
  [
    sha256,
    hashOf(windows),
    ...(augmentable === null ? [] : [hashOf(augmentable.frames)]),
    ...(augmentable?.orders ? [hashOf(augmentable.orders)] : []),
  ].join();

/** A signal whose abort is noticed at the given turn of the event loop, 0-based. */
function abortAtTurn(turn: number): AbortSignal {
  const { signal } = new AbortController();
  let turns = 0;
  return Object.defineProperty(signal, 'aborted', { get: () => turns++ >= turn });
}

describe('prepareImages', () => {
  test('keeps the order of more images than fit in a turn, with test images after train images', async () => {
    const many = randomDataset({ train: 300, test: 20, side: 28, channels: 1 });
    const cell = cellOf({ dataset: { ...cellOf().dataset, preprocessing: 'scale' } });
    await withImages(cell, many, ({ windows, augmentable }) => {
      expect(windows.shape).toEqual([320, 28, 28, 1]);
      expect(augmentable).toBeNull();
      const bytes = [...many.train.images, ...many.test.images];
      expect(windows.dataSync()).toEqual(Float32Array.from(bytes, (byte) => Math.fround(byte / 255)));
    });
  });

  test.each(CORRUPTIONS)(
    'keeps for augmentation the images whose centers are the windows: $kind',
    async (corruption) => {
      const cell = cellOf({ corruption, regularizer: { augmentation: 'random-crop' } });
      await withImages(cell, color, ({ windows, augmentable }) => {
        const { frames, orders } = augmentable!;
        expect(frames.shape).toEqual([3, 32, 32, 3]);
        if (corruption.kind !== 'gaussian')
          expect(frames.dataSync()).toEqual(Float32Array.from(color.train.images));
        const centers = tf.slice(frames, [0, 2, 2, 0], [3, 28, 28, 3]);
        const moved = orders === null ? centers : permutePixels(centers, orders, tf.range(0, 3, 1, 'int32'));
        const trainWindows = tf.slice(windows, 0, 3);
        expect(largestDifference(PREPROCESS.whiten(moved), trainWindows)).toBeLessThan(1e-6);
      });
    },
  );

  test.each([
    [{ kind: 'shuffled-pixels' }, 1],
    [{ kind: 'random-pixels' }, 3],
  ] as const)('keeps only as many orders of pixels as there are: %o has %d', async (corruption, rows) => {
    const cell = cellOf({ corruption, regularizer: { augmentation: 'flip-rotation' } });
    await withImages(cell, gray, ({ augmentable }) => {
      expect(augmentable!.orders!.shape).toEqual([rows, 784]);
    });
  });

  test('hashes the train windows before they are preprocessed', async () => {
    const sha256Of = (preprocessing: 'whiten' | 'scale', changes: Partial<Dataset> = {}) =>
      withImages(
        cellOf({ corruption: { kind: 'random-pixels' }, dataset: { ...cellOf().dataset, preprocessing } }),
        { ...gray, ...changes },
        ({ sha256 }) => sha256,
      );
    const hash = await sha256Of('whiten');
    expect(await sha256Of('scale')).toBe(hash);
    expect(await sha256Of('whiten', { test: gray.train })).toBe(hash);
    expect(await sha256Of('whiten', { train: gray.test })).not.toBe(hash);
  });

  test.each([0, 1, 2])('stops when it is aborted in any part: turn %d', async (turn) => {
    const cell = cellOf({
      corruption: { kind: 'random-pixels' },
      regularizer: { augmentation: 'random-crop' },
    });
    await expect(prepareImages(cell, gray, abortAtTurn(turn))).rejects.toMatchObject({ code: 'aborted' });
  });
});

test('keys differ if and only if images differ', async () => {
  const cells = CORRUPTIONS.flatMap((corruption) =>
    AUGMENTATIONS.flatMap((augmentation) =>
      PREPROCESSINGS.flatMap((preprocessing) =>
        [1, 2].map((seed) =>
          cellOf({
            corruption,
            seed,
            regularizer: { augmentation, dropout: seed / 10 },
            dataset: { ...cellOf().dataset, preprocessing },
          }),
        ),
      ),
    ),
  );
  const keys = cells.map(imagesKey);
  const images: string[] = [];
  for (const cell of cells) images.push(await withImages(cell, gray, fingerprint));
  const pairs = keys.map((key, i) => `${key} ${images[i]!}`);
  expect(new Set(pairs).size).toBe(new Set(keys).size);
  expect(new Set(pairs).size).toBe(new Set(images).size);
});

test.each([{ train: 9 }, { test: 5 }, { subsetSeed: 1 }, { name: 'cifar10' }] as const)(
  'a key depends on the data set: %o',
  (changes) => {
    const cell = cellOf();
    expect(imagesKey({ ...cell, dataset: { ...cell.dataset, ...changes } })).not.toBe(imagesKey(cell));
  },
);

describe('createImageCache', () => {
  const cell = cellOf({ regularizer: { augmentation: 'random-crop' } });
  const other = cellOf();

  test('returns the same tensors for cells with the same key', async () => {
    const cache = createImageCache();
    const first = await cache.find(cell, gray, never);
    const sameImages = { ...cell, seed: 9, architecture: { kind: 'alexnet-small' } } as const;
    expect(await cache.find(sameImages, gray, never)).toBe(first);
    expect(first.windows.isDisposed).toBe(false);
    cache.dispose();
  });

  test('frees the images of the last cell when the key changes', async () => {
    const cache = createImageCache();
    const first = await cache.find(cell, gray, never);
    const second = await cache.find(other, gray, never);
    expect([first.windows, first.augmentable!.frames].map(({ isDisposed }) => isDisposed)).toEqual([
      true,
      true,
    ]);
    expect(second.windows.isDisposed).toBe(false);
    cache.dispose();
    expect(second.windows.isDisposed).toBe(true);
  });

  test('keeps nothing of an aborted preparation, and prepares the cell the next time', async () => {
    const cache = createImageCache();
    await cache.find(other, gray, never);
    const aborted = cache.find(cell, gray, AbortSignal.abort());
    await expect(aborted).rejects.toMatchObject({ code: 'aborted' });
    const images = await cache.find(cell, gray, never);
    expect(images.windows.isDisposed).toBe(false);
    cache.dispose();
  });

  test('is empty after it is disposed of, and can be used again', async () => {
    const cache = createImageCache();
    const first = await cache.find(cell, gray, never);
    cache.dispose();
    cache.dispose();
    expect(await cache.find(cell, gray, never)).not.toBe(first);
    cache.dispose();
  });
});
