import type { Static } from 'typebox';
import { Type } from 'typebox';
import { closed, listOf, Probability } from '../spec-parts.js';
import type { ValueOf } from '../value-of.js';
import type { CorruptionFault, CorruptionVariant } from './variant.js';
import { PLAIN } from './variant.js';

const AsymmetricLabels = Type.Object(
  {
    kind: Type.Literal('asymmetric-labels'),
    transitions: Type.Immutable(
      Type.Array(Type.Immutable(Type.Array(Type.Number({ minimum: 0, maximum: 1 }))), {
        description: 'a row for each true class: the probability of each class that its images may get',
      }),
    ),
  },
  closed,
);
export type AsymmetricLabels = ValueOf<typeof AsymmetricLabels>;

const AsymmetricLabelsSpec = Type.Object(
  {
    kind: Type.Literal('asymmetric-labels'),
    transitions: Type.Array(listOf(Probability), {
      minItems: 2,
      description: 'a row for each true class: the probability of each class that its images may get',
    }),
  },
  closed,
);

type AsymmetricLabelsSpec = Static<typeof AsymmetricLabelsSpec>;

/** How far a row of probabilities may sum from 1, because they are written as decimals. */
const ROUNDING = 1e-6;

/** Finds what keeps a matrix from being one of transitions between the data set's classes. */
function findFaults({ transitions }: AsymmetricLabelsSpec, classes: number): readonly CorruptionFault[] {
  const shape = [transitions.length, ...transitions.map((row) => row.length)];
  if (shape.some((size) => size !== classes))
    return [{ at: '/transitions', expected: `${String(classes)} rows of ${String(classes)} probabilities` }];
  return transitions.flatMap((row, from) => {
    const sum = row.reduce((total, share) => total + share, 0);
    return Math.abs(sum - 1) <= ROUNDING
      ? []
      : [
          {
            at: `/transitions/${String(from)}`,
            expected: 'probabilities that sum to 1',
            found: String(sum),
          },
        ];
  });
}

const labelNoise = ({ transitions }: AsymmetricLabels): number =>
  1 - transitions.reduce((sum, row, i) => sum + row[i]!, 0) / transitions.length;

/** An image of class i gets class j with probability `transitions[i][j]`. */
export const asymmetricLabels = {
  ...PLAIN,
  value: AsymmetricLabels,
  written: {
    spec: AsymmetricLabelsSpec,
    help: '{kind: asymmetric-labels, transitions}',
    resolve: (spec) => spec,
    findFaults,
  },
  labelNoise,
  caption: 'asymmetric noise',
  describe: () => ['labels replaced by a matrix of transitions between classes'],
  remark: (value) =>
    labelNoise(value) === 0
      ? 'this asymmetric-labels changes no label: its cells train as with none, but count as separate cells'
      : undefined,
} satisfies CorruptionVariant<AsymmetricLabels, AsymmetricLabelsSpec>;
