/** A number of cells of the same duration. */
export interface Batch {
  readonly cells: number;
  readonly seconds: number;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** Deals out most of a batch at once, so that every slot reaches the same level. Returns the rest. */
function fillUp(freeAt: number[], { cells, seconds }: Batch): number {
  let level = Number.POSITIVE_INFINITY;
  let below = [...freeAt.keys()];
  for (let before = below.length + 1; below.length < before;) {
    before = below.length;
    level = (sum(below.map((slot) => freeAt[slot]!)) + cells * seconds) / before;
    below = below.filter((slot) => freeAt[slot]! <= level);
  }
  let rest = cells;
  for (const slot of below) {
    const taken = Math.min(rest, Math.floor((level - freeAt[slot]!) / seconds));
    freeAt[slot]! += taken * seconds;
    rest -= taken;
  }
  return rest;
}

/** Returns the seconds until the last of some cells ends if each goes, in turn, to the first free slot. */
export function scheduleSeconds(batches: Iterable<Batch>, slots: number): number {
  const freeAt = new Array<number>(Math.max(1, slots)).fill(0);
  for (const batch of batches) {
    if (batch.seconds === 0) continue;
    // Fewer cells are left than slots were filled, so the first free slots get one each.
    for (let rest = fillUp(freeAt, batch); rest > 0; rest -= freeAt.length) {
      freeAt.sort((a, b) => a - b);
      for (let slot = 0; slot < Math.min(rest, freeAt.length); slot++) freeAt[slot]! += batch.seconds;
    }
  }
  return Math.max(...freeAt);
}
