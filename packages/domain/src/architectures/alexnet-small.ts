import { Type } from 'typebox';
import { closed } from '../spec-parts.js';
import type { ValueOf } from '../value-of.js';
import type { ArchitectureVariant } from './variant.js';
import { convolutionCount, denseCount, NETWORK } from './variant.js';

const AlexnetSmall = Type.Object({ kind: Type.Literal('alexnet-small') }, closed);
type AlexnetSmall = ValueOf<typeof AlexnetSmall>;

/** The paper's small AlexNet (appendix A). */
export const alexnetSmall = {
  ...NETWORK,
  trained: AlexnetSmall,
  words: ['alexnet-small'],
  name: ({ kind }) => kind,
  parseName: (name) => (name === 'alexnet-small' ? { kind: name } : undefined),
  // // The rate comes from the paper (section 2), the coefficient from TensorFlow's CIFAR-10 tutorial, whose network
  // this is.
  usual: { learningRate: 0.01, weightDecay: 4e-3, dropout: 0.5 },
  parameterCount: (_, { channels, classes }) =>
    convolutionCount(5, channels, 64) +
    convolutionCount(5, 64, 64) +
    denseCount(7 * 7 * 64, 384) +
    denseCount(384, 192) +
    denseCount(192, classes),
} satisfies ArchitectureVariant<AlexnetSmall>;
