import type { Static } from 'typebox';
import { Type } from 'typebox';
import { INPUT_SIDE } from '../dataset.js';
import { closed } from '../spec-parts.js';
import type { ValueOf } from '../value-of.js';
import { countText } from '../wording.js';

/**
 * What a linear model or a kernel sees of an image: its raw values; the responses of Gabor wavelets; or the pooled
 * responses of random filters (Coates and Ng 2012), standardized and with a constant 1 appended.
 */
export const Features = Type.Union(
  [
    Type.Object({ kind: Type.Literal('raw') }, closed),
    Type.Object(
      {
        kind: Type.Literal('random-convolutions'),
        filters: Type.Integer({ minimum: 1 }),
        side: Type.Integer({ minimum: 1, description: 'height and width of a filter, in pixels' }),
      },
      closed,
    ),
    Type.Object({ kind: Type.Literal('gabor') }, closed),
  ],
  { description: 'what the model sees of an image' },
);
export type Features = ValueOf<typeof Features>;

export const FeaturesSpec = Type.Union(
  [
    Type.Enum(['raw', 'random-convolutions', 'gabor']),
    Type.Object(
      {
        kind: Type.Literal('random-convolutions'),
        filters: Type.Optional(Type.Integer({ minimum: 1, maximum: 99_999 })),
        // A filter as large as the window has only one response, which cannot be pooled by quadrant.
        side: Type.Optional(Type.Integer({ minimum: 1, maximum: INPUT_SIDE - 1 })),
      },
      closed,
    ),
  ],
  { description: 'raw, random-convolutions, gabor or {kind: random-convolutions, filters, side}' },
);
type FeaturesSpec = Static<typeof FeaturesSpec>;

/** Number and side of the random filters if a spec gives only the name (Coates and Ng 2012 use 6×6). */
const RANDOM_FILTERS = { filters: 512, side: 6 } as const;

export function resolveFeatures(spec: FeaturesSpec = 'raw'): Features {
  if (spec === 'random-convolutions') return { kind: spec, ...RANDOM_FILTERS };
  return typeof spec === 'string' ? { kind: spec } : { ...RANDOM_FILTERS, ...spec };
}

/** Regular expression for the end of an architecture's name if it sees anything but the raw image. */
export const FEATURES_SUFFIX = '-(gabor|random-convolutions)';

export const featuresSuffix = ({ kind }: Features): string => (kind === 'raw' ? '' : `-${kind}`);

/** Features as a name states them: the part that {@link FEATURES_SUFFIX} captures. */
export const featuresNamed = (name: string | undefined): Features =>
  resolveFeatures(name as 'gabor' | 'random-convolutions' | undefined);

/** Gabor features per channel: 3 wavelengths, 8 orientations, 7 × 7 places. */
const GABOR_FEATURES = 3 * 8 * 7 * 7;

/** Number of values that a linear model sees of an image. */
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

/** The numbers that a name omits, for a report's Methods. */
export const describeFilters = (features: Features): readonly string[] =>
  features.kind === 'random-convolutions'
    ? [`${countText(features.filters)} filters of ${String(features.side)}×${String(features.side)} pixels`]
    : [];
