import type { RandomKey } from '@rote/domain';
import { randomSource } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import type { Extractor } from './extractor.js';

/**
 * The pipeline of Coates and Ng ("Learning feature representations with k-means", 2012) with random filters instead of
 * learned ones. Normal filters of side × side × channels, with an expected ℓ2 norm of 1, are applied at every position
 * where they fit. The positive and the negative parts of the responses are each averaged over the four quadrants. This
 * gives 8 features per filter, ordered by quadrant (top left, top right, bottom left, bottom right), with all positive
 * parts before all negative ones. If the number of rows or columns is odd, the first half has one more.
 */
export function createRandomConvolutions(
  { filters, side }: { readonly filters: number; readonly side: number },
  { channels, key }: { readonly channels: number; readonly key: RandomKey },
): Extractor {
  const source = randomSource(key);
  const size = side * side * channels;
  const values = Float32Array.from({ length: size * filters }, () => source.normal() / Math.sqrt(size));
  const kernel = tf.tensor4d(values, [side, side, channels, filters]);
  return {
    standardizes: true,
    extract: (images) =>
      tf.tidy(() => {
        const responses = tf.conv2d(images, kernel, 1, 'valid');
        const parts = [tf.relu(responses), tf.relu(tf.neg(responses))];
        const extent = responses.shape[1];
        const half = Math.ceil(extent / 2);
        const halves = [
          [0, half],
          [half, extent - half],
        ] as const;
        const pooled = halves.flatMap(([top, height]) =>
          halves.flatMap(([left, width]) =>
            parts.map((part) =>
              tf.mean<tf.Tensor2D>(tf.slice(part, [0, top, left, 0], [-1, height, width, -1]), [1, 2]),
            ),
          ),
        );
        return tf.concat(pooled, 1);
      }),
    dispose() {
      kernel.dispose();
    },
  };
}
