import { DATASET_NAMES, IMAGE_FOLDER } from '@rote/domain';
import type { Static, TSchema } from 'typebox';
import { Type } from 'typebox';
import { closed, Nullable } from './nullable.js';

const KnownDataset = Type.Object(
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

const FolderDataset = Type.Object(
  {
    name: Type.Literal(IMAGE_FOLDER),
    folder: Type.String({ description: 'its name in the data directory' }),
    classes: Type.Integer({ minimum: 2, description: 'number of classes in the folder' }),
    images: Type.Object(
      { train: Type.Integer({ minimum: 1 }), test: Type.Integer({ minimum: 1 }) },
      { ...closed, description: 'number of images in the folder' },
    ),
    train: Type.Integer({ minimum: 1, description: 'number of train images' }),
    test: Type.Integer({ minimum: 1, description: 'number of test images' }),
    subsetSeed: Type.Integer({
      minimum: 0,
      description: 'seed of the choice of images; 0 for the whole folder',
    }),
    preprocessing: Type.Literal('inception', { description: 'x / 127.5 − 1' }),
  },
  closed,
);

const CellDataset = Type.Union([KnownDataset, FolderDataset]);

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
        excludeTrueClass: Type.Optional(
          Type.Literal(true, { description: 'the class drawn is never the true one' }),
        ),
      },
      closed,
    ),
    Type.Object(
      {
        kind: Type.Literal('asymmetric-labels'),
        transitions: Type.Immutable(
          Type.Array(Type.Immutable(Type.Array(Type.Number({ minimum: 0, maximum: 1 }))), {
            description: 'a row for each true class: the probabilities of the classes that its images get',
          }),
        ),
      },
      closed,
    ),
    Type.Object({ kind: Type.Literal('random-binary-labels') }, closed),
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

const Features = Type.Union(
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

const linearBy = <Solver extends TSchema>(solver: Solver) =>
  Type.Object({ kind: Type.Literal('linear'), features: Features, solver }, closed);

const Architecture = Type.Union([
  Type.Object({ kind: Type.Literal('inception-small'), batchNorm: Type.Boolean() }, closed),
  Type.Object({ kind: Type.Literal('alexnet-small') }, closed),
  Type.Object({ kind: Type.Literal('inception-v3') }, closed),
  Type.Object(
    {
      kind: Type.Literal('mlp'),
      depth: Type.Integer({ minimum: 1, description: 'hidden layers' }),
      width: Type.Integer({ minimum: 1, description: 'units of each hidden layer' }),
    },
    closed,
  ),
  linearBy(
    Type.Object(
      {
        kind: Type.Literal('sgd'),
        start: Type.Number({ minimum: 0, description: 'standard deviation of the initial weights' }),
      },
      closed,
    ),
  ),
  linearBy(Type.Object({ kind: Type.Literal('min-norm') }, closed)),
  Type.Object(
    {
      kind: Type.Literal('kernel'),
      features: Features,
      gamma: Type.Number({ exclusiveMinimum: 0, description: 'γ of exp(−γ‖x − x′‖²)' }),
    },
    closed,
  ),
  Type.Object(
    {
      kind: Type.Literal('memorizer'),
      depth: Type.Integer({ minimum: 2, description: 'layers of weights' }),
      precision: Type.Enum(['float64', 'float32']),
    },
    closed,
  ),
]);

const Seed = Type.Integer({ minimum: 0 });

const SeedOverrides = Type.Object(
  {
    labels: Type.Optional(Seed),
    pixels: Type.Optional(Seed),
    init: Type.Optional(Seed),
    order: Type.Optional(Seed),
  },
  { ...closed, description: 'seeds of single purposes, where they differ from `seed`' },
);

const MeasureRequest = Type.Object(
  {
    epochs: Type.Immutable(
      Type.Array(Type.Integer({ minimum: 1 }), {
        description: 'epochs after which measures are taken, besides the last one',
      }),
    ),
    sharpness: Type.Boolean(),
    examples: Type.Boolean({ description: 'whether what became of each example is kept' }),
  },
  { ...closed, description: 'what is measured besides the measures of every cell’s end' },
);

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
    seeds: Type.Optional(SeedOverrides),
    testLabels: Type.Optional(
      Type.Literal('corrupted', { description: 'test labels are corrupted too; left out, they are true' }),
    ),
    leaveOut: Type.Optional(
      Type.Integer({ minimum: 0, description: 'the train image that is neither trained on nor scored' }),
    ),
    measures: Type.Optional(MeasureRequest),
  },
  { ...closed, description: 'one fully resolved experiment, nothing left to default' },
);
export type Cell = Static<typeof Cell>;
