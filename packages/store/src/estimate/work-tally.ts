import type { Cell } from '@rote/domain';
import { type Work, workOf } from './work.js';

/** A group of similar cells, counted. */
export interface CountedWork extends Work {
  readonly cells: number;
}

export interface WorkTally {
  /**
   * @param id the cell's id, a SHA-256 in hexadecimal
   */
  add(id: string, cell: Cell): void;
  /** In the order of first appearance. */
  entries(): readonly CountedWork[];
}

/**
 * The time of an estimate is proportional to the number of kinds of cells. If there are more kinds than this, a sample
 * of the cells represents all.
 */
const MAX_WORKS = 2000;

const numberOf = (id: string): number => Number.parseInt(id.slice(0, 8), 16);

/**
 * Counts cells by the properties that decide how long they take. If there are too many kinds, it drops half of the
 * cells and counts the others twice. Ids select them, because hashes are as good as random numbers.
 */
export function createWorkTally(maxWorks = MAX_WORKS): WorkTally {
  const tally = new Map<string, { readonly work: Work; ids: number[] }>();
  let step = 1;
  const isSampled = (id: number): boolean => id % step === 0;
  const thin = (): void => {
    step *= 2;
    for (const [key, entry] of tally) {
      entry.ids = entry.ids.filter(isSampled);
      if (entry.ids.length === 0) tally.delete(key);
    }
  };
  return {
    add(id, cell) {
      const number = numberOf(id);
      if (!isSampled(number)) return;
      const work = workOf(cell);
      const key = JSON.stringify(Object.values(work));
      const entry = tally.get(key);
      if (entry === undefined) tally.set(key, { work, ids: [number] });
      else entry.ids.push(number);
      if (tally.size > maxWorks) thin();
    },
    entries: () => [...tally.values()].map(({ work, ids }) => ({ ...work, cells: ids.length * step })),
  };
}
