import type { Features } from '@rote/domain';
import { INPUT_SIDE } from '@rote/domain';
import { GABOR_FEATURES } from './gabor.js';

/** Quadrants of a random filter's responses, of either sign. */
const RESPONSES_A_FILTER = 4 * 2;
/** The feature that is 1 of every image. */
const CONSTANT = 1;

/** Values of an image after its features were taken. */
export function featureCount(features: Features, channels: number): number {
  switch (features.kind) {
    case 'raw':
      return INPUT_SIDE * INPUT_SIDE * channels;
    case 'random-convolutions':
      return features.filters * RESPONSES_A_FILTER + CONSTANT;
    case 'gabor':
      return GABOR_FEATURES * channels;
    default:
      throw new TypeError(`no such features: ${JSON.stringify(features satisfies never)}`);
  }
}
