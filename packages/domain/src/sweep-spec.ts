import type { Static } from 'typebox';
import { Type } from 'typebox';
import { ArchitectureSpec } from './architectures/index.js';
import { CorruptionSpec } from './corruptions/index.js';
import { DatasetSpec } from './datasets/index.js';
import { DEVICE_REQUIREMENTS } from './device-requirement.js';
import { OptimizerSpec } from './optimizers/index.js';
import { RegularizerSpec } from './regularizers/index.js';
import {
  Auto,
  closed,
  Epochs,
  listOf,
  MAX_COUNT,
  PositiveInteger,
  Probability,
  Seeds,
} from './spec-parts.js';

const StopSpec = Type.Union(
  [
    Type.Literal('none'),
    Type.Object(
      {
        trainLoss: Type.Optional(Type.Number({ minimum: 0 })),
        trainAccuracy: Type.Optional(Probability),
      },
      closed,
    ),
  ],
  {
    description: 'none, or {trainLoss, trainAccuracy}: training stops after the first epoch that meets both',
  },
);

/** The schema of a value on each axis, except the axes of seeds. */
const Axis = {
  corruption: CorruptionSpec,
  regularizer: RegularizerSpec,
  architecture: ArchitectureSpec,
  trainImages: PositiveInteger,
  testLabels: Type.Enum(['clean', 'corrupted']),
  leaveOut: Type.Union([Type.Literal('none'), Type.Integer({ minimum: 0, maximum: MAX_COUNT })], {
    description: 'none, or the index of a train image, from 0',
  }),
  epochs: Epochs,
  batchSize: PositiveInteger,
  optimizer: OptimizerSpec,
  decayPerEpoch: Type.Number({
    exclusiveMinimum: 0,
    maximum: 1,
    description:
      'a factor above 0 and at most 1, applied to the learning rate after every stepsPerDecay steps (auto: an epoch of the whole train set, even if fewer images are trained on)',
  }),
  stepsPerDecay: Type.Union([Auto, PositiveInteger], {
    description:
      'auto (the steps of an epoch of the whole train set, even if fewer images are trained on) or a whole number from 1',
  }),
  stop: StopSpec,
};

export const TrainingSpec = Type.Object(
  {
    epochs: Type.Optional(Axis.epochs),
    batchSize: Type.Optional(Axis.batchSize),
    optimizer: Type.Optional(Axis.optimizer),
    decayPerEpoch: Type.Optional(Axis.decayPerEpoch),
    stepsPerDecay: Type.Optional(Axis.stepsPerDecay),
    stop: Type.Optional(Axis.stop),
  },
  closed,
);

/** The values of each axis; the grid is their product. Any field of `training` can be an axis too. */
export const GridSpec = Type.Object(
  {
    corruption: Type.Optional(listOf(Axis.corruption)),
    regularizer: Type.Optional(listOf(Axis.regularizer)),
    architecture: listOf(Axis.architecture),
    seed: Type.Optional(Seeds),
    labelSeed: Type.Optional(Seeds),
    pixelSeed: Type.Optional(Seeds),
    initSeed: Type.Optional(Seeds),
    orderSeed: Type.Optional(Seeds),
    trainImages: Type.Optional(listOf(Axis.trainImages)),
    testLabels: Type.Optional(listOf(Axis.testLabels)),
    leaveOut: Type.Optional(listOf(Axis.leaveOut)),
    epochs: Type.Optional(listOf(Axis.epochs)),
    batchSize: Type.Optional(listOf(Axis.batchSize)),
    optimizer: Type.Optional(listOf(Axis.optimizer)),
    decayPerEpoch: Type.Optional(listOf(Axis.decayPerEpoch)),
    stepsPerDecay: Type.Optional(listOf(Axis.stepsPerDecay)),
    stop: Type.Optional(listOf(Axis.stop)),
  },
  closed,
);

export const MeasuresSpec = Type.Object(
  {
    epochs: Type.Optional(
      Type.Array(Epochs, {
        description: 'a list of distinct epochs after which to measure, in addition to the last one',
      }),
    ),
    sharpness: Type.Optional(Type.Boolean()),
    examples: Type.Optional(Type.Boolean()),
  },
  closed,
);

const PatternSpec = Type.Partial(GridSpec, closed);

/**
 * Allows no control characters and no lone surrogates, because PostgreSQL can store neither NUL nor lone surrogates,
 * and names are printed on terminals. The expression means the same with and without the `u` flag.
 */
const STORABLE_LINE =
  '^([^\\u0000-\\u001f\\u007f-\\u009f\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$';

/** The bounds of a priority, and its meaning. */
export const PRIORITY = {
  minimum: -1000,
  maximum: 1000,
  description: 'a whole number from -1000 to 1000; higher goes first',
} as const;

/**
 * The bounds of a cell's time limit, and its meaning. It is not part of a cell, which may have a different one in each
 * sweep.
 */
export const TIME_LIMIT_SECONDS = {
  minimum: 1,
  maximum: 365 * 24 * 60 * 60,
  description:
    'a whole number of seconds from 1 to 31536000 (a year): how long one attempt at a cell may take',
} as const;

/** What a person submits. `expandSweep` turns it into cells. */
export const SweepSpec = Type.Object(
  {
    name: Type.String({
      minLength: 1,
      maxLength: 200,
      pattern: STORABLE_LINE,
      description: 'a name of 1 to 200 characters, on one line and without control characters',
    }),
    dataset: DatasetSpec,
    grid: GridSpec,
    include: Type.Optional(
      Type.Array(GridSpec, {
        description: 'a list of further grids; an omitted axis has the value in training, or the default',
      }),
    ),
    exclude: Type.Optional(
      Type.Array(PatternSpec, {
        description:
          'a list of patterns; a combination is excluded if it has one of the listed values on every axis that a pattern names',
      }),
    ),
    training: Type.Optional(TrainingSpec),
    measures: Type.Optional(MeasuresSpec),
    priority: Type.Optional(Type.Integer(PRIORITY)),
    device: Type.Optional(
      Type.Enum([...DEVICE_REQUIREMENTS], {
        description: 'any or gpu: where its cells may be trained; gpu waits for a worker that has a GPU',
      }),
    ),
    keepWeights: Type.Optional(
      Type.Boolean({ description: 'true or false: whether to keep the final weights of its cells' }),
    ),
    timeLimitSeconds: Type.Optional(Type.Integer(TIME_LIMIT_SECONDS)),
  },
  closed,
);

export type SweepSpec = Static<typeof SweepSpec>;
export type GridSpec = Static<typeof GridSpec>;
export type PatternSpec = Static<typeof PatternSpec>;
export type TrainingSpec = Static<typeof TrainingSpec>;
export type MeasuresSpec = Static<typeof MeasuresSpec>;
