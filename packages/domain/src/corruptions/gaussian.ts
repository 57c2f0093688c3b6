import { Type } from 'typebox';
import { closed } from '../spec-parts.js';
import type { ValueOf } from '../value-of.js';
import type { CorruptionVariant } from './variant.js';
import { PLAIN } from './variant.js';

const Gaussian = Type.Object({ kind: Type.Literal('gaussian') }, closed);
export type Gaussian = ValueOf<typeof Gaussian>;

/** Replaces each image with Gaussian noise of the train set's mean and variance (paper, section 2.1). */
export const gaussian = {
  ...PLAIN,
  value: Gaussian,
  corruptsImages: true,
  caption: 'Gaussian images',
  describe: () => ['images of Gaussian noise with the mean and variance of the train set'],
} satisfies CorruptionVariant<Gaussian>;
