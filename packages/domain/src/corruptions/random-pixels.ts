import { Type } from 'typebox';
import { closed } from '../spec-parts.js';
import type { ValueOf } from '../value-of.js';
import type { CorruptionVariant } from './variant.js';
import { PLAIN } from './variant.js';

const RandomPixels = Type.Object({ kind: Type.Literal('random-pixels') }, closed);
export type RandomPixels = ValueOf<typeof RandomPixels>;

/** Permutes the pixels of each image differently (paper, section 2.1). */
export const randomPixels = {
  ...PLAIN,
  value: RandomPixels,
  corruptsImages: true,
  caption: 'random pixels',
  describe: () => ['pixels shuffled differently in each image'],
} satisfies CorruptionVariant<RandomPixels>;
