import type { Cell, CorruptionRecord, Dataset } from '@rote/domain';
import { labelNoise, sha256OfBytes } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import { corruptLabels } from '../corruption/corrupt-labels.js';
import type { ImageCache, PreparedImages } from './prepared-images.js';

/** What a cell trains on and is judged with. Rows are the train images, then the test images. */
export interface PreparedData {
  readonly trainCount: number;
  readonly testCount: number;
  readonly images: PreparedImages;
  /** One-hot labels, those of train images as trained on: [train + test, classes]. */
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
  const { classes, train, test } = dataset;
  const corrupted = corruptLabels(train.labels, {
    classes,
    probability: labelNoise(cell.corruption),
    seed: cell.seed,
  });
  const images = await cache.find(cell, dataset, signal);
  const labels = new Uint8Array(train.count + test.count);
  labels.set(corrupted.labels);
  labels.set(test.labels, train.count);
  const targets = oneHot(labels, classes);
  return {
    trainCount: train.count,
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
