import { Type } from 'typebox';
import { closed } from '../spec-parts.js';
import type { ValueOf } from '../value-of.js';
import type { ArchitectureVariant } from './variant.js';
import { convolutionCount, denseCount, NETWORK } from './variant.js';

const InceptionSmall = Type.Object(
  { kind: Type.Literal('inception-small'), batchNorm: Type.Boolean() },
  closed,
);
type InceptionSmall = ValueOf<typeof InceptionSmall>;

const WITH_BATCH_NORM = 'inception-small';
const WITHOUT = 'inception-small-no-bn';

/** All between its first convolution and its last layer, whatever its images. */
const MODULES = 1_643_344;

/** The paper's small Inception (appendix A), with batch normalization or without. */
export const inceptionSmall = {
  ...NETWORK,
  trained: InceptionSmall,
  words: [WITH_BATCH_NORM, WITHOUT],
  name: ({ batchNorm }) => (batchNorm ? WITH_BATCH_NORM : WITHOUT),
  parseName: (name) =>
    name === WITH_BATCH_NORM || name === WITHOUT
      ? { kind: 'inception-small', batchNorm: name === WITH_BATCH_NORM }
      : undefined,
  // The rate is the paper's (section 2); it does not print the coefficient, which is slim's for Inception.
  usual: { learningRate: 0.1, weightDecay: 4e-5, dropout: 0.5 },
  hasBatchNorm: ({ batchNorm }) => batchNorm,
  parameterCount: (_, { channels, classes }) =>
    convolutionCount(3, channels, 96) + MODULES + denseCount(336, classes),
  protocol: ({ batchNorm }, { hasSmallerLastBatch }) => (batchNorm && hasSmallerLastBatch ? 2 : 1),
} satisfies ArchitectureVariant<InceptionSmall>;
