import { randomKey, randomPermutation, RoteError, type Dataset, type ImageSet } from '@rote/domain';

export interface SubsetOptions {
  /** Number of train images. Default: all of them. */
  readonly train?: number;
  /** Number of test images. Default: all of them. */
  readonly test?: number;
  readonly seed: number;
}

/** The indices of `size` out of `count` images, in ascending order: the same for the same seed and split. */
export const chooseImages = (
  split: 'train' | 'test',
  { size, count, seed }: { readonly size: number; readonly count: number; readonly seed: number },
): Int32Array =>
  randomPermutation(randomKey(seed, 'subset', split), count)
    .subarray(0, size)
    .sort();

/**
 * A seeded selection of images without replacement, in the data set's own order. With the same seed, a larger subset
 * contains the smaller ones.
 *
 * @throws RoteError `spec-invalid` if a size is not a whole number from 1 to that of the data set
 */
export function takeSubset(dataset: Dataset, { train, test, seed }: SubsetOptions): Dataset {
  const pick = (split: 'train' | 'test', size: number | undefined): ImageSet => {
    const set = dataset[split];
    if (size === undefined) return set;
    if (!Number.isInteger(size) || size < 1 || size > set.count) {
      const message = `Cannot take a ${split} subset of ${size} images: ${dataset.name} allows 1 to ${set.count}`;
      throw new RoteError('spec-invalid', message);
    }
    return copyImages(set, chooseImages(split, { size, count: set.count, seed }));
  };
  return { ...dataset, train: pick('train', train), test: pick('test', test) };
}

function copyImages(set: ImageSet, chosen: Int32Array): ImageSet {
  const size = set.images.length / set.count;
  const images = new Uint8Array(chosen.length * size);
  for (const [target, source] of chosen.entries()) {
    images.set(set.images.subarray(source * size, (source + 1) * size), target * size);
  }
  return {
    count: chosen.length,
    images,
    labels: Uint8Array.from(chosen, (source) => set.labels[source]!),
  };
}
