import { Type } from 'typebox';
import { closed } from '../spec-parts.js';
import type { ValueOf } from '../value-of.js';
import type { ArchitectureVariant } from './variant.js';
import { convolutionCount, denseCount, NETWORK } from './variant.js';

const InceptionV3 = Type.Object({ kind: Type.Literal('inception-v3') }, closed);
type InceptionV3 = ValueOf<typeof InceptionV3>;

/** Parameters between the first convolution and the last layer. */
const MODULES = 21_767_456;

/** Szegedy et al. 2015 (arXiv 1512.00567), on image folders. */
export const inceptionV3 = {
  ...NETWORK,
  trained: InceptionV3,
  words: ['inception-v3'],
  name: ({ kind }) => kind,
  parseName: (name) => (name === 'inception-v3' ? { kind: name } : undefined),
  // The rate is from Szegedy et al. 2015, section 8; the coefficient and the dropout rate 1 − 0.8 are TensorFlow slim's.
  usual: { learningRate: 0.045, weightDecay: 4e-5, dropout: 0.2 },
  hasBatchNorm: () => true,
  images: 'folder',
  parameterCount: (_, { channels, classes }) =>
    convolutionCount(3, channels, 32) + MODULES + denseCount(2048, classes),
  protocol: () => 2,
} satisfies ArchitectureVariant<InceptionV3>;
