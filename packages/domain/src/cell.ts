import type { TObject } from 'typebox';
import { Type } from 'typebox';
import { Architecture } from './architectures/index.js';
import { Corruption } from './corruptions/index.js';
import { CellDataset } from './datasets/index.js';
import type { OptimizerFields } from './optimizers/index.js';
import { OPTIMIZER_FIELDS } from './optimizers/index.js';
import { Regularizer } from './regularizers/index.js';
import { closed, Nullable } from './spec-parts.js';
import type { ValueOf } from './value-of.js';

const Seed = Type.Integer({ minimum: 0 });

/**
 * What a cell draws random numbers for. `order` is the order of mini-batches, and also covers what is drawn for them, such
 * as augmentation and dropout.
 */
export type SeedPurpose = 'labels' | 'pixels' | 'init' | 'order';

/** Seeds of individual purposes that differ from the cell's `seed`. */
const SeedOverrides = Type.Object(
  {
    labels: Type.Optional(Seed),
    pixels: Type.Optional(Seed),
    init: Type.Optional(Seed),
    order: Type.Optional(Seed),
  },
  { ...closed, description: 'seeds of individual purposes that differ from `seed`' },
);
export type SeedOverrides = ValueOf<typeof SeedOverrides>;

/** What a cell measures only on request, because it costs time or space in the database. */
const MeasureRequest = Type.Object(
  {
    // Ascending.
    epochs: Type.Immutable(
      Type.Array(Type.Integer({ minimum: 1 }), {
        description: 'epochs after which measures are taken, in addition to the last one',
      }),
    ),
    // Takes a few dozen passes over part of the train set.
    sharpness: Type.Boolean(),
    examples: Type.Boolean({ description: 'whether the history of each example is kept' }),
  },
  { ...closed, description: 'what is measured in addition to what every cell measures at its end' },
);
export type MeasureRequest = ValueOf<typeof MeasureRequest>;

/**
 * Training stops after the first epoch that meets every limit that is not `null`. If all are `null`, it never stops
 * early.
 */
const StopRule = Type.Object(
  {
    trainLoss: Nullable(Type.Number({ minimum: 0 }), {
      description: 'stop when the train loss is at most this; null means never',
    }),
    trainAccuracy: Nullable(Type.Number({ minimum: 0, maximum: 1 }), {
      description: 'stop when the train accuracy is at least this; null means never',
    }),
  },
  closed,
);
export type StopRule = ValueOf<typeof StopRule>;

const Steps = {
  epochs: Type.Integer({ minimum: 1, description: 'maximum number of passes over the train set' }),
  batchSize: Type.Integer({ minimum: 1 }),
  learningRate: Type.Number({ exclusiveMinimum: 0, description: 'initial rate' }),
};

const Schedule = {
  // The rate is multiplied by this after every `decaySteps` optimizer steps.
  decay: Type.Number({ exclusiveMinimum: 0, maximum: 1, description: 'factor by which the rate decays' }),
  decaySteps: Type.Integer({ minimum: 1, description: 'optimizer steps between two decays' }),
  stop: StopRule,
};

/** Gradient descent by an optimizer, whose options are among the fields, and when to stop. */
export type Training = ValueOf<TObject<typeof Steps & typeof Schedule>> & OptimizerFields;
const Training = Type.Unsafe<Training>(
  Type.Union(OPTIMIZER_FIELDS.map((fields) => Type.Object({ ...Steps, ...fields, ...Schedule }, closed))),
);

/**
 * A cell: one fully resolved experiment, a frozen value. Two cells with equal values are the same experiment and have
 * the same id. An optional field is omitted if it would change nothing, so there is only one way to write each cell.
 */
export const Cell = Type.Object(
  {
    dataset: CellDataset,
    corruption: Corruption,
    regularizer: Regularizer,
    architecture: Architecture,
    training: Training,
    seed: Type.Integer({
      minimum: 0,
      description: 'source of labels, pixels, initial weights and order',
    }),
    seeds: Type.Optional(SeedOverrides),
    testLabels: Type.Optional(
      Type.Literal('corrupted', {
        description: 'the test labels are corrupted too; otherwise they are true',
      }),
    ),
    // An index into the subset, for measures of stability.
    leaveOut: Type.Optional(
      Type.Integer({
        minimum: 0,
        description: 'index of the train image that is neither trained on nor scored',
      }),
    ),
    measures: Type.Optional(MeasureRequest),
  },
  { ...closed, description: 'one fully resolved experiment, with no defaults left to fill in' },
);
export type Cell = ValueOf<typeof Cell>;

/** The seed from which a cell derives its random numbers for a purpose. */
export const seedFor = ({ seed, seeds }: Pick<Cell, 'seed' | 'seeds'>, purpose: SeedPurpose): number =>
  seeds?.[purpose] ?? seed;
