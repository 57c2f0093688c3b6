import type { Cell, Corruption, Dataset, KeptImages, StreamedDataset } from '@rote/domain';
import { keptImagesId, randomKey, randomPermutation, seedFor } from '@rote/domain';
import { cellOf } from '@rote/testkit/values';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { createBatchRoute } from '../../src/data/batch-route.js';
import { keepImages } from '../../src/data/keep-images.js';
import type { PreparedData } from '../../src/data/prepared-data.js';
import { prepareData } from '../../src/data/prepared-data.js';
import { createImageCache } from '../../src/data/prepared-images.js';
import { train } from '../../src/train.js';
import { useEngine } from '../fixtures/engine.js';
import { randomDataset } from '../fixtures/random-dataset.js';
import { folderCell, streamedDataset } from '../fixtures/streamed.js';

// TF.js's cpu backend augments only the first image of a batch.
useEngine({ force: 'wasm' });

const { signal } = new AbortController();
const color = randomDataset({ train: 30, test: 2 });
const gray = randomDataset({ train: 30, test: 2, side: 28, channels: 1 });
/** Every thirtieth of a dozen, rounded down. */
const EVENLY = [0, 2, 5, 7, 10, 12, 15, 17, 20, 22, 25, 27];

const CORRUPTIONS: readonly Corruption[] = [
  { kind: 'none' },
  { kind: 'partial-labels', probability: 0.5 },
  { kind: 'random-labels' },
  { kind: 'random-binary-labels' },
  { kind: 'shuffled-pixels' },
  { kind: 'random-pixels' },
  { kind: 'gaussian' },
];

/** Prepares a cell's data, and gives it to `use` with the images that are kept of it. */
async function withKept<T>(
  cell: Cell,
  dataset: Dataset | StreamedDataset,
  use: (kept: KeptImages, data: PreparedData) => T | Promise<T>,
): Promise<T> {
  const cache = createImageCache();
  const data = await prepareData(cell, dataset, { cache, signal });
  try {
    return await use(await keepImages(cell, dataset, { data, signal }), data);
  } finally {
    data.dispose();
    cache.dispose();
  }
}

/** What the network gets in the first epoch for some images, in gray levels: the cell scales by 255 and nothing else. */
async function seenLevels(cell: Cell, data: PreparedData, indices: readonly number[]): Promise<number[]> {
  const route = createBatchRoute(cell, data);
  const { augmenter } = route;
  const seed = seedFor(cell, 'order');
  for await (const feeds of route.read([Int32Array.from(indices)], { epoch: 1, signal })) {
    try {
      return tf.tidy(() => {
        const drawn =
          augmenter &&
          tf.tensor2d(
            indices.flatMap((index) => augmenter.draw({ seed, epoch: 1, index })),
            [indices.length, augmenter.numbers],
          );
        return Array.from(tf.mul(route.makeBatch(feeds, drawn).images, 255).dataSync());
      });
    } finally {
      tf.dispose([...feeds]);
    }
  }
  throw new Error('nothing was read');
}

/** The bytes of a window, one pixel of it after the other. */
function windowOf({ train: { images }, width, channels, height }: Dataset, index: number): Uint8Array[] {
  const margin = (height - 28) / 2;
  return Array.from({ length: 784 }, (_, p) => {
    const [y, x] = [Math.floor(p / 28) + margin, (p % 28) + margin];
    const at = ((index * height + y) * width + x) * channels;
    return images.slice(at, at + channels);
  });
}

const bytesOf = (pixels: readonly Uint8Array[]): number[] => pixels.flatMap((pixel) => Array.from(pixel));

describe.each([
  ['color', color],
  ['gray', gray],
] as const)('keepImages of %s images', (_, dataset) => {
  const scaled = (changes: Parameters<typeof cellOf>[0]): Cell =>
    cellOf({ ...changes, dataset: { ...cellOf().dataset, preprocessing: 'scale' } as never });

  test.each(
    CORRUPTIONS.flatMap((corruption) =>
      (['none', 'random-crop', 'flip-rotation'] as const).map(
        (augmentation) => [corruption.kind, augmentation, corruption] as const,
      ),
    ),
  )('keeps what the network sees in the first epoch: %s, %s', async (_kind, augmentation, corruption) => {
    const cell = scaled({ corruption, seed: 3, regularizer: { augmentation } });
    await withKept(cell, dataset, async (kept, data) => {
      const { channels } = dataset;
      expect(kept).toMatchObject({ height: 28, width: 28, channels, stride: 1, indices: EVENLY });
      const seen = await seenLevels(cell, data, EVENLY);
      expect(kept.pixels).toHaveLength(seen.length);
      // Operations on other numbers of images may round differently.
      const misses = seen.filter((level, i) => {
        const limited = Math.min(255, Math.max(0, level));
        return Math.abs(kept.pixels[i]! - limited) > 0.501;
      });
      expect(misses).toEqual([]);
      const size = kept.pixels.length / EVENLY.length;
      for (const i of EVENLY.keys())
        expect(new Set(kept.pixels.subarray(i * size, (i + 1) * size)).size).toBeGreaterThan(100);
      expect(kept.labels).toEqual(EVENLY.map((index) => data.labels[index]));
      expect(kept.trueLabels).toEqual(EVENLY.map((index) => dataset.train.labels[index]));
    });
  });

  test.each(['none', 'partial-labels', 'random-labels'] as const)(
    "keeps the data set's own bytes: %s",
    async (kind) => {
      const corruption = CORRUPTIONS.find((each) => each.kind === kind)!;
      const pixels = await withKept(cellOf({ corruption }), dataset, (kept) => Array.from(kept.pixels));
      expect(pixels).toEqual(EVENLY.flatMap((index) => bytesOf(windowOf(dataset, index))));
    },
  );

  test.each([
    ['shuffled-pixels', () => randomKey(9, 'pixels')],
    ['random-pixels', (index: number) => randomKey(9, 'pixels', 'train', index)],
  ] as const)("keeps the data set's own bytes in another order: %s", async (kind, keyOf) => {
    const pixels = await withKept(cellOf({ corruption: { kind }, seed: 9 }), dataset, (kept) =>
      Array.from(kept.pixels),
    );
    const expected = EVENLY.flatMap((index) => {
      const window = windowOf(dataset, index);
      return bytesOf(Array.from(randomPermutation(keyOf(index), 784), (from) => window[from]!));
    });
    expect(pixels).toEqual(expected);
  });
});

describe('keepImages', () => {
  test('keeps all of a small train set', async () => {
    const small = randomDataset({ train: 3, test: 1 });
    await withKept(cellOf(), small, ({ indices, pixels }) => {
      expect(indices).toEqual([0, 1, 2]);
      expect(pixels).toHaveLength(3 * 28 * 28 * 3);
    });
  });

  test.each([
    [{ kind: 'random-labels' }, true],
    [{ kind: 'random-binary-labels' }, false],
  ] as const)('names the classes that labels stand for: %o %s', async (corruption, isNamed) => {
    const named: Dataset = { ...color, name: 'cifar10' };
    await withKept(cellOf({ corruption }), named, ({ labels, labelNames, trueLabels, trueLabelNames }) => {
      expect(trueLabels[1]).toBe(2);
      expect(trueLabelNames![1]).toBe('bird');
      if (isNamed) expect(labelNames![1]).toBe(trueLabelNames![trueLabels.indexOf(labels[1]!)]);
      else expect(labelNames).toBeNull();
    });
    await withKept(cellOf({ corruption }), color, (kept) => {
      expect(kept).toMatchObject({ labelNames: null, trueLabelNames: null });
    });
  });

  test.each(['none', 'shuffled-pixels', 'random-pixels'] as const)(
    'keeps every third pixel that a network sees of a folder: %s',
    async (kind) => {
      const { dataset } = streamedDataset({ train: 4, test: 2 });
      const cell = folderCell({ corruption: { kind } });
      await withKept(cell, dataset, async (kept, data) => {
        expect(kept).toMatchObject({ height: 100, width: 100, stride: 3, indices: [0, 1, 2, 3] });
        expect(kept.labelNames).toEqual(['left', 'right', 'left', 'right']);
        expect(kept.imagesSha256).toBe(data.record.imagesSha256);
        if (data.kind !== 'streamed') throw new Error('not streamed');
        const window = await data.source.read(2, { kind: 'center' });
        const pixel = (x: number, y: number) =>
          Array.from(kept.pixels.slice(60_000 + (y * 100 + x) * 3).slice(0, 3));
        for (const [x, y] of [
          [0, 0],
          [99, 0],
          [50, 71],
          [99, 99],
        ] as const)
          expect(pixel(x, y)).toEqual(Array.from(window.slice((3 * y * 299 + 3 * x) * 3).slice(0, 3)));
      });
    },
  );

  test('reads the parts of a folder that the first epoch reads', async () => {
    const { dataset, reads } = streamedDataset({ train: 4, test: 2 });
    const cell = folderCell({ regularizer: { ...folderCell().regularizer, augmentation: 'random-crop' } });
    await withKept(cell, dataset, async (_kept, data) => {
      const before = reads.splice(0);
      expect(before).toMatchObject(
        [0, 1, 2, 3].map((index) => ({ split: 'train', index, part: { kind: 'drawn' } })),
      );
      for await (const feeds of createBatchRoute(cell, data).read([Int32Array.of(0, 1, 2, 3)], {
        epoch: 1,
        signal,
      }))
        tf.dispose([...feeds]);
      expect(reads).toEqual(before);
    });
  });
});

test('cells with the same id have the same images, and cells with other images another id', async () => {
  const cells = CORRUPTIONS.flatMap((corruption) =>
    (['none', 'random-crop'] as const).flatMap((augmentation) =>
      [1, 2].map((seed) =>
        cellOf({
          corruption,
          seed,
          regularizer: { augmentation, dropout: seed / 10 },
          training: { epochs: seed },
        }),
      ),
    ),
  );
  const images: string[] = [];
  for (const cell of cells)
    images.push(
      await withKept(
        cell,
        color,
        ({ pixels, labels }) => `${Buffer.from(pixels).toString('base64')} ${labels.join()}`,
      ),
    );
  const ids = cells.map(keptImagesId);
  const pairs = images.map((each, i) => `${ids[i]!} ${each}`);
  expect(new Set(pairs).size).toBe(new Set(ids).size);
  expect(new Set(pairs).size).toBe(new Set(images).size);
});

test('train gives the images away before the first epoch, and trains the same without that', async () => {
  const seen: string[] = [];
  const options = {
    signal,
    clock: () => 0,
    onEvent: () => seen.push('epoch'),
  };
  const cell = cellOf({
    corruption: { kind: 'random-labels' },
    regularizer: { augmentation: 'random-crop' },
  });
  const withImages = await train(cell, color, {
    ...options,
    onImages: ({ indices }) => seen.push(`${String(indices.length)} images`),
  });
  expect(seen.slice(0, 2)).toEqual(['12 images', 'epoch']);
  expect(await train(cell, color, options)).toEqual(withImages);
});
