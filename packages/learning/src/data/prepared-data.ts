import type { Cell, CorruptionRecord, Dataset } from '@rote/domain';
import { INPUT_SIDE, labelNoise, sha256OfBytes } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import { corruptLabels } from '../corruption/corrupt-labels.js';
import { augmentedWindow } from './augment.js';
import type { ImageSource } from './image-source.js';
import { createImageSource } from './image-source.js';
import { PREPROCESS } from './preprocess.js';
import { preprocessImages } from './preprocessed-images.js';

/** A split as models see it, without augmentation. */
export interface PreparedSplit {
  readonly count: number;
  /** [count, 28, 28, channels] */
  readonly images: tf.Tensor4D;
  /** One-hot labels as trained on, [count, classes]. */
  readonly targets: tf.Tensor2D;
  /** The same labels as class indices. */
  readonly labels: Uint8Array;
}

export interface Batch {
  readonly images: tf.Tensor4D;
  readonly targets: tf.Tensor2D;
}

/** What a cell trains on and is judged with; its tensors stay in the engine's memory until it is disposed of. */
export interface PreparedData {
  readonly train: PreparedSplit;
  readonly test: PreparedSplit;
  /** 1 for each train image whose label the corruption changed. */
  readonly labelsChanged: Uint8Array;
  readonly record: CorruptionRecord;
  readonly classes: number;
  /** The train images with these indices as an epoch sees them, augmented; the caller owns the tensors. */
  trainBatch(indices: Int32Array, epoch: number): Batch;
  dispose(): void;
}

const oneHot = (labels: Uint8Array, classes: number): tf.Tensor2D => {
  const values = new Float32Array(labels.length * classes);
  labels.forEach((label, index) => (values[index * classes + label] = 1));
  return tf.tensor2d(values, [labels.length, classes]);
};

/** Reads the images of an epoch, freshly augmented; `undefined` where the cell has no augmentation. */
function augmenter(
  cell: Cell,
  source: ImageSource,
): ((indices: Int32Array, epoch: number) => tf.Tensor4D) | undefined {
  const { augmentation } = cell.regularizer;
  if (augmentation === 'none') return undefined;
  const preprocess = PREPROCESS[cell.dataset.preprocessing];
  const { channels } = source.frame;
  const size = INPUT_SIDE * INPUT_SIDE * channels;
  return (indices, epoch) => {
    const values = new Float32Array(indices.length * size);
    indices.forEach((index, at) => {
      const image = values.subarray(at * size, (at + 1) * size);
      const window = augmentedWindow(augmentation, { seed: cell.seed, epoch, index }, source.frame);
      source.readWindow(index, window, image);
      preprocess(image);
    });
    return tf.tensor4d(values, [indices.length, INPUT_SIDE, INPUT_SIDE, channels]);
  };
}

/**
 * Corrupts a data set as its cell says, preprocesses it, and puts it into the engine's memory. The corruption is drawn
 * once, from the seed: it is the same in every epoch, attempt and worker.
 *
 * @param dataset already the cell's subset
 * @throws RoteError `aborted`
 */
export async function prepareData(cell: Cell, dataset: Dataset, signal: AbortSignal): Promise<PreparedData> {
  const { corruption, seed } = cell;
  const { classes } = dataset;
  const labels = corruptLabels(dataset.train.labels, { classes, probability: labelNoise(corruption), seed });
  const augmented = cell.regularizer.augmentation !== 'none';
  const trainSource = createImageSource(dataset, corruption, { split: 'train', seed, reread: augmented });
  const testSource = createImageSource(dataset, corruption, { split: 'test', seed, reread: false });
  const preprocessing = {
    preprocess: PREPROCESS[cell.dataset.preprocessing],
    hashAs: corruption.kind === 'gaussian' ? 'float32' : 'bytes',
    signal,
  } as const;

  const tensors: tf.Tensor[] = [];
  const owned = <T extends tf.Tensor>(tensor: T): T => {
    tensors.push(tensor);
    return tensor;
  };
  const dispose = (): void => {
    tf.dispose(tensors);
  };
  try {
    const trainImages = await preprocessImages(trainSource, preprocessing);
    const images = owned(trainImages.tensor);
    const targets = owned(oneHot(labels.labels, classes));
    const testImages = await preprocessImages(testSource, preprocessing);
    const augment = augmenter(cell, trainSource);
    return {
      train: { count: trainSource.count, images, targets, labels: labels.labels },
      test: {
        count: testSource.count,
        images: owned(testImages.tensor),
        targets: owned(oneHot(dataset.test.labels, classes)),
        labels: dataset.test.labels,
      },
      labelsChanged: labels.changed,
      record: {
        labelsSelected: labels.selected.reduce((sum, bit) => sum + bit, 0),
        labelsChanged: labels.changed.reduce((sum, bit) => sum + bit, 0),
        labelsSha256: sha256OfBytes(labels.labels),
        imagesSha256: trainImages.sha256,
      },
      classes,
      trainBatch: (indices, epoch) =>
        tf.tidy(() => {
          const rows = tf.tensor1d(indices, 'int32');
          return {
            images: augment?.(indices, epoch) ?? tf.gather(images, rows),
            targets: tf.gather(targets, rows),
          };
        }),
      dispose,
    };
  } catch (error) {
    dispose();
    throw error;
  }
}
