import type { Cell } from '@rote/domain';
import { FOLDER_INPUT_SIDE, seedFor } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import type { Feed } from '../engine/program.js';
import { reportProgress, throwIfAborted } from '../engine/yield-to-event-loop.js';
import type { Augmenter } from './augment.js';
import { createAugmenter } from './augment.js';
import type { Batch } from './batch.js';
import { drawPart } from './draw-part.js';
import { permutePixels } from './permute-pixels.js';
import type { PreparedData, ResidentData, StreamedData } from './prepared-data.js';
import type { AugmentableImages } from './prepared-images.js';
import { PREPROCESS } from './preprocess.js';
import { readAhead } from './read-ahead.js';

/**
 * How the images of a mini-batch reach a function of the engine: as indices into data that is already in its memory, or
 * as pixels.
 */
export interface BatchRoute {
  /** Tensors that functions read and nothing changes. */
  readonly residents: readonly tf.Tensor[];
  /**
   * Draws windows inside the function; `null` if the function receives drawn windows, or if there is no augmentation.
   */
  readonly augmenter: Augmenter | null;
  /** Number of images to evaluate at once: enough to keep the engine busy, and few enough to fit in its memory. */
  readonly scoreBatch: number;
  /** What to feed a function for a batch of this size; each feed has one row per image. */
  readonly feeds: (batch: number) => readonly Feed[];
  /** Builds a mini-batch from these feeds, inside a function. */
  readonly makeBatch: (images: readonly tf.Tensor[], drawn: tf.Tensor2D | null) => Batch;
  /**
   * Yields the feeds of some batches, one after the other; the caller owns them.
   *
   * @param batches the indices of the images in each batch
   * @param options.epoch the epoch whose augmentation is drawn; `null` for none
   * @throws RoteError `aborted`, and whatever reading throws
   */
  readonly read: (
    batches: readonly Int32Array[],
    options: { readonly epoch: number | null; readonly signal: AbortSignal },
  ) => AsyncIterable<readonly tf.Tensor[]>;
}

const RESIDENT_SCORE_BATCH = 500;

/** Yields each batch as its indices. */
export function* readIndices(batches: readonly Int32Array[]): Generator<readonly tf.Tensor[]> {
  for (const indices of batches) yield [tf.tensor1d(indices, 'int32')];
}

function routeResident(cell: Cell, { images, targets }: ResidentData): BatchRoute {
  const { augmentation } = cell.regularizer;
  const { windows, augmentable } = images;
  const preprocess = PREPROCESS[cell.dataset.preprocessing];
  const [, height = 0, width = 0, channels = 0] = augmentable?.frames.shape ?? [];
  const augmenter =
    augmentation === 'none' ? null : createAugmenter(augmentation, { height, width, channels });
  const augment = (
    { frames, orders }: AugmentableImages,
    drawer: Augmenter,
    indices: tf.Tensor1D,
    drawn: tf.Tensor2D,
  ): tf.Tensor4D => {
    const taken = drawer.take(frames, indices, drawn);
    return preprocess(orders === null ? taken : permutePixels(taken, orders, indices));
  };
  return {
    residents: [windows, targets, augmentable?.frames, augmentable?.orders].filter(
      (tensor) => tensor !== undefined && tensor !== null,
    ),
    augmenter,
    scoreBatch: RESIDENT_SCORE_BATCH,
    feeds: (batch) => [{ shape: [batch], dtype: 'int32' }],
    makeBatch([given], drawn) {
      const indices = given as tf.Tensor1D;
      return {
        images:
          augmentable === null || augmenter === null || drawn === null
            ? tf.gather(windows, indices)
            : augment(augmentable, augmenter, indices, drawn),
        targets: tf.gather(targets, indices),
      };
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- other routes are asynchronous
    async *read(batches) {
      yield* readIndices(batches);
    },
  };
}

/** At 299×299, an image has a few hundred times as many activations as in a small network. */
const STREAMED_SCORE_BATCH = 50;
/** Minimum number of images to read ahead: enough to keep the decoder's threads busy. */
const LEAST_AHEAD = 16;
const WINDOW = [FOLDER_INPUT_SIDE, FOLDER_INPUT_SIDE, 3] as const;
const WINDOW_SIZE = FOLDER_INPUT_SIDE ** 2 * 3;

function routeStreamed(cell: Cell, { source, labels, classes }: StreamedData): BatchRoute {
  const preprocess = PREPROCESS[cell.dataset.preprocessing];
  const seed = seedFor(cell, 'order');
  const isAugmented = cell.regularizer.augmentation !== 'none';
  const oneHot = (indices: Int32Array): tf.Tensor2D => {
    const values = new Float32Array(indices.length * classes);
    indices.forEach((index, row) => (values[row * classes + labels[index]!] = 1));
    return tf.tensor2d(values, [indices.length, classes]);
  };
  return {
    residents: [],
    augmenter: null,
    scoreBatch: STREAMED_SCORE_BATCH,
    feeds: (batch) => [
      { shape: [batch, ...WINDOW], dtype: 'float32' },
      { shape: [batch, classes], dtype: 'float32' },
    ],
    makeBatch: ([windows, targets]) => ({
      images: preprocess(windows as tf.Tensor4D),
      targets: targets as tf.Tensor2D,
    }),
    async *read(batches, { epoch, signal }) {
      const order = batches.flatMap((indices) => Array.from(indices));
      const longest = batches.reduce((most, { length }) => Math.max(most, length), 0);
      const draw = (index: number) =>
        epoch !== null && isAugmented ? drawPart({ seed, epoch, index }) : ({ kind: 'center' } as const);
      const read = (index: number) => source.read(index, draw(index));
      const stream = readAhead(order, read, Math.max(longest, LEAST_AHEAD));
      try {
        for (const indices of batches) {
          const values = new Float32Array(indices.length * WINDOW_SIZE);
          for (let row = 0; row < indices.length; row++) {
            reportProgress(signal, 'reading images');
            const next = await stream.next();
            throwIfAborted(signal);
            if (next.done !== true) values.set(next.value, row * WINDOW_SIZE);
          }
          reportProgress(signal, 'training or evaluating');
          yield [tf.tensor4d(values, [indices.length, ...WINDOW]), oneHot(indices)];
        }
      } finally {
        await stream.return();
      }
    },
  };
}

/** Chooses the route for a cell's data. */
export const createBatchRoute = (cell: Cell, data: PreparedData): BatchRoute =>
  data.kind === 'resident' ? routeResident(cell, data) : routeStreamed(cell, data);
