import { Type } from 'typebox';
import { closed } from '../spec-parts.js';
import type { ValueOf } from '../value-of.js';
import type { CorruptionVariant } from './variant.js';
import { PLAIN } from './variant.js';

const RandomBinaryLabels = Type.Object({ kind: Type.Literal('random-binary-labels') }, closed);
export type RandomBinaryLabels = ValueOf<typeof RandomBinaryLabels>;

/**
 * Gives every train and test image one of two labels uniformly, as in the empirical Rademacher complexity (section
 * 1.3).
 */
export const randomBinaryLabels = {
  ...PLAIN,
  value: RandomBinaryLabels,
  labelNoise: () => 1,
  classes: 2,
  caption: 'random binary labels',
  describe: () => ['one of two labels at random, in train and test set'],
} satisfies CorruptionVariant<RandomBinaryLabels>;
