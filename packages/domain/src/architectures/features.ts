import type { Static } from 'typebox';
import { Type } from 'typebox';
import { INPUT_SIDE } from '../dataset.js';
import { closed } from '../spec-parts.js';
import type { ValueOf } from '../value-of.js';
import { countText } from '../wording.js';

/**
 * What a linear model or a kernel sees of an image: its values, the pooled responses of random filters (Coates and Ng
 * 2012), standardised and with a constant 1, or those of Gabor wavelets.
 */
export const Features = Type.Union(
  [
    Type.Object({ kind: Type.Literal('raw') }, closed),
    Type.Object(
      {
        kind: Type.Literal('random-convolutions'),
        filters: Type.Integer({ minimum: 1 }),
        side: Type.Integer({ minimum: 1, description: 'height and width of a filter' }),
      },
      closed,
    ),
    Type.Object({ kind: Type.Literal('gabor') }, closed),
  ],
  { description: 'what it sees of an image' },
);
export type Features = ValueOf<typeof Features>;

export const FeaturesSpec = Type.Union(
  [
    Type.Enum(['raw', 'random-convolutions', 'gabor']),
    Type.Object(
      {
        kind: Type.Literal('random-convolutions'),
        filters: Type.Optional(Type.Integer({ minimum: 1, maximum: 99_999 })),
        // A filter of the whole window has one response, and half of one cannot be pooled.
        side: Type.Optional(Type.Integer({ minimum: 1, maximum: INPUT_SIDE - 1 })),
      },
      closed,
    ),
  ],
  { description: 'raw, random-convolutions, gabor or {kind: random-convolutions, filters, side}' },
);
type FeaturesSpec = Static<typeof FeaturesSpec>;

/** Filters and their side of random convolutions that are given by name alone (Coates and Ng 2012 use 6×6). */
const RANDOM_FILTERS = { filters: 512, side: 6 } as const;

export function resolveFeatures(spec: FeaturesSpec = 'raw'): Features {
  if (spec === 'random-convolutions') return { kind: spec, ...RANDOM_FILTERS };
  return typeof spec === 'string' ? { kind: spec } : { ...RANDOM_FILTERS, ...spec };
}

/** How names of architectures end that see anything but the image itself, for regular expressions. */
export const FEATURES_SUFFIX = '-(gabor|random-convolutions)';

export const featuresSuffix = ({ kind }: Features): string => (kind === 'raw' ? '' : `-${kind}`);

/** Features as a name has them: the part that {@link FEATURES_SUFFIX} captures. */
export const featuresNamed = (name: string | undefined): Features =>
  resolveFeatures(name as 'gabor' | 'random-convolutions' | undefined);

/** Features of one channel that Gabor wavelets give: 3 wavelengths, 8 orientations, 7 × 7 places. */
const GABOR_FEATURES = 3 * 8 * 7 * 7;

/** Values that a linear model sees of an image. */
export function featureCount(features: Features, channels: number): number {
  switch (features.kind) {
    case 'raw':
      return INPUT_SIDE * INPUT_SIDE * channels;
    case 'random-convolutions':
      // Positive and negative parts in four quadrants, and a constant 1.
      return features.filters * 2 * 4 + 1;
    case 'gabor':
      return GABOR_FEATURES * channels;
    default:
      throw new TypeError(`no such features: ${JSON.stringify(features satisfies never)}`);
  }
}

/** The numbers that a name leaves out, for a report's Methods. */
export const describeFilters = (features: Features): readonly string[] =>
  features.kind === 'random-convolutions'
    ? [`${countText(features.filters)} filters of ${String(features.side)}×${String(features.side)} pixels`]
    : [];
