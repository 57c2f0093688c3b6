import { CELL_STATES, type CellState, isEnded } from './cell-state.js';

/**
 * The state of a sweep. It follows from its cells and from what people have requested:
 *
 *     active ⇄ paused
 *     active, paused → completed   (every cell has ended)
 *                    → failed      (every cell has failed, so there is no result)
 *                    → cancelled   (a person cancelled it)
 *
 * If failed cells are retried, a completed or failed sweep becomes active or paused again, as it was before. The SQL in
 * `store` repeats these rules to find sweeps by state.
 */
export const SWEEP_STATES = ['active', 'paused', 'completed', 'failed', 'cancelled'] as const;
export type SweepState = (typeof SWEEP_STATES)[number];

export interface SweepFacts {
  readonly isCancelled: boolean;
  readonly isPaused: boolean;
  readonly counts: Readonly<Record<CellState, number>>;
}

export function sweepState({ isCancelled, isPaused, counts }: SweepFacts): SweepState {
  if (isCancelled) return 'cancelled';
  if (CELL_STATES.some((state) => !isEnded(state) && counts[state] > 0))
    return isPaused ? 'paused' : 'active';
  const hasOnlyFailed = CELL_STATES.every((state) => counts[state] > 0 === (state === 'failed'));
  return hasOnlyFailed ? 'failed' : 'completed';
}

/** Whether a sweep has no work left. */
export const hasSweepEnded = (state: SweepState): boolean => state !== 'active' && state !== 'paused';
