import { CELL_STATES, type CellState, isEnded } from './cell-state.js';

/**
 * The state of a sweep, which follows from what people have asked for and from its cells:
 *
 *     active ⇄ paused
 *     active, paused → completed   (every cell has ended)
 *                    → failed      (every cell has failed: there is not one result)
 *                    → cancelled   (somebody cancelled it)
 *
 * Where failed cells are tried again, a completed or failed sweep is active or paused as it was before. The SQL of `store`
 * repeats this to find sweeps by state.
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

/** Whether nothing of a sweep is left to do. */
export const hasSweepEnded = (state: SweepState): boolean => state !== 'active' && state !== 'paused';
