import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Cell } from './cell.js';
import { CellError, CellState, NextAttempt } from './cell-state.js';
import { CellId } from './identifiers.js';
import { closed, Nullable } from './nullable.js';
import { PAGE_LINKS } from './paging.js';

/** A cell in a list: its axes by name, as the SQL views write them. */
export const CellSummary = Type.Object(
  {
    position: Type.Integer({ minimum: 0, description: 'place in the sweep’s order of expansion' }),
    id: CellId,
    state: CellState,
    cached: Type.Boolean({ description: 'it already had its result when the sweep was submitted' }),
    architecture: Type.String({ description: 'for example mlp-3x512' }),
    corruption: Type.String({ description: 'for example random-labels' }),
    labelNoise: Type.Number({ minimum: 0, maximum: 1, description: 'fraction of labels drawn again' }),
    regularizer: Type.String({
      description: 'the regularizers that are on, joined with +; none if all are off',
    }),
    seed: Type.Integer({ minimum: 0 }),
    attempts: Type.Integer({ minimum: 0, description: 'attempts begun' }),
    epoch: Type.Integer({ minimum: 0, description: 'last epoch seen or resumed from; 0 before the first' }),
    epochs: Type.Integer({ minimum: 1, description: 'the most epochs it may take' }),
    trainLoss: Nullable(Type.Number(), {
      description: 'after the last epoch seen; null before the first, and if it is not finite',
    }),
    trainAccuracy: Nullable(Type.Number({ minimum: 0, maximum: 1 }), {
      description: 'after the last epoch seen; null before the first',
    }),
    testAccuracy: Nullable(Type.Number({ minimum: 0, maximum: 1 }), {
      description: 'after the last epoch seen; null before the first',
    }),
    cell: Cell,
    error: Nullable(CellError, {
      description: 'how the last failed attempt failed; null if none did, or the cell has its result',
    }),
    nextAttempt: Nullable(NextAttempt, {
      description: 'its next attempt if it waits for one after a failure; otherwise null',
    }),
  },
  { ...closed, description: 'a cell of a sweep' },
);
export type CellSummary = Static<typeof CellSummary>;

export const CellPage = Type.Object(
  {
    items: Type.Array(CellSummary),
    ...PAGE_LINKS,
  },
  { ...closed, description: 'cells of a sweep in its order of expansion' },
);
export type CellPage = Static<typeof CellPage>;
