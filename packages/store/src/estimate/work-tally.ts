import type { Cell } from '@rote/domain';
import { type Work, workOf } from './work.js';

/** So many cells that are alike. */
export interface CountedWork extends Work {
  readonly cells: number;
}

export interface WorkTally {
  add(cell: Cell): void;
  /** In the order in which the first of each came. */
  entries(): readonly CountedWork[];
}

/** Counts cells by what decides how long they take. */
export function createWorkTally(): WorkTally {
  const tally = new Map<string, { readonly work: Work; cells: number }>();
  return {
    add(cell) {
      const work = workOf(cell);
      const key = JSON.stringify(Object.values(work));
      const entry = tally.get(key);
      if (entry === undefined) tally.set(key, { work, cells: 1 });
      else entry.cells++;
    },
    entries: () => [...tally.values()].map(({ work, cells }) => ({ ...work, cells })),
  };
}
