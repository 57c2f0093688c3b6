import { Type } from 'typebox';
import { closed } from '../spec-parts.js';
import type { ValueOf } from '../value-of.js';
import type { CorruptionVariant } from './variant.js';
import { PLAIN } from './variant.js';

const RandomLabels = Type.Object({ kind: Type.Literal('random-labels') }, closed);
export type RandomLabels = ValueOf<typeof RandomLabels>;

/** Gives each train image a uniformly random class (paper, section 2.1). */
export const randomLabels = {
  ...PLAIN,
  value: RandomLabels,
  labelNoise: () => 1,
  caption: 'random labels',
  describe: () => ['uniformly random labels'],
} satisfies CorruptionVariant<RandomLabels>;
