import type { Fault } from './faults/fault.js';
import type { Backend } from './stack/backend.js';
import { BACKENDS } from './stack/backend.js';

export const BACKEND_CHOICES = [...BACKENDS, 'both'] as const;

/** One run to make. */
export interface PlannedRun {
  readonly fault: Fault;
  readonly backend: Backend;
  /** Which run of this fault it is, from 1. */
  readonly run: number;
  readonly seed: number;
}

export interface PlanOptions {
  readonly faults: readonly Fault[];
  /** Runs of each fault. */
  readonly runs: number;
  /** The seed of the first run of each fault; the next run's is one more. */
  readonly seed: number;
  readonly backend: (typeof BACKEND_CHOICES)[number];
}

/**
 * Lists the runs: the first of each fault, then the second of each and so on, so that faults that wait and faults that
 * compute overlap. A run's schedule depends only on its fault, backend and seed, so `--fault F --backend B --seed S --runs
 * 1` repeats it.
 */
export function planRuns({ faults, runs, seed, backend }: PlanOptions): readonly PlannedRun[] {
  return Array.from({ length: runs }, (_, index) =>
    faults.flatMap((fault): readonly PlannedRun[] => {
      const usable = (fault.backends ?? BACKENDS).filter((one) => backend === 'both' || one === backend);
      const chosen = usable[index % usable.length];
      return chosen === undefined ? [] : [{ fault, backend: chosen, run: index + 1, seed: seed + index }];
    }),
  ).flat();
}
