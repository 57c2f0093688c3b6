import { randomKey, randomSource } from '@rote/domain';
import type { Split } from './split.js';

/** Mean and population standard deviation of each channel, in gray levels (0 … 255). */
export interface ChannelStatistics {
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

/** @param images bytes (NHWC), at least one pixel */
export function channelStatistics(images: Uint8Array, channels: number): ChannelStatistics {
  const sum = new Float64Array(channels);
  const squares = new Float64Array(channels);
  for (let base = 0; base < images.length; base += channels) {
    for (let channel = 0; channel < channels; channel++) {
      const value = images[base + channel]!;
      sum[channel]! += value;
      squares[channel]! += value * value;
    }
  }
  // For any data set that fits into memory, both sums are whole numbers below 2^53, so there is no cancellation here.
  const pixels = images.length / channels;
  const mean = Array.from(sum, (total) => total / pixels);
  const std = mean.map((m, channel) => Math.sqrt(Math.max(0, squares[channel]! / pixels - m * m)));
  return { mean, std };
}

/**
 * Generates an image of Gaussian noise with the statistics of a data set (paper, section 2.1), without clamping to the
 * range of bytes. It depends only on the statistics, the seed, the split and the index.
 *
 * @param options.pixels height × width
 * @returns values in gray levels (HWC)
 */
export function gaussianImage(
  statistics: ChannelStatistics,
  options: {
    readonly split: Split;
    readonly index: number;
    readonly pixels: number;
    readonly seed: number;
  },
): Float32Array {
  const { mean, std } = statistics;
  const source = randomSource(randomKey(options.seed, 'gaussian', options.split, options.index));
  const image = new Float32Array(options.pixels * mean.length);
  for (let base = 0; base < image.length; base += mean.length) {
    for (let channel = 0; channel < mean.length; channel++) {
      image[base + channel] = mean[channel]! + std[channel]! * source.normal();
    }
  }
  return image;
}
