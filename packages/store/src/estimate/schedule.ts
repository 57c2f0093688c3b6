/** So many cells that take so long each. */
export interface Batch {
  readonly cells: number;
  readonly seconds: number;
}

/**
 * Seconds until the last of some cells ends: each goes, in turn, to the slot that is free first. Of many equal ones every
 * slot takes the same number, and only the rest are dealt out one by one.
 */
export function scheduleSeconds(batches: Iterable<Batch>, slots: number): number {
  const freeAt = new Array<number>(Math.max(1, slots)).fill(0);
  for (const { cells, seconds } of batches) {
    const rounds = Math.max(0, Math.floor(cells / freeAt.length) - 1);
    if (rounds > 0) for (const slot of freeAt.keys()) freeAt[slot]! += rounds * seconds;
    for (let rest = cells - rounds * freeAt.length; rest > 0; rest--) {
      const first = freeAt.reduce((best, time, slot) => (time < freeAt[best]! ? slot : best), 0);
      freeAt[first]! += seconds;
    }
  }
  return Math.max(...freeAt);
}
