/** A division of rows into blocks of equal size, except for the last. */
export interface Blocks {
  readonly count: number;
  /** Number of rows in every block, except perhaps the last. */
  readonly side: number;
  /** Number of rows in a block. */
  readonly sizeOf: (block: number) => number;
  /** First row of a block. */
  readonly startOf: (block: number) => number;
}

/** A tile of this side takes 32 MiB in float64; multiplying two of them takes a core about a second. */
export const TILE_SIDE = 2048;

export function blocksOf(rows: number, most = TILE_SIDE): Blocks {
  const count = Math.ceil(rows / most);
  // As even as possible.
  const side = Math.ceil(rows / count);
  return {
    count,
    side,
    sizeOf: (block) => Math.min(side, rows - block * side),
    startOf: (block) => block * side,
  };
}
