/**
 * The life of a cell.
 *
 *     pending → queued → running → succeeded | diverged
 *                                → failed      (no tries remain)
 *                                → pending     (attempt lost or failed, tries remain)
 *
 * - `pending`: known to Postgres only.
 * - `queued`: the feeder has put a job for it into the queue. A paused or cancelled sweep takes it back.
 * - `running`: a worker has claimed an attempt; only writes that carry this attempt's number count.
 * - `succeeded`, `diverged`: it has its one result; nothing ever changes it again.
 * - `failed`, `cancelled`: ended without a result. Only a person brings it back, by submitting a sweep that
 *   contains it, or by asking a sweep to retry it once it has failed: then it is `pending` again, with a fresh count of
 *   failures.
 *
 * A running cell that is handed back is `pending`: its worker stops, its sweeps are paused, or one of a higher priority
 * waits for its slot. A cell is cancelled when the last sweep that contains it is cancelled; paused ones count. The SQL of `store` repeats these
 * guards; a trigger in the database refuses what is not in this table.
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

/** The states in which a cell waits for nothing. */
const ENDED_STATES = [...RESULT_STATES, 'failed', 'cancelled'] as const satisfies readonly CellState[];

export const isEnded = (state: CellState): boolean => (ENDED_STATES as readonly CellState[]).includes(state);
