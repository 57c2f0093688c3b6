import type { Cell, Dataset, DatasetFacts, KeptImages, StreamedDataset } from '@rote/domain';
import {
  DATASETS,
  FOLDER_INPUT_SIDE,
  IMAGE_FOLDER,
  INPUT_SIDE,
  keepsClasses,
  keptIndices,
  seedFor,
} from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import { reportProgress, throwIfAborted } from '../engine/yield-to-event-loop.js';
import { createAugmenter } from './augment.js';
import { drawPart } from './draw-part.js';
import type { Pixels } from './frame.js';
import { copyCenterWindow, movePixels } from './frame.js';
import type { PreparedData, StreamedData } from './prepared-data.js';
import type { KeptFrames } from './prepared-images.js';
import { readAhead } from './read-ahead.js';

/** Larger windows are thinned to this side or less. */
const MOST_SIDE = 100;
const READ_AHEAD = 16;
const FIRST_EPOCH = 1;

/** The center windows, or those that the augmentation of the first epoch draws, by the operations that train. */
async function takeWindows(cell: Cell, { images, ...frame }: KeptFrames): Promise<readonly Float32Array[]> {
  const { height, width, channels } = frame;
  const { augmentation } = cell.regularizer;
  if (augmentation === 'none')
    return images.map(({ pixels }) => {
      const window = new Float32Array(INPUT_SIDE * INPUT_SIDE * channels);
      copyCenterWindow(pixels, frame, window);
      return window;
    });
  const augmenter = createAugmenter(augmentation, frame);
  const seed = seedFor(cell, 'order');
  const frames = new Float32Array(images.length * height * width * channels);
  images.forEach(({ pixels }, i) => {
    frames.set(pixels, i * pixels.length);
  });
  const drawn = images.flatMap(({ index }) => augmenter.draw({ seed, epoch: FIRST_EPOCH, index }));
  const windows = tf.tidy(() =>
    augmenter.take(
      tf.tensor4d(frames, [images.length, height, width, channels]),
      tf.range(0, images.length, 1, 'int32'),
      tf.tensor2d(drawn, [images.length, augmenter.numbers]),
    ),
  );
  try {
    const values = (await windows.data()) as Float32Array;
    const size = values.length / images.length;
    return images.map((_, i) => values.subarray(i * size, (i + 1) * size));
  } finally {
    windows.dispose();
  }
}

async function windowsInMemory(cell: Cell, kept: KeptFrames): Promise<readonly Pixels[]> {
  const windows = await takeWindows(cell, kept);
  return windows.map((window, i) => {
    const { order } = kept.images[i]!;
    return order === undefined ? window : movePixels(window, order, kept.channels);
  });
}

async function readWindows(
  cell: Cell,
  { source, trainCount }: StreamedData,
  signal: AbortSignal,
): Promise<readonly Pixels[]> {
  const seed = seedFor(cell, 'order');
  const isAugmented = cell.regularizer.augmentation !== 'none';
  const read = (index: number): Promise<Pixels> =>
    source.read(index, isAugmented ? drawPart({ seed, epoch: FIRST_EPOCH, index }) : { kind: 'center' });
  const windows: Pixels[] = [];
  for await (const window of readAhead(keptIndices(trainCount), read, READ_AHEAD)) {
    throwIfAborted(signal);
    reportProgress(signal);
    windows.push(window);
  }
  return windows;
}

interface WindowForm {
  readonly side: number;
  readonly channels: number;
  readonly stride: number;
}

/** The pixels of every `stride`-th row and column of windows, as bytes. */
function toBytes(windows: readonly Pixels[], { side, channels, stride }: WindowForm): Uint8Array {
  const kept = Math.ceil(side / stride);
  // Rounds, and limits to 0 … 255.
  const bytes = new Uint8ClampedArray(windows.length * kept * kept * channels);
  let at = 0;
  for (const window of windows) {
    for (let y = 0; y < side; y += stride) {
      for (let x = 0; x < side; x += stride) {
        const from = (y * side + x) * channels;
        for (let channel = 0; channel < channels; channel++) bytes[at++] = window[from + channel]!;
      }
    }
  }
  return new Uint8Array(bytes.buffer);
}

const classNamesOf = (dataset: Dataset | StreamedDataset): readonly string[] | null =>
  dataset.name === IMAGE_FOLDER
    ? dataset.classNames
    : ((DATASETS[dataset.name] as DatasetFacts).classNames ?? null);

/**
 * Takes some train images as the network sees them in the first epoch, before they are scaled. Gray levels are rounded to
 * bytes; noise outside their range becomes black or white. It changes nothing of the training.
 *
 * @param dataset the one that `data` was prepared from
 * @throws RoteError `aborted`; `data-corrupt` if an image cannot be read
 */
export async function keepImages(
  cell: Cell,
  dataset: Dataset | StreamedDataset,
  { data, signal }: { readonly data: PreparedData; readonly signal: AbortSignal },
): Promise<KeptImages> {
  const { channels } = dataset;
  const isResident = data.kind === 'resident';
  const windows = await (isResident
    ? windowsInMemory(cell, data.images.kept)
    : readWindows(cell, data, signal));
  const side = isResident ? INPUT_SIDE : FOLDER_INPUT_SIDE;
  const stride = Math.ceil(side / MOST_SIDE);
  const indices = keptIndices(data.trainCount);
  const labels = indices.map((index) => data.labels[index]!);
  const trueLabels = indices.map((index) => dataset.train.labels[index]!);
  const names = classNamesOf(dataset);
  return {
    height: Math.ceil(side / stride),
    width: Math.ceil(side / stride),
    channels,
    stride,
    indices,
    labels,
    trueLabels,
    labelNames: names && keepsClasses(cell.corruption) ? labels.map((label) => names[label]!) : null,
    trueLabelNames: names && trueLabels.map((label) => names[label]!),
    imagesSha256: data.record.imagesSha256,
    labelsSha256: data.record.labelsSha256,
    pixels: toBytes(windows, { side, channels, stride }),
  };
}
