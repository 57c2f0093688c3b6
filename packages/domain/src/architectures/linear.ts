import type { Static } from 'typebox';
import { Type } from 'typebox';
import { closed } from '../spec-parts.js';
import type { ValueOf } from '../value-of.js';
import {
  describeFilters,
  featureCount,
  Features,
  FEATURES_SUFFIX,
  featuresNamed,
  FeaturesSpec,
  featuresSuffix,
  resolveFeatures,
} from './features.js';
import type { ArchitectureVariant, Refusal } from './variant.js';
import { NETWORK, solvedRefusal } from './variant.js';

const LinearByDescent = Type.Object(
  {
    kind: Type.Literal('linear'),
    features: Features,
    solver: Type.Object(
      {
        // Any optimizer: ids of cells keep the name that it had when there was only one.
        kind: Type.Literal('sgd'),
        start: Type.Number({
          minimum: 0,
          description: 'standard deviation of the initial weights',
        }),
      },
      closed,
    ),
  },
  closed,
);

/** The minimum-norm interpolant, in closed form. */
const LinearByMinNorm = Type.Object(
  {
    kind: Type.Literal('linear'),
    features: Features,
    solver: Type.Object({ kind: Type.Literal('min-norm') }, closed),
  },
  closed,
);

type LinearArchitecture = ValueOf<typeof LinearByDescent> | ValueOf<typeof LinearByMinNorm>;

const LinearSpec = Type.Object(
  {
    kind: Type.Literal('linear'),
    features: Type.Optional(FeaturesSpec),
    solver: Type.Optional(Type.Enum(['sgd', 'min-norm'])),
    start: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 1e99,
        description: 'standard deviation of the initial weights; 0 starts from zero',
      }),
    ),
  },
  closed,
);
type LinearSpec = Static<typeof LinearSpec>;

/** A number as `String` formats it. */
const NUMBER = '[0-9]+(?:[.][0-9]+)?(?:e(?:[+][0-9]{1,2}|-[0-9]{1,3}))?';
const BY_DESCENT = new RegExp(`^linear(?:-from-(${NUMBER}))?(?:${FEATURES_SUFFIX})?$`);
const BY_MIN_NORM = new RegExp(`^linear-min-norm(?:${FEATURES_SUFFIX})?$`);

const solverSuffix = ({ solver }: LinearArchitecture): string =>
  solver.kind === 'min-norm' ? '-min-norm' : solver.start === 0 ? '' : `-from-${String(solver.start)}`;

const nameOf = (architecture: LinearArchitecture): string =>
  `linear${solverSuffix(architecture)}${featuresSuffix(architecture.features)}`;

const isSolved = ({ solver }: LinearArchitecture): boolean => solver.kind === 'min-norm';

/** One linear layer without bias, with squared loss on one-hot targets (paper, section 5). */
export const linear = {
  ...NETWORK,
  trained: LinearByDescent,
  solved: LinearByMinNorm,
  isSolved,
  words: ['linear', 'linear-min-norm'],
  patterns: [BY_DESCENT.source, BY_MIN_NORM.source],
  resultName: { leavesOut: ['filters', 'side'] },
  name: nameOf,
  parseName(name) {
    const descent = BY_DESCENT.exec(name);
    if (descent !== null) {
      const [, start = '0', features] = descent;
      const solver = { kind: 'sgd', start: Number(start) } as const;
      return { kind: 'linear', features: featuresNamed(features), solver };
    }
    const minNorm = BY_MIN_NORM.exec(name);
    return minNorm === null
      ? undefined
      : { kind: 'linear', features: featuresNamed(minNorm[1]), solver: { kind: 'min-norm' } };
  },
  written: {
    spec: LinearSpec,
    resolve(spec) {
      const { solver: kind = 'sgd', start = 0 } = spec;
      const features = resolveFeatures(spec.features);
      return kind === 'sgd'
        ? { kind: 'linear', features, solver: { kind, start } }
        : { kind: 'linear', features, solver: { kind } };
    },
  },
  // Gradient descent on a linear model diverges above a rate set by the curvature; on whitened images 0.01 comes near
  // it.
  usual: { learningRate: 0.001, weightDecay: 5e-4, dropout: 0.5 },
  loss: 'half-squares',
  refusals(architecture) {
    const name = nameOf(architecture);
    const refusals: Refusal[] = isSolved(architecture) ? [solvedRefusal(name)] : [];
    if (architecture.features.kind !== 'raw')
      refusals.push({
        fields: ['augmentation'],
        expected: `no augmentation: the features of ${name} are computed once`,
      });
    return [
      ...refusals,
      { fields: ['dropout'], expected: 'no dropout: a linear model has no hidden units' },
      { fields: ['labelSmoothing'], expected: 'no label smoothing: the loss of a linear model is a square' },
      { fields: ['mixup'], expected: 'no mixup: the loss of a linear model is a square' },
    ];
  },
  parameterCount: ({ features }, { channels, classes }) => featureCount(features, channels) * classes,
  protocol: ({ solver }, { regularizer }) => (solver.kind === 'sgd' || regularizer.weightDecay === 0 ? 2 : 1),
  describeOptions: ({ features }) => describeFilters(features),
} satisfies ArchitectureVariant<LinearArchitecture, LinearSpec>;
