import type { Cell, ImagePart, StreamedDataset } from '@rote/domain';
import { corruptsImages, FOLDER_INPUT_SIDE, seedFor, sha256Hex } from '@rote/domain';
import type { ChannelStatistics } from '../corruption/gaussian-noise.js';
import { channelStatistics, gaussianImage } from '../corruption/gaussian-noise.js';
import { corruptionKind } from '../corruption/index.js';
import { pixelOrders } from '../corruption/pixel-orders.js';
import type { Split } from '../corruption/split.js';
import { reportProgress, throwIfAborted } from '../engine/yield-to-event-loop.js';
import type { Pixels } from './frame.js';
import { movePixels } from './frame.js';
import { readAhead } from './read-ahead.js';

/** Number of train images, evenly spread, from which the mean and variance of Gaussian noise are computed. */
const IMAGES_OF_STATISTICS = 1000;
const READ_AHEAD = 16;
const POSITIONS = FOLDER_INPUT_SIDE ** 2;
const CHANNELS = 3;

/** The corrupted images of a folder, read one at a time; train images come first. */
export interface StreamedSource {
  /** Reads a part of an image as a window of 299 × 299 × 3 gray levels (HWC), corrupted but not preprocessed. */
  readonly read: (index: number, part: ImagePart) => Promise<Pixels>;
  /** SHA-256 over the names and sizes of the train images, and over the corruption of their pixels. */
  readonly sha256: string;
}

async function readStatistics({ train }: StreamedDataset, signal: AbortSignal): Promise<ChannelStatistics> {
  const size = Math.min(train.count, IMAGES_OF_STATISTICS);
  const indices = Array.from({ length: size }, (_, i) => Math.floor((i * train.count) / size));
  const center = (index: number): Promise<Uint8Array> => train.read(index, { kind: 'center' });
  const parts: ChannelStatistics[] = [];
  reportProgress(signal, 'reading images for their statistics');
  for await (const window of readAhead(indices, center, READ_AHEAD)) {
    throwIfAborted(signal);
    reportProgress(signal);
    parts.push(channelStatistics(window, CHANNELS));
  }
  // All windows have the same size, so the mean of squares is the mean of the windows' means of squares.
  const meanOf = (value: (part: ChannelStatistics, channel: number) => number): number[] =>
    Array.from({ length: CHANNELS }, (_, channel) =>
      parts.reduce((sum, part) => sum + value(part, channel) / parts.length, 0),
    );
  const mean = meanOf((part, channel) => part.mean[channel]!);
  const squares = meanOf((part, channel) => part.std[channel]! ** 2 + part.mean[channel]! ** 2);
  return {
    mean,
    std: squares.map((square, channel) => Math.sqrt(Math.max(0, square - mean[channel]! ** 2))),
  };
}

/**
 * Opens the images of a folder under a cell's corruption. A pixel permutation acts on the window, wherever it is; noise
 * replaces the window, so that images are read only for its statistics.
 *
 * @throws RoteError `aborted`, `data-corrupt`
 */
export async function openStreamedSource(
  cell: Cell,
  dataset: StreamedDataset,
  signal: AbortSignal,
): Promise<StreamedSource> {
  const { corruption } = cell;
  const seed = seedFor(cell, 'pixels');
  const statistics = corruptionKind(corruption).isNoise ? await readStatistics(dataset, signal) : undefined;
  const splitOf = (split: Split) => {
    const set = dataset[split];
    const orderAt = pixelOrders(corruption, { split, positions: POSITIONS, seed });
    return async (index: number, part: ImagePart): Promise<Pixels> => {
      if (statistics !== undefined)
        return gaussianImage(statistics, { split, index, pixels: POSITIONS, seed });
      const window = await set.read(index, part);
      return orderAt === undefined ? window : movePixels(window, orderAt(index), CHANNELS);
    };
  };
  const train = splitOf('train');
  const test = splitOf('test');
  const pixels = corruptsImages(corruption) ? `\n${corruption.kind} ${String(seed)}` : '';
  return {
    read: (index, part) =>
      index < dataset.train.count ? train(index, part) : test(index - dataset.train.count, part),
    sha256: pixels === '' ? dataset.train.sha256 : sha256Hex(dataset.train.sha256 + pixels),
  };
}
