import { beforeAll, expect, test } from 'vitest';
import type { Dataset } from '@rote/domain';
import { loadDataset } from '../src/index.js';
import { DATA_DIR, FETCH_TIMEOUT_MS } from './fixtures/data-dir.js';

let dataset: Dataset;

beforeAll(async () => {
  dataset = await loadDataset('cifar10', { cacheDir: DATA_DIR, onProgress: console.log });
}, FETCH_TIMEOUT_MS);

test('has 50,000 train and 10,000 test images of 32 × 32 × 3, in its known order', () => {
  const { train, test: held, ...shape } = dataset;
  expect(shape).toEqual({ name: 'cifar10', height: 32, width: 32, channels: 3, classes: 10 });
  expect([train.count, train.images.length, train.labels.length]).toEqual([50_000, 153_600_000, 50_000]);
  expect([held.count, held.images.length, held.labels.length]).toEqual([10_000, 30_720_000, 10_000]);
  expect([...train.labels.subarray(0, 10)]).toEqual([6, 9, 9, 4, 1, 1, 2, 7, 8, 3]);
});

test('has 5,000 train and 1,000 test images in each class', () => {
  for (const [set, each] of [
    [dataset.train, 5000],
    [dataset.test, 1000],
  ] as const) {
    const counts = new Array<number>(10).fill(0);
    for (const label of set.labels) counts[label]! += 1;
    expect(counts).toEqual(new Array(10).fill(each));
  }
});

test('has the published channel means and standard deviations', () => {
  const { images, count } = dataset.train;
  const pixels = count * 1024;
  const sums = [0, 0, 0];
  const squares = [0, 0, 0];
  for (let i = 0; i < images.length; i += 3) {
    for (let channel = 0; channel < 3; channel++) {
      const value = images[i + channel]!;
      sums[channel]! += value;
      squares[channel]! += value * value;
    }
  }
  const means = sums.map((sum) => sum / pixels);
  const deviations = squares.map((square, channel) => Math.sqrt(square / pixels - means[channel]! ** 2));
  expect(means.map((mean) => mean.toFixed(4))).toEqual(['125.3069', '122.9504', '113.8654']);
  expect(deviations.map((deviation) => deviation.toFixed(4))).toEqual(['62.9932', '62.0887', '66.7049']);
});
