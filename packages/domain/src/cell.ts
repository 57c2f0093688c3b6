import { Type } from 'typebox';
import { Architecture } from './architectures/index.js';
import { Corruption } from './corruptions/index.js';
import { CellDataset } from './datasets/index.js';
import { Regularizer } from './regularizers/index.js';
import { closed, Nullable } from './spec-parts.js';
import type { ValueOf } from './value-of.js';

const Seed = Type.Integer({ minimum: 0 });

/** What a cell draws random numbers for: `order` is of mini-batches, and with it of augmentation and dropout. */
export type SeedPurpose = 'labels' | 'pixels' | 'init' | 'order';

/** Seeds of single purposes, where they are not the cell's `seed`. */
const SeedOverrides = Type.Object(
  {
    labels: Type.Optional(Seed),
    pixels: Type.Optional(Seed),
    init: Type.Optional(Seed),
    order: Type.Optional(Seed),
  },
  { ...closed, description: 'seeds of single purposes, where they differ from `seed`' },
);
export type SeedOverrides = ValueOf<typeof SeedOverrides>;

/** What a cell measures on request: it costs time, or room in the database. */
const MeasureRequest = Type.Object(
  {
    // In order.
    epochs: Type.Immutable(
      Type.Array(Type.Integer({ minimum: 1 }), {
        description: 'epochs after which measures are taken, besides the last one',
      }),
    ),
    // Some dozen passes over a part of the train set.
    sharpness: Type.Boolean(),
    examples: Type.Boolean({ description: 'whether what became of each example is kept' }),
  },
  { ...closed, description: 'what is measured besides the measures of every cell’s end' },
);
export type MeasureRequest = ValueOf<typeof MeasureRequest>;

/** Training stops after the first epoch that meets every limit that is not `null`; all `null` is never. */
const StopRule = Type.Object(
  {
    trainLoss: Nullable(Type.Number({ minimum: 0 }), {
      description: 'stop when the train loss is at most this; null is never',
    }),
    trainAccuracy: Nullable(Type.Number({ minimum: 0, maximum: 1 }), {
      description: 'stop when the train accuracy is at least this; null is never',
    }),
  },
  closed,
);
export type StopRule = ValueOf<typeof StopRule>;

/** Stochastic gradient descent with momentum, and when to stop. */
const Training = Type.Object(
  {
    epochs: Type.Integer({ minimum: 1, description: 'at most so many passes over the train set' }),
    batchSize: Type.Integer({ minimum: 1 }),
    learningRate: Type.Number({ exclusiveMinimum: 0, description: 'initial rate' }),
    momentum: Type.Number({ minimum: 0, exclusiveMaximum: 1 }),
    // The rate is multiplied with it after every `decaySteps` optimizer steps.
    decay: Type.Number({ exclusiveMinimum: 0, maximum: 1, description: 'factor of the rate' }),
    decaySteps: Type.Integer({ minimum: 1, description: 'optimiser steps between two decays' }),
    stop: StopRule,
  },
  closed,
);
export type Training = ValueOf<typeof Training>;

/**
 * A cell: one fully resolved experiment, a frozen value. Two cells with equal values are the same experiment and have
 * the same id. An optional field is left out where it would change nothing, so there is one way to write each cell.
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
      description: 'labels, pixels, initial weights and order derive from it',
    }),
    seeds: Type.Optional(SeedOverrides),
    testLabels: Type.Optional(
      Type.Literal('corrupted', { description: 'test labels are corrupted too; left out, they are true' }),
    ),
    // Its index within the subset: for stability.
    leaveOut: Type.Optional(
      Type.Integer({ minimum: 0, description: 'the train image that is neither trained on nor scored' }),
    ),
    measures: Type.Optional(MeasureRequest),
  },
  { ...closed, description: 'one fully resolved experiment, nothing left to default' },
);
export type Cell = ValueOf<typeof Cell>;

/** The seed that a cell's numbers for a purpose derive from. */
export const seedFor = ({ seed, seeds }: Pick<Cell, 'seed' | 'seeds'>, purpose: SeedPurpose): number =>
  seeds?.[purpose] ?? seed;
