import { createHash } from 'node:crypto';
import { DATASETS, type ImageSet } from '@rote/domain';
import { expect, test } from 'vitest';
import { loadDataset } from '../src/index.js';

const dataset = await loadDataset('synthetic', { cacheDir: '/nowhere' });
const { train, test: held } = dataset;

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('has the shape that the domain declares', () => {
  const { height, width, channels, classes, train: trains, test: tests } = DATASETS.synthetic;
  expect(dataset).toMatchObject({ name: 'synthetic', height, width, channels, classes });
  for (const [set, count] of [
    [train, trains],
    [held, tests],
  ] as const) {
    expect(set.count).toBe(count);
    expect(set.images).toHaveLength(count * height * width * channels);
    expect(set.labels).toHaveLength(count);
  }
});

test('is the same on every machine', () => {
  expect([sha256(train.images), sha256(train.labels), sha256(held.images), sha256(held.labels)])
    .toMatchInlineSnapshot(`
    [
      "71a967dd323899152657e9b0ece08f1516fd93458722389316665cce78f46eb1",
      "f9dd6539e951fcb7a74619f0039444968f3a8b7ab2f077b68042d2f0c2bffff2",
      "5d17384ac9716a128b3eb9c835870dd773508982f31d4c0342ea4c611cb75fc5",
      "979addccc4d77774e2bfeff6ca360073d1739ef67dc47c2680bfbd57c90ae023",
    ]
  `);
});

test('balances classes to within one image', () => {
  for (const set of [train, held]) {
    const counts = countClasses(set);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  }
});

test('contains no two equal images', () => {
  const size = train.images.length / train.count;
  const hashes = new Set<string>();
  for (const set of [train, held]) {
    for (let i = 0; i < set.count; i++) hashes.add(sha256(set.images.subarray(i * size, (i + 1) * size)));
  }
  expect(hashes.size).toBe(train.count + held.count);
});

test('can be learned: the nearest class mean of the train set predicts the test classes', () => {
  const size = train.images.length / train.count;
  const means = Array.from({ length: dataset.classes }, () => new Float64Array(size));
  const counts = countClasses(train);
  train.labels.forEach((label, image) => {
    const mean = means[label]!;
    for (let i = 0; i < size; i++) mean[i]! += train.images[image * size + i]! / counts[label]!;
  });
  const distance = (image: number, mean: Float64Array) => {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += (held.images[image * size + i]! - mean[i]!) ** 2;
    return sum;
  };
  for (let image = 0; image < 200; image++) {
    const distances = means.map((mean) => distance(image, mean));
    expect(distances.indexOf(Math.min(...distances))).toBe(held.labels[image]);
  }
});

function countClasses(set: ImageSet): number[] {
  const counts = new Array<number>(dataset.classes).fill(0);
  for (const label of set.labels) counts[label]! += 1;
  return counts;
}
