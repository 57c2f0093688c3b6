import type { Cell, Dataset } from '@rote/domain';
import { corruptsImages, INPUT_SIDE, keptIndices, seedFor, startSha256 } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import { corruptionKind } from '../corruption/index.js';
import { yieldToEventLoop } from '../engine/yield-to-event-loop.js';
import { extractFeatures, featuresKey } from '../features/extract-features.js';
import type { Frame, Pixels } from './frame.js';
import type { ResidentSource } from './resident-source.js';
import { createResidentSource } from './resident-source.js';
import { PREPROCESS } from './preprocess.js';

/** Images to read, preprocess and move to the engine between two turns of the event loop: some milliseconds of work. */
const IMAGES_A_TURN = 256;

/** The corrupted images of a cell in the engine's memory. */
export interface PreparedImages {
  /**
   * Center windows as networks see them, train images first, [train + test, 28, 28, channels]; or instead the features
   * that the architecture computes from them, [train + test, 1, 1, features].
   */
  readonly windows: tf.Tensor4D;
  /** The source of augmented windows; `null` without augmentation. */
  readonly augmentable: AugmentableImages | null;
  readonly kept: KeptFrames;
  /** SHA-256 of the train windows before preprocessing; see `CorruptionRecord.imagesSha256`. */
  readonly sha256: string;
  dispose(): void;
}

/** Some whole train images in the memory of the process, to be looked at. */
export interface KeptFrames extends Frame {
  readonly images: readonly KeptFrame[];
}

interface KeptFrame {
  readonly index: number;
  readonly pixels: Pixels;
  /** Sources of a window's pixels; `undefined` if the corruption keeps them in place. */
  readonly order: Int32Array | undefined;
}

export interface AugmentableImages {
  /** Whole train images in gray levels, [train, height, width, channels]. */
  readonly frames: tf.Tensor4D;
  /**
   * Sources of a window's pixels, whole numbers [rows, 784]: one row per train image, or a single one for all; `null`
   * if the corruption keeps pixels in place.
   */
  readonly orders: tf.Tensor2D | null;
}

/** Cells with the same key have the same images. */
export const imagesKey = (cell: Cell): string =>
  JSON.stringify([
    cell.dataset,
    corruptsImages(cell.corruption) ? [cell.corruption, seedFor(cell, 'pixels')] : [],
    cell.regularizer.augmentation !== 'none',
    featuresKey(cell),
  ]);

/** Fills a tensor [count, …shape] in parts, yielding to the event loop in between. */
async function fill<R extends tf.Rank>(
  count: number,
  shape: readonly number[],
  read: (index: number, out: Float32Array) => void,
  options: { readonly signal: AbortSignal; readonly map?: (part: tf.Tensor<R>) => tf.Tensor<R> },
): Promise<tf.Tensor<R>> {
  const size = shape.reduce((product, extent) => product * extent, 1);
  const parts: tf.Tensor<R>[] = [];
  try {
    for (let start = 0; start < count; start += IMAGES_A_TURN) {
      const rows = Math.min(IMAGES_A_TURN, count - start);
      const values = new Float32Array(rows * size);
      for (let i = 0; i < rows; i++) read(start + i, values.subarray(i * size, (i + 1) * size));
      parts.push(
        tf.tidy(() => {
          const part = tf.tensor<R>(values, [rows, ...shape] as tf.ShapeMap[R]);
          return options.map?.(part) ?? part;
        }),
      );
      await yieldToEventLoop(options.signal);
    }
    return tf.concat(parts);
  } finally {
    tf.dispose(parts);
  }
}

async function prepareAugmentable(
  { count, frameAt, orderAt }: ResidentSource,
  { height, width, channels }: Dataset,
  { shared, signal }: { readonly shared: boolean; readonly signal: AbortSignal },
): Promise<AugmentableImages> {
  const frames = await fill<tf.Rank.R4>(
    count,
    [height, width, channels],
    (index, out) => {
      out.set(frameAt(index));
    },
    { signal },
  );
  if (orderAt === undefined) return { frames, orders: null };
  try {
    const orders = await fill<tf.Rank.R2>(
      shared ? 1 : count,
      [INPUT_SIDE * INPUT_SIDE],
      (index, out) => {
        out.set(orderAt(index));
      },
      { signal },
    );
    return { frames, orders };
  } catch (error) {
    frames.dispose();
    throw error;
  }
}

/**
 * Corrupts the images of a data set as a cell specifies, preprocesses them, and moves them to the engine's memory. The
 * corruption is drawn once, from the seed.
 *
 * @param dataset already reduced to the cell's subset
 * @throws RoteError `aborted`
 */
export async function prepareImages(
  cell: Cell,
  dataset: Dataset,
  signal: AbortSignal,
): Promise<PreparedImages> {
  const { corruption, regularizer } = cell;
  const seed = seedFor(cell, 'pixels');
  const train = createResidentSource(dataset, corruption, { split: 'train', seed });
  const test = createResidentSource(dataset, corruption, { split: 'test', seed });
  const hash = startSha256();
  const preprocess = PREPROCESS[cell.dataset.preprocessing];
  const centers = await fill<tf.Rank.R4>(
    train.count + test.count,
    [INPUT_SIDE, INPUT_SIDE, dataset.channels],
    (index, out) => {
      if (index >= train.count) {
        test.readCenter(index - train.count, out);
        return;
      }
      train.readCenter(index, out);
      hash.update(
        corruptionKind(corruption).isNoise
          ? new Uint8Array(out.buffer, out.byteOffset, out.byteLength)
          : Uint8Array.from(out),
      );
    },
    { signal, map: preprocess },
  );
  const { height, width, channels } = dataset;
  const kept = {
    ...{ height, width, channels },
    images: keptIndices(train.count).map((index) => ({
      index,
      pixels: train.frameAt(index).slice(),
      order: train.orderAt?.(index),
    })),
  };
  const windows = await extractFeatures(cell, centers, { trainCount: train.count, signal });
  try {
    const augmentable =
      regularizer.augmentation === 'none'
        ? null
        : await prepareAugmentable(train, dataset, {
            shared: corruptionKind(corruption).pixelOrder === 'shared',
            signal,
          });
    return {
      windows,
      augmentable,
      kept,
      sha256: hash.hex(),
      dispose() {
        tf.dispose([windows, augmentable?.frames ?? [], augmentable?.orders ?? []]);
      },
    };
  } catch (error) {
    windows.dispose();
    throw error;
  }
}

/** Keeps the images of the last cell. The next cell usually belongs to the same sweep and often has the same images. */
export interface ImageCache {
  find(cell: Cell, dataset: Dataset, signal: AbortSignal): Promise<PreparedImages>;
  dispose(): void;
}

export function createImageCache(): ImageCache {
  let last: { readonly key: string; readonly images: PreparedImages } | undefined;
  const dispose = (): void => {
    last?.images.dispose();
    last = undefined;
  };
  return {
    async find(cell, dataset, signal) {
      const key = imagesKey(cell);
      if (last?.key !== key) {
        dispose();
        last = { key, images: await prepareImages(cell, dataset, signal) };
      }
      return last.images;
    },
    dispose,
  };
}
