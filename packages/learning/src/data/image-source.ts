import type { Corruption, Dataset } from '@rote/domain';
import { INPUT_SIDE } from '@rote/domain';
import type { ChannelStatistics } from '../corruption/gaussian-noise.js';
import { channelStatistics, gaussianImage } from '../corruption/gaussian-noise.js';
import type { Split } from '../corruption/pixel-orders.js';
import { pixelOrders } from '../corruption/pixel-orders.js';
import type { Frame, Pixels, Window } from './window.js';

/** The corrupted images of one split, read one at a time. */
export interface ImageSource {
  readonly count: number;
  readonly frame: Frame;
  /** Writes a window of an image, corrupted but not preprocessed, as 28 × 28 × channels grey levels. */
  readWindow(index: number, window: Window, out: Float32Array): void;
}

/** Keeps what `make` gives for each index, for sources that are read once an epoch. */
function kept<T>(make: (index: number) => T): (index: number) => T {
  const made: T[] = [];
  return (index) => (made[index] ??= make(index));
}

/**
 * The images of one split under a corruption. The pixel permutation acts on the window, whichever one it is; noise
 * takes the place of the whole image, before a window is taken.
 *
 * @param options.reread keep permutations and noise in memory instead of computing them at each read
 */
export function createImageSource(
  dataset: Dataset,
  corruption: Corruption,
  options: { readonly split: Split; readonly seed: number; readonly reread: boolean },
): ImageSource {
  const { split, seed, reread } = options;
  const { height, width, channels } = dataset;
  const { images, count } = dataset[split];
  const size = height * width * channels;
  const positions = INPUT_SIDE * INPUT_SIDE;
  const remember = reread ? kept : <T>(make: (index: number) => T) => make;

  const noise = (statistics: ChannelStatistics) =>
    remember((index) => gaussianImage(statistics, { split, index, pixels: height * width, seed }));
  const imageAt: (index: number) => Pixels =
    corruption.kind === 'gaussian'
      ? noise(channelStatistics(dataset.train.images, channels))
      : (index) => images.subarray(index * size, (index + 1) * size);
  const orders = pixelOrders(corruption, { split, positions, seed });
  const orderAt = orders === undefined ? undefined : remember(orders);

  const ordered = new Float32Array(positions * channels);
  return {
    count,
    frame: { height, width, channels },
    readWindow(index, window, out) {
      window(imageAt(index), dataset, out);
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
