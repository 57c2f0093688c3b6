import type { Static, TSchema } from 'typebox';
import { Type } from 'typebox';
import { FOLDER_NAME } from './cell.js';
import { DATASET_NAMES, IMAGE_FOLDER, INPUT_SIDE } from './dataset.js';
import { DEVICE_DEMANDS } from './device-demand.js';

const closed = { additionalProperties: false } as const;
const listOf = <S extends TSchema>(item: S) => Type.Array(item, { minItems: 1 });

const Seed = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const Probability = Type.Number({ minimum: 0, maximum: 1, description: 'a probability from 0 to 1' });
const Rate = Type.Number({ minimum: 0, exclusiveMaximum: 1, description: 'a number from 0 to below 1' });
const PositiveInteger = Type.Integer({ minimum: 1 });
const Auto = Type.Literal('auto');

export const CorruptionSpec = Type.Union(
  [
    Type.Enum([
      'none',
      'random-labels',
      'random-binary-labels',
      'shuffled-pixels',
      'random-pixels',
      'gaussian',
    ]),
    Type.Object(
      {
        kind: Type.Literal('partial-labels'),
        probability: Probability,
        excludeTrueClass: Type.Optional(Type.Boolean()),
      },
      closed,
    ),
    Type.Object(
      {
        kind: Type.Literal('asymmetric-labels'),
        transitions: Type.Array(listOf(Probability), {
          minItems: 2,
          description: 'a row for each class: the probabilities of each class that its images get',
        }),
      },
      closed,
    ),
  ],
  {
    description:
      'none, random-labels, random-binary-labels, shuffled-pixels, random-pixels, gaussian, {kind: partial-labels, probability: 0 … 1, excludeTrueClass} or {kind: asymmetric-labels, transitions}',
  },
);

const RegularizerName = Type.Enum([
  'weight-decay',
  'dropout',
  'random-crop',
  'flip-rotation',
  'early-stopping',
]);

export const RegularizerSpec = Type.Union(
  [
    Type.Literal('none'),
    RegularizerName,
    Type.Array(RegularizerName, { minItems: 1, uniqueItems: true }),
    Type.Object(
      {
        weightDecay: Type.Optional(
          Type.Union([Auto, Type.Number({ minimum: 0 })], {
            description: 'auto (what the architecture is usually given) or a coefficient from 0',
          }),
        ),
        dropout: Type.Optional(Rate),
        augmentation: Type.Optional(Type.Enum(['none', 'random-crop', 'flip-rotation'])),
        patience: Type.Optional(PositiveInteger),
      },
      closed,
    ),
  ],
  {
    description:
      'none, weight-decay, dropout, random-crop, flip-rotation, early-stopping, a list of these, or {weightDecay, dropout, augmentation, patience}',
  },
);

const FeaturesSpec = Type.Union(
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

export const ArchitectureSpec = Type.Union(
  [
    Type.Enum([
      'inception-small',
      'inception-small-no-bn',
      'alexnet-small',
      'inception-v3',
      'linear',
      'linear-min-norm',
      'kernel',
      'memorizer',
    ]),
    Type.String({ pattern: '^mlp-[1-9][0-9]{0,2}x[1-9][0-9]{0,4}$' }),
    Type.Object(
      {
        kind: Type.Literal('mlp'),
        depth: Type.Integer({ minimum: 1, maximum: 999 }),
        width: Type.Integer({ minimum: 1, maximum: 99_999 }),
      },
      closed,
    ),
    Type.Object(
      {
        kind: Type.Literal('linear'),
        features: Type.Optional(FeaturesSpec),
        solver: Type.Optional(Type.Enum(['sgd', 'min-norm'])),
        start: Type.Optional(
          Type.Number({
            minimum: 0,
            description: 'standard deviation of the weights to start from; 0 is zero',
          }),
        ),
      },
      closed,
    ),
    Type.Object(
      {
        kind: Type.Literal('kernel'),
        features: Type.Optional(FeaturesSpec),
        gamma: Type.Optional(
          Type.Number({ exclusiveMinimum: 0, description: 'γ of exp(−γ‖x − x′‖²), above 0' }),
        ),
      },
      closed,
    ),
    Type.Object(
      {
        kind: Type.Literal('memorizer'),
        depth: Type.Optional(Type.Integer({ minimum: 2, maximum: 99 })),
        precision: Type.Optional(Type.Enum(['float64', 'float32'])),
      },
      closed,
    ),
  ],
  {
    description:
      'inception-small, inception-small-no-bn, alexnet-small, inception-v3, mlp-<depth>x<width> such as mlp-3x512, linear, linear-min-norm, kernel, memorizer, or an object with kind mlp {depth, width}, linear {features, solver, start}, kernel {features, gamma} or memorizer {depth, precision}',
  },
);

const StopSpec = Type.Object(
  {
    trainLoss: Type.Optional(Type.Number({ minimum: 0 })),
    trainAccuracy: Type.Optional(Probability),
  },
  closed,
);

const LearningRate = Type.Union([Auto, Type.Number({ exclusiveMinimum: 0 })], {
  description: "auto (the paper's for the architecture) or a number above 0",
});

const OptimizerSpec = Type.Object(
  { learningRate: Type.Optional(LearningRate), momentum: Type.Optional(Rate) },
  closed,
);

const Axis = {
  corruption: CorruptionSpec,
  regularizer: RegularizerSpec,
  architecture: ArchitectureSpec,
  seed: Seed,
  labelSeed: Seed,
  pixelSeed: Seed,
  initSeed: Seed,
  orderSeed: Seed,
  trainImages: PositiveInteger,
  testLabels: Type.Enum(['clean', 'corrupted']),
  leaveOut: Type.Union([Type.Literal('none'), Type.Integer({ minimum: 0 })], {
    description: 'none, or the index of a train image, from 0',
  }),
  epochs: PositiveInteger,
  batchSize: PositiveInteger,
  optimizer: OptimizerSpec,
  decayPerEpoch: Type.Number({ exclusiveMinimum: 0, maximum: 1, description: 'a factor above 0, at most 1' }),
  stepsPerDecay: Type.Union([Auto, PositiveInteger], {
    description: 'auto (the steps of an epoch of the whole train set) or a whole number from 1',
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
    seed: Type.Optional(listOf(Axis.seed)),
    labelSeed: Type.Optional(listOf(Axis.labelSeed)),
    pixelSeed: Type.Optional(listOf(Axis.pixelSeed)),
    initSeed: Type.Optional(listOf(Axis.initSeed)),
    orderSeed: Type.Optional(listOf(Axis.orderSeed)),
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

const MeasuresSpec = Type.Object(
  {
    epochs: Type.Optional(
      Type.Array(PositiveInteger, {
        uniqueItems: true,
        description: 'a list of epochs after which to measure, besides the last one',
      }),
    ),
    sharpness: Type.Optional(Type.Boolean()),
    examples: Type.Optional(Type.Boolean()),
  },
  closed,
);

const PatternSpec = Type.Partial(GridSpec, closed);

/** Labels are of two bytes at most. */
const MAX_CLASSES = 65_536;

const FolderSpec = Type.Object(
  {
    name: Type.Literal(IMAGE_FOLDER),
    folder: Type.String({
      pattern: FOLDER_NAME,
      description: 'the name of a folder in the data directory, of letters, digits, ".", "_" and "-"',
    }),
    classes: Type.Integer({ minimum: 2, maximum: MAX_CLASSES }),
    images: Type.Object(
      { train: PositiveInteger, test: PositiveInteger },
      { ...closed, description: 'how many images the folder has: {train, test}' },
    ),
    train: Type.Optional(PositiveInteger),
    test: Type.Optional(PositiveInteger),
    subsetSeed: Type.Optional(Seed),
  },
  closed,
);

export const DatasetSpec = Type.Union(
  [
    Type.Enum([...DATASET_NAMES]),
    Type.Object(
      {
        name: Type.Enum([...DATASET_NAMES], { description: [...DATASET_NAMES, IMAGE_FOLDER].join(', ') }),
        train: Type.Optional(PositiveInteger),
        test: Type.Optional(PositiveInteger),
        subsetSeed: Type.Optional(Seed),
        preprocessing: Type.Optional(Type.Enum(['whiten', 'scale'])),
      },
      closed,
    ),
    FolderSpec,
  ],
  {
    description: `${DATASET_NAMES.join(', ')}, {name, train, test, subsetSeed, preprocessing} or {name: ${IMAGE_FOLDER}, folder, classes, images, train, test, subsetSeed}`,
  },
);

/**
 * No control characters and no halves of characters: PostgreSQL stores neither NUL nor lone surrogates, and a name is
 * printed on terminals. It says the same with and without the regular expression's `u` flag.
 */
const STORABLE_LINE =
  '^([^\\u0000-\\u001f\\u007f-\\u009f\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$';

/** The bounds of a priority, and what it means. */
export const PRIORITY = {
  minimum: -1000,
  maximum: 1000,
  description: 'a whole number from -1000 to 1000; higher goes first',
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
        description: 'a list of further grids; axes left out take the first value of the grid',
      }),
    ),
    exclude: Type.Optional(
      Type.Array(PatternSpec, {
        description: 'a list of patterns; a cell that has one of the values on every axis named is left out',
      }),
    ),
    training: Type.Optional(TrainingSpec),
    measures: Type.Optional(MeasuresSpec),
    priority: Type.Optional(Type.Integer(PRIORITY)),
    device: Type.Optional(
      Type.Enum([...DEVICE_DEMANDS], {
        description: 'any or gpu: where its cells may be trained; gpu waits for a worker that has one',
      }),
    ),
    keepWeights: Type.Optional(
      Type.Boolean({ description: 'true or false: whether to keep the final weights of its cells' }),
    ),
  },
  closed,
);

export type SweepSpec = Static<typeof SweepSpec>;
export type GridSpec = Static<typeof GridSpec>;
export type PatternSpec = Static<typeof PatternSpec>;
export type DatasetSpec = Static<typeof DatasetSpec>;
export type CorruptionSpec = Static<typeof CorruptionSpec>;
export type RegularizerSpec = Static<typeof RegularizerSpec>;
export type ArchitectureSpec = Static<typeof ArchitectureSpec>;
export type FeaturesSpec = Static<typeof FeaturesSpec>;
export type TrainingSpec = Static<typeof TrainingSpec>;
export type MeasuresSpec = Static<typeof MeasuresSpec>;
export type FolderSpec = Static<typeof FolderSpec>;
