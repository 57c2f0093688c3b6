import { Type } from 'typebox';
import { closed } from '../spec-parts.js';
import type { ValueOf } from '../value-of.js';
import type { CorruptionVariant } from './variant.js';
import { PLAIN } from './variant.js';

const RandomBinaryLabels = Type.Object({ kind: Type.Literal('random-binary-labels') }, closed);
export type RandomBinaryLabels = ValueOf<typeof RandomBinaryLabels>;

/** One of two classes, uniformly, train and test: what the empirical Rademacher complexity is about (section 1.3). */
export const randomBinaryLabels = {
  ...PLAIN,
  value: RandomBinaryLabels,
  labelNoise: () => 1,
  classes: 2,
  caption: 'random binary labels',
  describe: () => ['one of two labels at random, in train and test set'],
} satisfies CorruptionVariant<RandomBinaryLabels>;
