import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Attempt } from './attempt.js';
import { Cell } from './cell.js';
import { CellResult } from './cell-result.js';
import { CellError, CellState, NextAttempt } from './cell-state.js';
import { CellId } from './identifiers.js';
import { closed, Instant, Nullable } from './nullable.js';

export const CellDetail = Type.Object(
  {
    id: CellId,
    state: CellState,
    cell: Cell,
    epoch: Type.Integer({ minimum: 0, description: 'last epoch seen or resumed from; 0 before the first' }),
    createdAt: Instant('when a sweep first submitted it'),
    startedAt: Nullable(Instant('when its last attempt began'), { description: 'null before the first' }),
    endedAt: Nullable(Instant('when it ended'), { description: 'null until then' }),
    workerId: Nullable(Type.String(), {
      description: 'the worker of its last attempt; null if no worker has it',
    }),
    attempts: Type.Array(Attempt, { description: 'in order' }),
    hasImages: Type.Boolean({
      description: 'whether images of its train set can be seen: GET /v1/cells/{id}/images',
    }),
    result: Nullable(CellResult, { description: 'null until it has one' }),
    error: Nullable(CellError, {
      description: 'how the last failed attempt failed; null if none did, or the cell has its result',
    }),
    nextAttempt: Nullable(NextAttempt, {
      description: 'its next attempt if it waits for one after a failure; otherwise null',
    }),
  },
  { ...closed, description: 'a cell with everything known about it' },
);
export type CellDetail = Static<typeof CellDetail>;
