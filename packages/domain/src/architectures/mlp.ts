import type { Static } from 'typebox';
import { Type } from 'typebox';
import { closed } from '../spec-parts.js';
import type { ValueOf } from '../value-of.js';
import type { ArchitectureVariant } from './variant.js';
import { denseCount, NETWORK } from './variant.js';

const Mlp = Type.Object(
  {
    kind: Type.Literal('mlp'),
    depth: Type.Integer({ minimum: 1, description: 'hidden layers' }),
    width: Type.Integer({ minimum: 1, description: 'units of each hidden layer' }),
  },
  closed,
);
type Mlp = ValueOf<typeof Mlp>;

const MlpSpec = Type.Object(
  {
    kind: Type.Literal('mlp'),
    depth: Type.Integer({ minimum: 1, maximum: 999 }),
    width: Type.Integer({ minimum: 1, maximum: 99_999 }),
  },
  closed,
);
type MlpSpec = Static<typeof MlpSpec>;

const NAME = /^mlp-([1-9][0-9]{0,2})x([1-9][0-9]{0,4})$/;
const nameOf = (depth: number, width: number): string => `mlp-${String(depth)}x${String(width)}`;

/** From this many hidden layers on, a network that is deeper than it is wide is probably a typing error. */
const DEEP = 8;

/** A multilayer perceptron (paper, appendix A). */
export const mlp = {
  ...NETWORK,
  trained: Mlp,
  words: [],
  patterns: [NAME.source],
  completeName(written) {
    const [, width] = /^mlp-?(\d{1,5})$/.exec(written) ?? [];
    return width === undefined ? undefined : nameOf(1, Number(width));
  },
  help: 'mlp-<depth>x<width> such as mlp-3x512',
  name: ({ depth, width }) => nameOf(depth, width),
  parseName(name) {
    const [, depth, width] = NAME.exec(name) ?? [];
    return depth === undefined ? undefined : { kind: 'mlp', depth: Number(depth), width: Number(width) };
  },
  written: {
    spec: MlpSpec,
    resolve: ({ depth, width }) => ({ kind: 'mlp', depth, width }),
  },
  // The rate is the paper's (section 2); it does not print the coefficient.
  usual: { learningRate: 0.01, weightDecay: 5e-4, dropout: 0.5 },
  parameterCount: ({ depth, width }, { values, classes }) =>
    denseCount(values, width) + (depth - 1) * denseCount(width, width) + denseCount(width, classes),
  largestLayer: ({ depth, width }) => (depth > 1 ? width * width : 0),
  size: ({ depth, width }) => ({ depth, width }),
  remark: ({ depth, width }) =>
    depth >= DEEP && depth > width
      ? `${nameOf(depth, width)} has ${String(depth)} hidden layers of ${String(width)} units; ${nameOf(width, depth)} has ${String(width)} of ${String(depth)}`
      : undefined,
} satisfies ArchitectureVariant<Mlp, MlpSpec>;
