import { CELL_STATES, FAILURE_CLASSES } from '@rote/domain';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { closed, Instant } from './nullable.js';

export const CellState = Type.Enum([...CELL_STATES], { description: CELL_STATES.join(', ') });
export type CellState = Static<typeof CellState>;

const count = Type.Integer({ minimum: 0 });

/** How many cells are in each state; every state is present. */
export const CellCounts = Type.Object(
  {
    pending: count,
    queued: count,
    running: count,
    succeeded: count,
    diverged: count,
    failed: count,
    cancelled: count,
  } satisfies Record<CellState, typeof count>,
  { ...closed, description: 'number of cells in each state' },
);
export type CellCounts = Static<typeof CellCounts>;

export const CellError = Type.Object(
  {
    class: Type.Enum([...FAILURE_CLASSES], { description: 'why the attempt ended without a result' }),
    message: Type.String(),
  },
  { ...closed, description: 'how the last attempt failed' },
);
export type CellError = Static<typeof CellError>;

export const NextAttempt = Type.Object(
  {
    failures: Type.Integer({
      minimum: 1,
      description: 'attempts since the cell was submitted that failed the same way as the last one',
    }),
    mostFailures: Type.Integer({ minimum: 1, description: 'after this many the cell fails permanently' }),
    dueAt: Instant('it is not queued before this time'),
  },
  { ...closed, description: 'the next attempt that a cell waits for' },
);
export type NextAttempt = Static<typeof NextAttempt>;
