import type { ImagePart } from '@rote/domain';
import { power, randomKey, randomSource } from '@rote/domain';
import type { Draw } from './augment.js';

/** Of the image's area: Szegedy et al. 2014, "Going deeper with convolutions", section 6. */
const LEAST_AREA = 0.08;
/** Most of width by height, and of height by width. */
const MOST_ASPECT = 4 / 3;

/**
 * What `random-crop` is on an image folder: a part of 8 % to 100 % of the image's area, with sides of 3:4 to 4:3 (its
 * logarithm uniform), stretched to the window and perhaps mirrored (Szegedy et al. 2014, section 6). TensorFlow's
 * Inception changes colours too; this does not.
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
