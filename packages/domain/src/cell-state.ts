/**
 * The life of a cell.
 *
 *     pending → queued → running → succeeded | diverged
 *                                → failed      (no tries remain)
 *                                → pending     (attempt lost or failed, tries remain)
 *
 * - `pending`: only Postgres knows it.
 * - `queued`: the feeder has put a job for it into the queue. Pausing or cancelling its sweep takes it back.
 * - `running`: a worker has claimed an attempt; only writes that carry this attempt's number count.
 * - `succeeded`, `diverged`: it has its one result and never changes again.
 * - `failed`, `cancelled`: ended without a result. It becomes `pending` again, with a new count of failures, only if a
 *   person submits a sweep that contains it or, if it has failed, asks a sweep to retry it.
 *
 * A running cell also returns to `pending` if its worker stops, if its sweeps are paused, or if a cell of higher
 * priority preempts it. A cell is cancelled when the last sweep that contains it is cancelled; a paused sweep still
 * counts as containing it. The SQL in `store` repeats these guards, and a trigger in the database rejects every
 * transition that is not in this table.
 */
export const CELL_STATES = [
  'pending',
  'queued',
  'running',
  'succeeded',
  'diverged',
  'failed',
  'cancelled',
] as const;
export type CellState = (typeof CELL_STATES)[number];

export const CELL_TRANSITIONS = {
  pending: ['queued', 'cancelled'],
  queued: ['running', 'pending', 'cancelled'],
  running: ['succeeded', 'diverged', 'failed', 'pending', 'cancelled'],
  succeeded: [],
  diverged: [],
  failed: ['pending'],
  cancelled: ['pending'],
} as const satisfies Record<CellState, readonly CellState[]>;

export const canBecome = (from: CellState, to: CellState): boolean =>
  (CELL_TRANSITIONS[from] as readonly CellState[]).includes(to);

/** The states in which a cell has its result. */
export const RESULT_STATES = ['succeeded', 'diverged'] as const satisfies readonly CellState[];

/** The states in which a cell waits for nothing more. */
const ENDED_STATES = [...RESULT_STATES, 'failed', 'cancelled'] as const satisfies readonly CellState[];

export const isEnded = (state: CellState): boolean => (ENDED_STATES as readonly CellState[]).includes(state);
