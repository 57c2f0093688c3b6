import type { Cell, CorruptionRecord, Dataset, Labels, StreamedDataset } from '@rote/domain';
import {
  classCount,
  FOLDER_INPUT_SIDE,
  IMAGE_FOLDER,
  keepsClasses,
  seedFor,
  sha256OfBytes,
} from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import { corruptLabels } from '../corruption/corrupt-labels.js';
import type { Split } from '../corruption/split.js';
import type { StreamedSource } from './streamed-source.js';
import { openStreamedSource } from './streamed-source.js';
import type { ImageCache, PreparedImages } from './prepared-images.js';

/**
 * The data that a cell is trained and evaluated on. Indices refer to the train images first, then to the test images.
 */
export type PreparedData = ResidentData | StreamedData;

/** Data that is entirely in the engine's memory. */
export interface ResidentData extends LabeledData {
  readonly kind: 'resident';
  readonly images: PreparedImages;
  /** One-hot labels after corruption, [train + test, classes]. */
  readonly targets: tf.Tensor2D;
}

/** Images that are read when they are needed. */
export interface StreamedData extends LabeledData {
  readonly kind: 'streamed';
  readonly source: StreamedSource;
}

interface LabeledData {
  readonly trainCount: number;
  /** Indices of the train images used for training and scores, in order: all except one that is left out. */
  readonly trained: Int32Array;
  readonly testCount: number;
  /** Shape of an image as the network sees it: [height, width, channels]. */
  readonly inputShape: readonly number[];
  /** Class indices after corruption. */
  readonly labels: Labels;
  /** 1 for each train image whose label the corruption changed; `null` if labels are not classes of the data set. */
  readonly labelsChanged: Uint8Array | null;
  readonly record: CorruptionRecord;
  readonly classes: number;
  /** Frees the targets in the engine's memory. The images there belong to the cache. */
  dispose(): void;
}

const oneHot = (labels: Labels, classes: number): tf.Tensor2D => {
  const values = new Float32Array(labels.length * classes);
  labels.forEach((label, index) => (values[index * classes + label] = 1));
  return tf.tensor2d(values, [labels.length, classes]);
};

const emptyLabels = (count: number, classes: number): Labels =>
  classes > 256 ? new Uint16Array(count) : new Uint8Array(count);

const bytesOf = ({ buffer, byteOffset, byteLength }: Labels): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

const countBits = (mask: Uint8Array): number => mask.reduce((sum, bit) => sum + bit, 0);

const corruptsTestLabels = ({ testLabels, corruption }: Cell): boolean =>
  testLabels === 'corrupted' || !keepsClasses(corruption);

interface PrepareOptions {
  readonly cache: ImageCache;
  readonly signal: AbortSignal;
}

/**
 * Corrupts a data set as its cell specifies, and moves it to the engine's memory or opens it. The corruption is drawn
 * once, from the seed: it is the same in every epoch, attempt and worker.
 *
 * @param dataset already reduced to the cell's subset
 * @throws RoteError `aborted`; `data-corrupt` if an image needed in advance cannot be read
 */
export function prepareData(cell: Cell, dataset: Dataset, options: PrepareOptions): Promise<ResidentData>;
export function prepareData(
  cell: Cell,
  dataset: Dataset | StreamedDataset,
  options: PrepareOptions,
): Promise<PreparedData>;
export async function prepareData(
  cell: Cell,
  dataset: Dataset | StreamedDataset,
  { cache, signal }: PrepareOptions,
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
  const labels = emptyLabels(train.count + test.count, dataset.classes);
  labels.set(corrupted.labels);
  labels.set(corruptsTestLabels(cell) ? corruptSplit('test').labels : test.labels, train.count);
  // A random label out of two cannot be compared with a class of the data set.
  const labelsChanged = keepsClasses(cell.corruption) ? corrupted.changed : null;
  const labeled = (imagesSha256: string) => ({
    trainCount: train.count,
    trained: Int32Array.from({ length: train.count }, (_, index) => index).filter(
      (index) => index !== cell.leaveOut,
    ),
    testCount: test.count,
    labels,
    labelsChanged,
    record: {
      labelsSelected: countBits(corrupted.selected),
      labelsChanged: labelsChanged && countBits(labelsChanged),
      labelsSha256: sha256OfBytes(bytesOf(corrupted.labels)),
      imagesSha256,
    },
    classes,
  });
  if (dataset.name === IMAGE_FOLDER) {
    const source = await openStreamedSource(cell, dataset, signal);
    return {
      kind: 'streamed',
      ...labeled(source.sha256),
      source,
      inputShape: [FOLDER_INPUT_SIDE, FOLDER_INPUT_SIDE, dataset.channels],
      dispose: () => undefined,
    };
  }
  const images = await cache.find(cell, dataset, signal);
  const targets = oneHot(labels, classes);
  return {
    kind: 'resident',
    ...labeled(images.sha256),
    images,
    targets,
    inputShape: images.windows.shape.slice(1),
    dispose() {
      targets.dispose();
    },
  };
}
