import type { Static } from 'typebox';
import { Type } from 'typebox';
import type { CellDataset } from '../datasets/index.js';
import { closed } from '../spec-parts.js';
import type { ValueOf } from '../value-of.js';
import {
  describeFilters,
  Features,
  FEATURES_SUFFIX,
  featuresNamed,
  FeaturesSpec,
  featuresSuffix,
  resolveFeatures,
} from './features.js';
import type { ArchitectureVariant } from './variant.js';
import { NETWORK, solvedRefusal } from './variant.js';

const KernelArchitecture = Type.Object(
  {
    kind: Type.Literal('kernel'),
    features: Features,
    gamma: Type.Number({ exclusiveMinimum: 0, description: 'γ of exp(−γ‖x − x′‖²)' }),
  },
  closed,
);
export type KernelArchitecture = ValueOf<typeof KernelArchitecture>;

const KernelSpec = Type.Object(
  {
    kind: Type.Literal('kernel'),
    features: Type.Optional(FeaturesSpec),
    gamma: Type.Optional(Type.Number({ exclusiveMinimum: 0, description: 'γ of exp(−γ‖x − x′‖²), above 0' })),
  },
  closed,
);
type KernelSpec = Static<typeof KernelSpec>;

/** The first author's published recipe for MNIST, on pixels scaled to x / 255. */
const USUAL_GAMMA = 0.02;

const NAME = new RegExp(`^kernel(?:${FEATURES_SUFFIX})?$`);
const nameOf = ({ features }: KernelArchitecture): string => `kernel${featuresSuffix(features)}`;

function parseName(name: string): KernelArchitecture | undefined {
  const found = NAME.exec(name);
  return found === null
    ? undefined
    : { kind: 'kernel', features: featuresNamed(found[1]), gamma: USUAL_GAMMA };
}

/** Why the default γ does not fit what a kernel sees; `undefined` if it fits. */
function unlikePixels({ kind }: Features, { preprocessing }: CellDataset): string | undefined {
  if (kind === 'random-convolutions') return 'random convolutions have a standard deviation of 1';
  return preprocessing === 'scale' ? undefined : `the preprocessing ${preprocessing} has another range`;
}

/** The minimum-norm interpolant with kernel exp(−γ‖x − x′‖²) (paper, section 5), solved in float64. */
export const kernel = {
  ...NETWORK,
  solved: KernelArchitecture,
  isSolved: () => true,
  words: ['kernel'],
  patterns: [NAME.source],
  resultName: { example: 'kernel-gabor', leavesOut: ['gamma', 'filters', 'side'] },
  name: nameOf,
  parseName,
  written: {
    spec: KernelSpec,
    resolve: ({ features, gamma = USUAL_GAMMA }) => ({
      kind: 'kernel',
      features: resolveFeatures(features),
      gamma,
    }),
    findUnfitDefault(given, dataset) {
      if (typeof given !== 'string' && given.gamma !== undefined) return undefined;
      const features =
        typeof given === 'string' ? parseName(given)?.features : resolveFeatures(given.features);
      const reason = features && unlikePixels(features, dataset);
      return reason === undefined
        ? undefined
        : {
            option: 'gamma',
            expected:
              `a kernel's gamma: the default ${String(USUAL_GAMMA)} is for pixels of 0 … 1, and ${reason}: ` +
              'write { kind: kernel, gamma: … }, starting with 1 / the number of features',
          };
    },
  },
  // Weight decay is a ridge on the sum over the train images.
  usual: { learningRate: 0.01, weightDecay: 1, dropout: 0.5 },
  loss: 'half-squares',
  refusals: (architecture) => [solvedRefusal(nameOf(architecture))],
  parameterCount: (_, { trained, classes }) => trained * classes,
  describeOptions: ({ gamma, features }) => [`γ ${String(gamma)}`, ...describeFilters(features)],
} satisfies ArchitectureVariant<KernelArchitecture, KernelSpec>;
