import type { Static } from 'typebox';
import { Type } from 'typebox';
import { closed, Probability } from '../spec-parts.js';
import type { ValueOf } from '../value-of.js';
import { joinTexts, percentText } from '../wording.js';
import type { None } from './none.js';
import type { RandomLabels } from './random-labels.js';
import type { CorruptionVariant } from './variant.js';
import { PLAIN } from './variant.js';

const PartialLabels = Type.Object(
  {
    kind: Type.Literal('partial-labels'),
    probability: Type.Number({
      minimum: 0,
      maximum: 1,
      description: 'share of train labels that are redrawn, from 0 to 1',
    }),
    excludeTrueClass: Type.Optional(Type.Literal(true, { description: 'never draw the true class' })),
  },
  closed,
);
export type PartialLabels = ValueOf<typeof PartialLabels>;

const PartialLabelsSpec = Type.Object(
  {
    kind: Type.Literal('partial-labels'),
    probability: Probability,
    excludeTrueClass: Type.Optional(Type.Boolean()),
  },
  closed,
);

type PartialLabelsSpec = Static<typeof PartialLabelsSpec>;
type Resolved = PartialLabels | None | RandomLabels;

/** Each corruption has only one form: a probability of 0 is `none`, and a probability of 1 is `random-labels`. */
function resolve(spec: PartialLabelsSpec): Resolved {
  const { kind, probability, excludeTrueClass = false } = spec;
  if (probability === 0) return { kind: 'none' };
  if (excludeTrueClass) return { kind, probability, excludeTrueClass };
  return probability === 1 ? { kind: 'random-labels' } : { kind, probability };
}

/** Describes all shares of partly random labels in one text. */
function describeShares(values: readonly PartialLabels[], excludeTrueClass: boolean): readonly string[] {
  const shares = values.flatMap((each) =>
    (each.excludeTrueClass ?? false) === excludeTrueClass ? [each.probability] : [],
  );
  if (shares.length === 0) return [];
  const range = joinTexts(shares.toSorted((a, b) => a - b).map(percentText));
  const noun = excludeTrueClass ? 'another, uniformly random class' : 'a uniformly random class';
  return [`labels replaced with ${noun}, each with a probability of ${range}`];
}

/**
 * Replaces each train label, with this probability, by a uniformly random class: any class, or any other than the true
 * one (paper, section 2.1).
 */
export const partialLabels = {
  ...PLAIN,
  value: PartialLabels,
  written: {
    spec: PartialLabelsSpec,
    help: '{kind: partial-labels, probability: 0 … 1, excludeTrueClass}',
    resolve,
    findFaults: () => [],
  },
  labelNoise: ({ probability }) => probability,
  caption: 'partly random labels',
  describe: (values) => [...describeShares(values, false), ...describeShares(values, true)],
} satisfies CorruptionVariant<PartialLabels, PartialLabelsSpec, Resolved>;
