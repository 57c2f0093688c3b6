import type { Architecture, Cell, Features } from '@rote/domain';
import { randomKey, seedFor } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import { yieldToEventLoop } from '../engine/yield-to-event-loop.js';
import type { Extractor } from './extractor.js';
import { createGaborExtractor } from './gabor.js';
import { createRandomConvolutions } from './random-convolutions.js';

/** Images that features are taken of at once: responses of 512 filters take some 200 MB. */
const IMAGES_A_TURN = 64;
/** Least standard deviation that a feature is divided by: what hardly varies stays near 0. */
const LEAST_STD = 1e-3;

const featuresOf = (architecture: Architecture): Features =>
  architecture.kind === 'linear' || architecture.kind === 'kernel' ? architecture.features : { kind: 'raw' };

/** What tells the features of two cells apart whose images are the same. */
export function featuresKey(cell: Cell): unknown {
  const features = featuresOf(cell.architecture);
  return features.kind === 'random-convolutions' ? [features, seedFor(cell, 'init')] : features.kind;
}

function createExtractor(cell: Cell, channels: number): Extractor | undefined {
  const features = featuresOf(cell.architecture);
  switch (features.kind) {
    case 'raw':
      return undefined;
    case 'random-convolutions':
      return createRandomConvolutions(features, {
        channels,
        key: randomKey(seedFor(cell, 'init'), 'init', 'features'),
      });
    case 'gabor':
      return createGaborExtractor();
    default:
      throw new TypeError(`no such features: ${JSON.stringify(features satisfies never)}`);
  }
}

/** Mean and 1/standard deviation of each feature over rows that come in parts. */
function createMoments() {
  let sums: Float64Array | undefined;
  let squares: Float64Array | undefined;
  let rows = 0;
  const add = async (total: Float64Array, part: tf.Tensor1D): Promise<void> => {
    const values = (await part.data()) as Float32Array;
    values.forEach((value, i) => (total[i]! += value));
    part.dispose();
  };
  return {
    async add(part: tf.Tensor2D): Promise<void> {
      const [count, size] = part.shape;
      sums ??= new Float64Array(size);
      squares ??= new Float64Array(size);
      await add(sums, tf.sum<tf.Tensor1D>(part, 0));
      await add(
        squares,
        tf.tidy(() => tf.sum<tf.Tensor1D>(tf.square(part), 0)),
      );
      rows += count;
    },
    /** [features] each. */
    read(): { readonly mean: tf.Tensor1D; readonly scale: tf.Tensor1D } {
      const mean = sums!.map((sum) => sum / rows);
      const std = mean.map((m, i) => Math.sqrt(Math.max(0, squares![i]! / rows - m * m)));
      return {
        mean: tf.tensor1d(Float32Array.from(mean)),
        scale: tf.tensor1d(Float32Array.from(std, (value) => 1 / Math.max(value, LEAST_STD))),
      };
    },
  };
}

/**
 * What a cell's architecture sees in place of images: their features, as images of one pixel, [images, 1, 1, features].
 * Standardised with mean and standard deviation over the train images and with a constant 1 after them, where the features
 * ask for it.
 *
 * @param windows preprocessed images [images, 28, 28, channels], train images first; freed where features take their
 *   place
 * @throws RoteError `aborted`
 */
export async function extractFeatures(
  cell: Cell,
  windows: tf.Tensor4D,
  { trainCount, signal }: { readonly trainCount: number; readonly signal: AbortSignal },
): Promise<tf.Tensor4D> {
  const [images, , , channels] = windows.shape;
  const extractor = createExtractor(cell, channels);
  if (extractor === undefined) return windows;
  const moments = createMoments();
  const parts: tf.Tensor2D[] = [];
  try {
    for (let start = 0; start < images; start += IMAGES_A_TURN) {
      // A part is of the train images or of the others.
      for (const [first, end] of [
        [start, Math.min(start + IMAGES_A_TURN, trainCount)],
        [Math.max(start, trainCount), Math.min(start + IMAGES_A_TURN, images)],
      ] as const) {
        if (first >= end) continue;
        const part = tf.tidy(() => extractor.extract(tf.slice(windows, first, end - first)));
        parts.push(part);
        if (extractor.standardises && end <= trainCount) await moments.add(part);
      }
      await yieldToEventLoop(signal);
    }
    return tf.tidy(() => {
      const features = extractor.standardises ? standardise(parts, moments.read()) : parts;
      const all = tf.concat(features, 0);
      return tf.reshape<tf.Rank.R4>(all, [images, 1, 1, all.shape[1]]);
    });
  } finally {
    extractor.dispose();
    tf.dispose([windows, ...parts]);
  }
}

const standardise = (
  parts: readonly tf.Tensor2D[],
  { mean, scale }: ReturnType<ReturnType<typeof createMoments>['read']>,
): tf.Tensor2D[] =>
  parts.map((part) => {
    const values = tf.mul<tf.Tensor2D>(tf.sub(part, mean), scale);
    return tf.concat([values, tf.ones<tf.Rank.R2>([part.shape[0], 1])], 1);
  });
