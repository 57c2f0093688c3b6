import type { Static } from 'typebox';
import { Type } from 'typebox';
import { closed } from '../spec-parts.js';
import type { ValueOf } from '../value-of.js';
import type { ArchitectureVariant } from './variant.js';
import { NETWORK, solvedRefusal } from './variant.js';

const MemorizerArchitecture = Type.Object(
  {
    kind: Type.Literal('memorizer'),
    depth: Type.Integer({ minimum: 2, description: 'layers of weights' }),
    precision: Type.Enum(['float64', 'float32']),
  },
  closed,
);
export type MemorizerArchitecture = ValueOf<typeof MemorizerArchitecture>;

const MemorizerSpec = Type.Object(
  {
    kind: Type.Literal('memorizer'),
    depth: Type.Optional(Type.Integer({ minimum: 2, maximum: 99 })),
    precision: Type.Optional(Type.Enum(['float64', 'float32'])),
  },
  closed,
);
type MemorizerSpec = Static<typeof MemorizerSpec>;

const USUAL_DEPTH = 2;
const NAME = /^memorizer-([2-9]|[1-9][0-9])(-float32)?$/;

const nameOf = ({ depth, precision }: MemorizerArchitecture): string =>
  `memorizer-${String(depth)}${precision === 'float32' ? '-float32' : ''}`;

/** Depth 2 has 2n + d parameters. A deeper network also passes t and the partial sum from layer to layer. */
function countParameters(points: number, values: number, depth: number): number {
  const layers = depth - 1;
  const size = Math.ceil(points / layers);
  let count = values;
  for (let layer = 0; layer < layers; layer++) {
    const units = Math.max(0, Math.min(size, points - layer * size));
    const isLast = layer === layers - 1;
    count += units + units * (isLast ? 1 : 2);
    if (layer > 0) count += units + (isLast ? 0 : 1) + (layer > 1 ? 4 : 2);
  }
  return count;
}

/** The network of Theorem 1, or of its corollary if deeper than 2. Its weights are constructed, not trained. */
export const memorizer = {
  ...NETWORK,
  solved: MemorizerArchitecture,
  isSolved: () => true,
  words: ['memorizer'],
  patterns: [NAME.source],
  resultName: { example: 'memorizer-3-float32', leavesOut: [] },
  name: nameOf,
  parseName(name) {
    if (name === 'memorizer') return { kind: name, depth: USUAL_DEPTH, precision: 'float64' };
    const [, depth, float32] = NAME.exec(name) ?? [];
    return depth === undefined
      ? undefined
      : {
          kind: 'memorizer',
          depth: Number(depth),
          precision: float32 === undefined ? 'float64' : 'float32',
        };
  },
  written: {
    spec: MemorizerSpec,
    resolve: ({ depth = USUAL_DEPTH, precision = 'float64' }) => ({ kind: 'memorizer', depth, precision }),
  },
  // There is nothing to decay, because the weights are constructed.
  usual: { learningRate: 0.01, weightDecay: 0, dropout: 0.5 },
  loss: 'half-squares',
  refusals: (architecture) => [
    solvedRefusal(nameOf(architecture)),
    { fields: ['weightDecay'], expected: "none: a memorizer's weights are constructed" },
  ],
  parameterCount: ({ depth }, { values, trained }) => countParameters(trained, values, depth),
  size: ({ depth }) => ({ depth, width: null }),
} satisfies ArchitectureVariant<MemorizerArchitecture, MemorizerSpec>;
