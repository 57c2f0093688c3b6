import type { Corruption, Dataset } from '@rote/domain';
import { RoteError, sha256OfBytes } from '@rote/domain';
import { cellOf } from '@rote/testkit/values';
import type { CellChanges } from '@rote/testkit/values';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import type { ResidentData } from '../../src/data/prepared-data.js';
import { prepareData } from '../../src/data/prepared-data.js';
import { createImageCache } from '../../src/data/prepared-images.js';
import { randomDataset } from '../fixtures/random-dataset.js';
import { useCpuBackend } from '../fixtures/cpu-backend.js';

useCpuBackend();

const dataset = randomDataset({ train: 8, test: 4 });
const SIZE = 28 * 28 * 3;

async function withData<T>(
  changes: CellChanges,
  use: (data: ResidentData) => T | Promise<T>,
  from: Dataset = dataset,
): Promise<T> {
  const cache = createImageCache();
  const { signal } = new AbortController();
  const data = await prepareData(cellOf(changes), from, { cache, signal });
  try {
    return await use(data);
  } finally {
    data.dispose();
    cache.dispose();
  }
}

/** All images, one array each; the train images come first. */
const imagesOf = ({ images: { windows }, trainCount, testCount }: ResidentData): Float32Array[] => {
  const values = windows.dataSync() as Float32Array;
  return Array.from({ length: trainCount + testCount }, (_, i) => values.slice(i * SIZE, (i + 1) * SIZE));
};

const raw = { ...cellOf().dataset, preprocessing: 'scale' } as const;
const scaled = (corruption: Corruption) => ({ corruption, dataset: raw });
const histogram = (image: Float32Array): number[] => Array.from(image).sort((a, b) => a - b);
const pixel = (image: Float32Array, position: number): string =>
  image.subarray(position * 3, position * 3 + 3).join();

describe('prepareData', () => {
  test('whitens the center windows', async () => {
    await withData({}, (data) => {
      for (const image of imagesOf(data)) {
        const mean = image.reduce((sum, value) => sum + value, 0) / SIZE;
        const variance = image.reduce((sum, value) => sum + (value - mean) ** 2, 0) / SIZE;
        expect(mean).toBeCloseTo(0, 5);
        expect(variance).toBeCloseTo(1, 5);
      }
    });
  });

  test('makes one-hot targets of the labels', async () => {
    await withData({ corruption: { kind: 'random-labels' } }, ({ labels, targets }) => {
      tf.tidy(() => {
        expect(labels).toHaveLength(12);
        expect(targets.shape).toEqual([12, 10]);
        expect(Array.from(tf.argMax(targets, 1).dataSync())).toEqual(Array.from(labels));
        expect(tf.sum(targets).dataSync()[0]).toBe(12);
      });
    });
  });

  test.each(['partial-labels', 'random-labels'] as const)(
    '%s does not change images and test labels',
    async (kind) => {
      const corruption = kind === 'partial-labels' ? { kind, probability: 0.5 } : { kind };
      const plain = await withData({}, (data) => data.record);
      await withData({ corruption }, (data) => {
        expect(data.labels.subarray(8)).toEqual(dataset.test.labels);
        expect(data.record.imagesSha256).toBe(plain.imagesSha256);
        expect(data.record.labelsSha256).not.toBe(plain.labelsSha256);
        expect(data.record.labelsSha256).toBe(sha256OfBytes(Uint8Array.from(data.labels.subarray(0, 8))));
        expect(data.record.labelsChanged).toBe(data.labelsChanged!.filter((bit) => bit === 1).length);
        expect(data.record.labelsSelected).toBeGreaterThanOrEqual(data.record.labelsChanged!);
      });
    },
  );

  test.each(['shuffled-pixels', 'random-pixels'] as const)(
    '%s only moves the pixels of each image in both splits, keeping channels together',
    async (kind) => {
      const plain = await withData(scaled({ kind: 'none' }), imagesOf);
      await withData(scaled({ kind }), (data) => {
        imagesOf(data).forEach((image, i) => {
          expect(image).not.toEqual(plain[i]);
          expect(histogram(image)).toEqual(histogram(plain[i]!));
          const pixels = new Set(Array.from({ length: 784 }, (_, p) => pixel(plain[i]!, p)));
          for (let p = 0; p < 784; p++) expect(pixels.has(pixel(image, p))).toBe(true);
        });
      });
    },
  );

  test('shuffled-pixels moves a pixel to the same place in every image; random-pixels does not', async () => {
    const twins = {
      ...dataset,
      train: {
        ...dataset.train,
        images: dataset.train.images.map((_, i) => dataset.train.images[i % 3072]!),
      },
    };
    const different = (corruption: Corruption) =>
      withData(
        scaled(corruption),
        (data) =>
          new Set(
            imagesOf(data)
              .slice(0, 8)
              .map((image) => image.join()),
          ).size,
        twins,
      );
    expect(await different({ kind: 'shuffled-pixels' })).toBe(1);
    expect(await different({ kind: 'random-pixels' })).toBe(8);
  });

  test('gaussian fills both splits with noise like the train set, then preprocesses it', async () => {
    await withData(scaled({ kind: 'gaussian' }), (data) => {
      const images = imagesOf(data);
      for (const split of [images.slice(0, 8), images.slice(8)]) {
        const values = split.flatMap((image) => Array.from(image));
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const std = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
        // Uniform bytes have mean 127.5 and deviation 73.9.
        expect(mean).toBeCloseTo(127.5 / 255, 1);
        expect(std).toBeCloseTo(73.9 / 255, 1);
        expect(Math.min(...values)).toBeLessThan(0);
      }
    });
  });

  test.each([
    { kind: 'none' },
    { kind: 'random-labels' },
    { kind: 'shuffled-pixels' },
    { kind: 'random-pixels' },
    { kind: 'gaussian' },
  ] as const)('$kind is the same for equal seeds, and different for different seeds', async (corruption) => {
    const record = (seed: number) => withData({ corruption, seed }, (data) => data.record);
    expect(await record(1)).toEqual(await record(1));
    if (corruption.kind !== 'none') expect(await record(1)).not.toEqual(await record(2));
  });

  test('records the hash of the windows’ bytes for uncorrupted images', async () => {
    const gray = randomDataset({ train: 3, test: 1, side: 28, channels: 1 });
    const record = await withData({}, (data) => data.record, gray);
    expect(record.imagesSha256).toBe(sha256OfBytes(gray.train.images));
    expect(record).toMatchObject({ labelsSelected: 0, labelsChanged: 0 });
  });

  test('leaves the images in the cache', async () => {
    const cache = createImageCache();
    const data = await prepareData(cellOf(), dataset, { cache, signal: new AbortController().signal });
    data.dispose();
    expect(data.targets.isDisposed).toBe(true);
    expect(data.images.windows.isDisposed).toBe(false);
    cache.dispose();
  });

  test('stops when it is aborted', async () => {
    const reason = new Error('enough');
    const prepared = (signal: AbortSignal) =>
      prepareData(cellOf(), dataset, { cache: createImageCache(), signal });
    await expect(prepared(AbortSignal.abort(reason))).rejects.toMatchObject({
      code: 'aborted',
      cause: reason,
    });
    await expect(prepared(AbortSignal.abort())).rejects.toBeInstanceOf(RoteError);
  });
});
