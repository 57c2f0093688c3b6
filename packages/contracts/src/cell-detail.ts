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
    epoch: Type.Integer({ minimum: 0, description: 'last epoch seen, or gone on from; 0 before the first' }),
    createdAt: Instant('when a sweep first brought it'),
    startedAt: Nullable(Instant('when its last attempt began'), { description: 'null before the first' }),
    endedAt: Nullable(Instant('when it ended'), { description: 'null while it has not' }),
    workerId: Nullable(Type.String(), {
      description: 'the worker of its last attempt; null where nobody has it',
    }),
    attempts: Type.Array(Attempt, { description: 'in order' }),
    result: Nullable(CellResult, { description: 'null while it has none' }),
    error: Nullable(CellError, {
      description: 'how the last attempt that failed did; null where none has, or the cell has its result',
    }),
    nextAttempt: Nullable(NextAttempt, {
      description: 'its next attempt, where it waits for one after a failure; else null',
    }),
  },
  { ...closed, description: 'a cell with all that is known of it' },
);
export type CellDetail = Static<typeof CellDetail>;
