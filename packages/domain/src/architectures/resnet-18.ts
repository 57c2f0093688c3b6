import type { Static } from 'typebox';
import { Type } from 'typebox';
import { closed } from '../spec-parts.js';
import type { ValueOf } from '../value-of.js';
import type { ArchitectureVariant } from './variant.js';
import { denseCount, NETWORK } from './variant.js';

const WIDTH = 'filters of the first stage; the others have 2, 4 and 8 times as many';

const Resnet18 = Type.Object(
  { kind: Type.Literal('resnet-18'), width: Type.Integer({ minimum: 1, description: WIDTH }) },
  closed,
);
type Resnet18 = ValueOf<typeof Resnet18>;

const Resnet18Spec = Type.Object(
  {
    kind: Type.Literal('resnet-18'),
    width: Type.Optional(Type.Integer({ minimum: 1, maximum: 999, description: WIDTH })),
  },
  closed,
);
type Resnet18Spec = Static<typeof Resnet18Spec>;

const USUAL_WIDTH = 64;
const NAME = /^resnet-18-k([1-9][0-9]{0,2})$/;

/** A pre-activation block: two normalizations with γ and β, two convolutions 3×3 without biases, and a projection. */
function blockCount(inputs: number, filters: number): number {
  const projection = inputs === filters ? 0 : inputs * filters;
  return 2 * inputs + 9 * inputs * filters + 2 * filters + 9 * filters * filters + projection;
}

/** Two blocks. */
const stageCount = (inputs: number, filters: number): number =>
  blockCount(inputs, filters) + blockCount(filters, filters);

/**
 * The pre-activation ResNet-18 (He et al. 2016, arXiv 1603.05027) of width k: stages of k, 2k, 4k and 8k filters (Nakkiran
 * et al. 2020, arXiv 1912.02292); 64 is the standard one.
 */
export const resnet18 = {
  ...NETWORK,
  trained: Resnet18,
  words: ['resnet-18'],
  patterns: [NAME.source],
  help: 'resnet-18-k<width> such as resnet-18-k16',
  name: ({ width }) => (width === USUAL_WIDTH ? 'resnet-18' : `resnet-18-k${String(width)}`),
  parseName(name) {
    if (name === 'resnet-18') return { kind: name, width: USUAL_WIDTH };
    const [, width] = NAME.exec(name) ?? [];
    return width === undefined ? undefined : { kind: 'resnet-18', width: Number(width) };
  },
  written: {
    spec: Resnet18Spec,
    resolve: ({ width = USUAL_WIDTH }) => ({ kind: 'resnet-18', width }),
  },
  // The rate and the coefficient are those of He et al. 2016 for CIFAR (appendix); they use no dropout, and 0.5 is the value of the other networks.
  usual: { learningRate: 0.1, weightDecay: 1e-4, dropout: 0.5 },
  hasBatchNorm: () => true,
  parameterCount: ({ width: k }, { channels, classes }) =>
    9 * channels * k +
    stageCount(k, k) +
    stageCount(k, 2 * k) +
    stageCount(2 * k, 4 * k) +
    stageCount(4 * k, 8 * k) +
    denseCount(8 * k, classes),
} satisfies ArchitectureVariant<Resnet18, Resnet18Spec>;
