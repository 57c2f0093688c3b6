import type { ImagePart } from '@rote/domain';
import { power, randomKey, randomSource } from '@rote/domain';
import type { Draw } from './augment.js';

/** Smallest share of the image's area (Szegedy et al. 2014, "Going deeper with convolutions", section 6). */
const LEAST_AREA = 0.08;
/** Largest ratio of width to height, and of height to width. */
const MOST_ASPECT = 4 / 3;

/**
 * Draws the `random-crop` of an image in a folder: a part with 8 % to 100 % of the image's area and sides of 3:4 to 4:3
 * (with a uniform logarithm of the ratio), stretched to the window and mirrored with probability ½ (Szegedy et al.
 * 2014, section 6). TensorFlow's Inception also changes colors; this does not.
 */
export function drawPart({ seed, epoch, index }: Draw): ImagePart {
  const source = randomSource(randomKey(seed, 'augment', epoch, index));
  return {
    kind: 'drawn',
    area: LEAST_AREA + (1 - LEAST_AREA) * source.uniform(),
    aspect: power(MOST_ASPECT, 2 * source.uniform() - 1),
    x: source.uniform(),
    y: source.uniform(),
    mirrored: source.integer(2) === 1,
  };
}
