import type { Cell, CorruptionRecord, Dataset } from '@rote/domain';
import { classCount, seedFor, sha256OfBytes } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import { corruptLabels } from '../corruption/corrupt-labels.js';
import type { Split } from '../corruption/pixel-orders.js';
import type { ImageCache, PreparedImages } from './prepared-images.js';

/** What a cell trains on and is judged with. Rows are the train images, then the test images. */
export interface PreparedData {
  readonly trainCount: number;
  /** The train images that are trained on and scored, in order: all but one that is left out. */
  readonly trained: Int32Array;
  readonly testCount: number;
  readonly images: PreparedImages;
  /** One-hot labels as corrupted: [train + test, classes]. */
  readonly targets: tf.Tensor2D;
  /** The same labels as class indices. */
  readonly labels: Uint8Array;
  /** 1 for each train image whose label the corruption changed. */
  readonly labelsChanged: Uint8Array;
  readonly record: CorruptionRecord;
  readonly classes: number;
  /** Frees the targets; the images are the cache's. */
  dispose(): void;
}

const oneHot = (labels: Uint8Array, classes: number): tf.Tensor2D => {
  const values = new Float32Array(labels.length * classes);
  labels.forEach((label, index) => (values[index * classes + label] = 1));
  return tf.tensor2d(values, [labels.length, classes]);
};

const countBits = (mask: Uint8Array): number => mask.reduce((sum, bit) => sum + bit, 0);

const corruptsTestLabels = ({ testLabels, corruption }: Cell): boolean =>
  testLabels === 'corrupted' || corruption.kind === 'random-binary-labels';

/**
 * Corrupts a data set as its cell says and puts it into the engine's memory. The corruption is drawn once, from the
 * seed: it is the same in every epoch, attempt and worker.
 *
 * @param dataset already the cell's subset
 * @throws RoteError `aborted`
 */
export async function prepareData(
  cell: Cell,
  dataset: Dataset,
  { cache, signal }: { readonly cache: ImageCache; readonly signal: AbortSignal },
): Promise<PreparedData> {
  const { train, test } = dataset;
  const classes = classCount(cell, dataset.classes);
  const corruptSplit = (split: Split) =>
    corruptLabels(dataset[split].labels, cell.corruption, {
      classes: dataset.classes,
      seed: seedFor(cell, 'labels'),
      split,
    });
  const corrupted = corruptSplit('train');
  const images = await cache.find(cell, dataset, signal);
  const labels = new Uint8Array(train.count + test.count);
  labels.set(corrupted.labels);
  labels.set(corruptsTestLabels(cell) ? corruptSplit('test').labels : test.labels, train.count);
  const targets = oneHot(labels, classes);
  return {
    trainCount: train.count,
    trained: Int32Array.from({ length: train.count }, (_, index) => index).filter(
      (index) => index !== cell.leaveOut,
    ),
    testCount: test.count,
    images,
    targets,
    labels,
    labelsChanged: corrupted.changed,
    record: {
      labelsSelected: countBits(corrupted.selected),
      labelsChanged: countBits(corrupted.changed),
      labelsSha256: sha256OfBytes(corrupted.labels),
      imagesSha256: images.sha256,
    },
    classes,
    dispose() {
      targets.dispose();
    },
  };
}
