import type { Corruption } from '@rote/domain';
import { randomKey, randomPermutation } from '@rote/domain';
import { corruptionKind } from './index.js';
import type { Split } from './split.js';

/**
 * Source of each pixel in an image's window: `out[p] = window[order[p]]` over pixel positions; channels stay together.
 * `undefined` if the corruption keeps pixels in place.
 */
export type PixelOrders = ((index: number) => Int32Array) | undefined;

/**
 * Returns the pixel permutations of a corruption (paper, section 2.1): one for all images of both splits
 * (`shuffled-pixels`), or one for each image (`random-pixels`).
 *
 * @param options.positions height × width of the window
 */
export function pixelOrders(
  corruption: Corruption,
  options: { readonly split: Split; readonly positions: number; readonly seed: number },
): PixelOrders {
  const { split, positions, seed } = options;
  switch (corruptionKind(corruption).pixelOrder) {
    case 'shared': {
      const order = randomPermutation(randomKey(seed, 'pixels'), positions);
      return () => order;
    }
    case 'own':
      return (index) => randomPermutation(randomKey(seed, 'pixels', split, index), positions);
    case null:
      return undefined;
  }
}
