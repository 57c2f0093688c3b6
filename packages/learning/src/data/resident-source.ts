import type { Corruption, Dataset } from '@rote/domain';
import { INPUT_SIDE } from '@rote/domain';
import { channelStatistics, gaussianImage } from '../corruption/gaussian-noise.js';
import { corruptionKind } from '../corruption/index.js';
import type { PixelOrders } from '../corruption/pixel-orders.js';
import { pixelOrders } from '../corruption/pixel-orders.js';
import type { Split } from '../corruption/split.js';
import type { Pixels } from './frame.js';
import { copyCenterWindow } from './frame.js';

/** The corrupted images of one split, read one at a time. */
export interface ResidentSource {
  readonly count: number;
  /** A whole image, before its pixels are permuted. */
  readonly frameAt: (index: number) => Pixels;
  /** Sources of the pixels in any window of an image. */
  readonly orderAt: PixelOrders;
  /** Writes the center window of an image, corrupted but not preprocessed: 28 × 28 × channels gray levels. */
  readCenter(index: number, out: Float32Array): void;
}

/**
 * Creates the source of one split's images under a corruption. A pixel permutation acts on the window, wherever it is;
 * noise replaces the whole image before a window is taken.
 */
export function createResidentSource(
  dataset: Dataset,
  corruption: Corruption,
  { split, seed }: { readonly split: Split; readonly seed: number },
): ResidentSource {
  const { height, width, channels } = dataset;
  const { images, count } = dataset[split];
  const size = height * width * channels;
  const positions = INPUT_SIDE * INPUT_SIDE;

  const noise = (): ((index: number) => Pixels) => {
    const statistics = channelStatistics(dataset.train.images, channels);
    return (index) => gaussianImage(statistics, { split, index, pixels: height * width, seed });
  };
  const frameAt = corruptionKind(corruption).isNoise
    ? noise()
    : (index: number): Pixels => images.subarray(index * size, (index + 1) * size);
  const orderAt = pixelOrders(corruption, { split, positions, seed });

  const ordered = new Float32Array(positions * channels);
  return {
    count,
    frameAt,
    orderAt,
    readCenter(index, out) {
      copyCenterWindow(frameAt(index), dataset, out);
      if (orderAt === undefined) return;
      const order = orderAt(index);
      for (let p = 0; p < positions; p++) {
        const from = order[p]! * channels;
        for (let channel = 0; channel < channels; channel++) {
          ordered[p * channels + channel] = out[from + channel]!;
        }
      }
      out.set(ordered);
    },
  };
}
