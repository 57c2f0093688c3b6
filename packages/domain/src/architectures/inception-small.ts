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

/** Parameters between the first convolution and the last layer. They do not depend on the image size. */
const MODULES = 1_643_344;

/** The paper's small Inception (appendix A), with or without batch normalization. */
export const inceptionSmall = {
  ...NETWORK,
  trained: InceptionSmall,
  words: [WITH_BATCH_NORM, WITHOUT],
  name: ({ batchNorm }) => (batchNorm ? WITH_BATCH_NORM : WITHOUT),
  parseName: (name) =>
    name === WITH_BATCH_NORM || name === WITHOUT
      ? { kind: 'inception-small', batchNorm: name === WITH_BATCH_NORM }
      : undefined,
  // The rate comes from the paper (section 2). The paper does not print the coefficient; this is slim's for Inception.
  usual: { learningRate: 0.1, weightDecay: 4e-5, dropout: 0.5 },
  hasBatchNorm: ({ batchNorm }) => batchNorm,
  parameterCount: (_, { channels, classes }) =>
    convolutionCount(3, channels, 96) + MODULES + denseCount(336, classes),
  protocol: ({ batchNorm }, { hasSmallerLastBatch }) => (batchNorm && hasSmallerLastBatch ? 2 : 1),
} satisfies ArchitectureVariant<InceptionSmall>;
