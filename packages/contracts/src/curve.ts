import * as domain from '@rote/domain';
import type { Static, TSchema } from 'typebox';
import { Type } from 'typebox';
import { CellId } from './identifiers.js';
import { closed, descriptionOf, Nullable } from './nullable.js';
import { PAGE_LINKS } from './paging.js';

/** A number of the domain in JSON: `null` if training diverged and it is NaN or infinite. */
const finite = (schema: TSchema) =>
  Nullable(Type.Number(), {
    description: `${descriptionOf(schema)}; null where it was not finite (diverged)`,
  });

export const Score = Type.Object(
  { ...domain.Score.properties, loss: finite(domain.Score.properties.loss) },
  { ...closed, description: 'loss and accuracy over a set of images, in evaluation mode' },
);
export type Score = Static<typeof Score>;

const { trainClean, trainCorrupted, gradientNorm, weightNorm } = domain.EpochMetrics.properties;

export const EpochMetrics = Type.Object(
  {
    ...domain.EpochMetrics.properties,
    train: Score,
    trainClean: Nullable(Score, { description: descriptionOf(trainClean) }),
    trainCorrupted: Nullable(Score, { description: descriptionOf(trainCorrupted) }),
    test: Score,
    gradientNorm: finite(gradientNorm),
    weightNorm: finite(weightNorm),
    measures: Type.Optional(
      // A record would be `patternProperties`, which @fastify/swagger rewrites: the schema would lose its name.
      Type.Object(
        {},
        {
          additionalProperties: finite(Type.Number({ description: 'value of a measure' })),
          description: 'complexity measures by name, after the last epoch and after any others requested',
        },
      ),
    ),
  },
  { ...closed, description: "one row of a learning curve, measured after the epoch's last step" },
);
export type EpochMetrics = Static<typeof EpochMetrics>;

export const Curve = Type.Object(
  {
    cellId: CellId,
    epochs: Type.Array(EpochMetrics, { description: 'in order; of a running cell, the epochs so far' }),
    ...PAGE_LINKS,
  },
  { ...closed, description: 'a page of the learning curve of a cell' },
);
export type Curve = Static<typeof Curve>;
