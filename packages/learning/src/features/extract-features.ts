import type { Architecture, Cell, Features } from '@rote/domain';
import { randomKey, seedFor } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import { yieldToEventLoop } from '../engine/yield-to-event-loop.js';
import type { Extractor } from './extractor.js';
import { createGaborExtractor } from './gabor.js';
import { createRandomConvolutions } from './random-convolutions.js';

/** Number of images whose features are computed at once: the responses of 512 filters take about 200 MB. */
const IMAGES_A_TURN = 64;
/** Smallest standard deviation by which a feature is divided, so that an almost constant feature stays near 0. */
const LEAST_STD = 1e-3;

const featuresOf = (architecture: Architecture): Features =>
  architecture.kind === 'linear' || architecture.kind === 'kernel' ? architecture.features : { kind: 'raw' };

/** The part of a cell, besides its images, that determines its features. */
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

/** Accumulates the mean and 1/standard deviation of each feature over rows that arrive in parts. */
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
    /** Each is [features]. */
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
 * Computes the features that a cell's architecture sees instead of images, as images of one pixel, [images, 1, 1,
 * features]. If the extractor requires it, they are standardized by the mean and standard deviation over the train
 * images, and a constant 1 follows them.
 *
 * @param windows preprocessed images [images, 28, 28, channels], train images first; freed if features replace them
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
      // A part contains either only train images or only others.
      for (const [first, end] of [
        [start, Math.min(start + IMAGES_A_TURN, trainCount)],
        [Math.max(start, trainCount), Math.min(start + IMAGES_A_TURN, images)],
      ] as const) {
        if (first >= end) continue;
        const part = tf.tidy(() => extractor.extract(tf.slice(windows, first, end - first)));
        parts.push(part);
        if (extractor.standardizes && end <= trainCount) await moments.add(part);
      }
      await yieldToEventLoop(signal);
    }
    return tf.tidy(() => {
      const features = extractor.standardizes ? standardize(parts, moments.read()) : parts;
      const all = tf.concat(features, 0);
      return tf.reshape<tf.Rank.R4>(all, [images, 1, 1, all.shape[1]]);
    });
  } finally {
    extractor.dispose();
    tf.dispose([windows, ...parts]);
  }
}

const standardize = (
  parts: readonly tf.Tensor2D[],
  { mean, scale }: ReturnType<ReturnType<typeof createMoments>['read']>,
): tf.Tensor2D[] =>
  parts.map((part) => {
    const values = tf.mul<tf.Tensor2D>(tf.sub(part, mean), scale);
    return tf.concat([values, tf.ones<tf.Rank.R2>([part.shape[0], 1])], 1);
  });
