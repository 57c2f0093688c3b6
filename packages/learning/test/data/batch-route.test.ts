import type { Cell, Corruption } from '@rote/domain';
import { FOLDER_INPUT_SIDE, sha256OfBytes } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { createBatchRoute } from '../../src/data/batch-route.js';
import { prepareData } from '../../src/data/prepared-data.js';
import { createImageCache } from '../../src/data/prepared-images.js';
import { useCpuBackend } from '../fixtures/cpu-backend.js';
import { folderCell, streamedDataset } from '../fixtures/streamed.js';

useCpuBackend();

const { signal } = new AbortController();
const SIZE = FOLDER_INPUT_SIDE ** 2 * 3;
const never = createImageCache();

/** The feeds of some batches of images, with the reads that they caused. */
async function readBatches(
  batches: readonly (readonly number[])[],
  { epoch = null, ...changes }: Partial<Cell> & { readonly epoch?: number | null } = {},
) {
  const { dataset, reads } = streamedDataset({ train: 4, test: 2 });
  const cell = folderCell(changes);
  const data = await prepareData(cell, dataset, { cache: never, signal });
  const route = createBatchRoute(cell, data);
  const images: Float32Array[] = [];
  const labels: number[] = [];
  const indices = batches.map((batch) => Int32Array.from(batch));
  for await (const feeds of route.read(indices, { epoch, signal })) {
    expect(feeds.map(({ shape, dtype }) => ({ shape, dtype }))).toEqual(route.feeds(feeds[0]!.shape[0]));
    tf.tidy(() => {
      const batch = route.makeBatch(feeds, null);
      images.push(...tf.unstack(batch.images).map((image) => image.dataSync().slice() as Float32Array));
      labels.push(...tf.argMax(batch.targets, 1).dataSync());
    });
    tf.dispose([...feeds]);
  }
  return { images, labels, reads, data };
}

const augmented = { ...folderCell().regularizer, augmentation: 'random-crop' } as const;
const hashOf = (values: Float32Array): string => sha256OfBytes(new Uint8Array(values.slice().buffer));
const sortedHash = (values: Float32Array): string => hashOf(values.slice().sort());

describe('the stream of an image folder', () => {
  test('yields the requested images in order, within −1 … 1 and with their labels', async () => {
    const { images, labels, reads } = await readBatches([[3, 0], [1, 5], [4]]);
    expect(reads.map(({ split, index }) => [split, index])).toEqual([
      ['train', 3],
      ['train', 0],
      ['train', 1],
      ['test', 1],
      ['test', 0],
    ]);
    expect(new Set(reads.map(({ part }) => part.kind))).toEqual(new Set(['center']));
    expect(labels).toEqual([1, 0, 1, 1, 0]);
    expect(images.every((image) => image.length === SIZE)).toBe(true);
    expect(images.every((image) => image.every((value) => value >= -1 && value <= 1))).toBe(true);
  });

  test('draws different parts of train images in each epoch, and the same for the same epoch', async () => {
    const partsOf = async (epoch: number | null) =>
      (await readBatches([[2, 1]], { epoch, regularizer: augmented })).reads.map(({ part }) => part);
    const first = await partsOf(1);
    expect(first).toMatchObject([{ kind: 'drawn' }, { kind: 'drawn' }]);
    expect(first[0]).not.toEqual(first[1]);
    expect(await partsOf(1)).toEqual(first);
    expect(await partsOf(2)).not.toEqual(first);
    expect(await partsOf(null)).toEqual([{ kind: 'center' }, { kind: 'center' }]);
  });

  test('ends without tensors left over when it is aborted', async () => {
    const { dataset } = streamedDataset({ train: 4, test: 2 });
    const cell = folderCell();
    const data = await prepareData(cell, dataset, { cache: never, signal });
    const abort = new AbortController();
    const stream = createBatchRoute(cell, data).read([Int32Array.of(0), Int32Array.of(1)], {
      epoch: 1,
      signal: abort.signal,
    });
    const reading = (async () => {
      for await (const feeds of stream) {
        tf.dispose([...feeds]);
        abort.abort();
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: 'aborted' });
  });
});

describe('corruptions of an image folder', () => {
  const corrupted = (corruption: Corruption) => readBatches([[0, 1, 4]], { corruption });

  test('shuffle the pixels of all images in the same way, or of each differently', async () => {
    const plain = await readBatches([[0, 1, 4]]);
    for (const kind of ['shuffled-pixels', 'random-pixels'] as const) {
      const { images, data } = await corrupted({ kind });
      images.forEach((image, i) => {
        expect(hashOf(image)).not.toBe(hashOf(plain.images[i]!));
        expect(sortedHash(image)).toBe(sortedHash(plain.images[i]!));
      });
      expect(data.record.imagesSha256).not.toBe(plain.data.record.imagesSha256);
      expect((await corrupted({ kind })).images.map(hashOf)).toEqual(images.map(hashOf));
    }
  });

  test('replace images by noise with the mean and deviation of the train images', async () => {
    const every = { batches: [[0, 1, 2, 3]] };
    const plain = await readBatches(every.batches);
    const noise = await readBatches(every.batches, { corruption: { kind: 'gaussian' } });
    const meanOf = (images: readonly Float32Array[]) =>
      images.reduce((sum, image) => sum + image.reduce((total, value) => total + value, 0), 0) / (4 * SIZE);
    const squaresOf = (images: readonly Float32Array[]) =>
      meanOf(images.map((image) => image.map((value) => value * value)));
    expect(meanOf(noise.images)).toBeCloseTo(meanOf(plain.images), 2);
    expect(squaresOf(noise.images)).toBeCloseTo(squaresOf(plain.images), 2);
    expect(noise.reads.every(({ part }) => part.kind === 'center')).toBe(true);
  });

  test('replace labels', async () => {
    const { data } = await readBatches([[0]], { corruption: { kind: 'random-labels' } });
    expect(data.record).toMatchObject({ labelsSelected: 4 });
  });
});
