import { Type } from 'typebox';
import { closed } from '../spec-parts.js';
import type { ValueOf } from '../value-of.js';
import type { CorruptionVariant } from './variant.js';
import { PLAIN } from './variant.js';

const ShuffledPixels = Type.Object({ kind: Type.Literal('shuffled-pixels') }, closed);
export type ShuffledPixels = ValueOf<typeof ShuffledPixels>;

/** Permutes the pixels of all images in the same way (paper, section 2.1). */
export const shuffledPixels = {
  ...PLAIN,
  value: ShuffledPixels,
  corruptsImages: true,
  caption: 'shuffled pixels',
  describe: () => ['pixels shuffled the same way in all images'],
} satisfies CorruptionVariant<ShuffledPixels>;
