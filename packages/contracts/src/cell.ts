import { DATASET_NAMES } from '@rote/domain';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { closed, Nullable } from './nullable.js';

const CellDataset = Type.Object(
  {
    name: Type.Enum([...DATASET_NAMES], { description: 'data set' }),
    train: Type.Integer({ minimum: 1, description: 'number of train images' }),
    test: Type.Integer({ minimum: 1, description: 'number of test images' }),
    subsetSeed: Type.Integer({
      minimum: 0,
      description: 'seed of the choice of images; 0 for the whole set',
    }),
    preprocessing: Type.Enum(['whiten', 'scale'], {
      description: 'whiten: per image (x − mean) / max(std, 1/√N); scale: x / 255',
    }),
  },
  closed,
);

const Corruption = Type.Union(
  [
    Type.Object({ kind: Type.Literal('none') }, closed),
    Type.Object(
      {
        kind: Type.Literal('partial-labels'),
        probability: Type.Number({
          minimum: 0,
          maximum: 1,
          description: 'share of train labels that are drawn anew, from 0 to 1',
        }),
      },
      closed,
    ),
    Type.Object({ kind: Type.Literal('random-labels') }, closed),
    Type.Object({ kind: Type.Literal('shuffled-pixels') }, closed),
    Type.Object({ kind: Type.Literal('random-pixels') }, closed),
    Type.Object({ kind: Type.Literal('gaussian') }, closed),
  ],
  { description: 'what was done to the train set' },
);

const Regularizer = Type.Object(
  {
    weightDecay: Type.Number({ minimum: 0, description: 'coefficient λ of λ/2·‖w‖²; 0 is off' }),
    dropout: Type.Number({ minimum: 0, exclusiveMaximum: 1, description: 'probability; 0 is off' }),
    augmentation: Type.Enum(['none', 'random-crop', 'flip-rotation']),
    patience: Nullable(Type.Integer({ minimum: 1 }), {
      description: 'epochs without a better test accuracy after which training stops; null is off',
    }),
  },
  closed,
);

const Architecture = Type.Union([
  Type.Object({ kind: Type.Literal('inception-small'), batchNorm: Type.Boolean() }, closed),
  Type.Object({ kind: Type.Literal('alexnet-small') }, closed),
  Type.Object(
    {
      kind: Type.Literal('mlp'),
      depth: Type.Integer({ minimum: 1, description: 'hidden layers' }),
      width: Type.Integer({ minimum: 1, description: 'units of each hidden layer' }),
    },
    closed,
  ),
]);

const Training = Type.Object(
  {
    epochs: Type.Integer({ minimum: 1, description: 'at most so many passes over the train set' }),
    batchSize: Type.Integer({ minimum: 1 }),
    learningRate: Type.Number({ exclusiveMinimum: 0, description: 'initial rate' }),
    momentum: Type.Number({ minimum: 0, exclusiveMaximum: 1 }),
    decay: Type.Number({ exclusiveMinimum: 0, maximum: 1, description: 'factor of the rate' }),
    decaySteps: Type.Integer({ minimum: 1, description: 'optimiser steps between two decays' }),
    stop: Type.Object(
      {
        trainLoss: Nullable(Type.Number({ minimum: 0 }), {
          description: 'stop when the train loss is at most this; null is never',
        }),
        trainAccuracy: Nullable(Type.Number({ minimum: 0, maximum: 1 }), {
          description: 'stop when the train accuracy is at least this; null is never',
        }),
      },
      closed,
    ),
  },
  closed,
);

/** One fully resolved experiment: the same value as `Cell` of the domain. */
export const Cell = Type.Object(
  {
    dataset: CellDataset,
    corruption: Corruption,
    regularizer: Regularizer,
    architecture: Architecture,
    training: Training,
    seed: Type.Integer({
      minimum: 0,
      description: 'labels, pixels, initial weights and order derive from it',
    }),
  },
  { ...closed, description: 'one fully resolved experiment, nothing left to default' },
);
export type Cell = Static<typeof Cell>;
