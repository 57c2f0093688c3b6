import type { Static } from 'typebox';
import { Type } from 'typebox';
import { CellId } from './identifiers.js';
import { closed, Nullable } from './nullable.js';
import { PAGE_LINKS } from './paging.js';

const MaybeFinite = (description: string) =>
  Nullable(Type.Number(), { description: `${description}; null where it was not finite (diverged)` });

export const Score = Type.Object(
  {
    loss: MaybeFinite('mean cross-entropy in nats, or half the mean squared distance, without any penalty'),
    accuracy: Type.Number({ minimum: 0, maximum: 1, description: 'share of right answers, 0 to 1' }),
  },
  { ...closed, description: 'loss and accuracy over a set of images, in evaluation mode' },
);
export type Score = Static<typeof Score>;

export const EpochMetrics = Type.Object(
  {
    epoch: Type.Integer({ minimum: 1, description: '1-based' }),
    step: Type.Integer({ minimum: 0, description: 'optimiser steps taken since the start' }),
    train: Score,
    trainClean: Nullable(Score, {
      description: 'over the train images whose label was not changed; null where there is none',
    }),
    trainCorrupted: Nullable(Score, {
      description: 'over the train images whose label was changed; null where there is none',
    }),
    test: Score,
    bestTestAccuracy: Type.Number({
      minimum: 0,
      maximum: 1,
      description: 'best test accuracy up to this epoch',
    }),
    learningRate: Nullable(Type.Number({ minimum: 0 }), {
      description: "rate of the epoch's last step; null where there was nothing to train",
    }),
    gradientNorm: MaybeFinite(
      "ℓ2 norm of the epoch's last mini-batch gradient, penalty included; null too where there was nothing to train",
    ),
    weightNorm: MaybeFinite('ℓ2 norm over all trained parameters'),
    seconds: Type.Number({ minimum: 0, description: 'wall-clock time, evaluation included' }),
    imagesPerSecond: Type.Number({ minimum: 0, description: 'train images a second, evaluation excluded' }),
    measures: Type.Optional(
      // A record would be `patternProperties`, which @fastify/swagger rewrites: the schema would lose its name.
      Type.Object(
        {},
        {
          additionalProperties: MaybeFinite('value of a measure'),
          description: 'complexity measures by name, after the last epoch and those that were asked for',
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
