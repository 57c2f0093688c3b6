/** Rows cut into blocks of one size, but the last. */
export interface Blocks {
  readonly count: number;
  /** Rows of all blocks but perhaps the last. */
  readonly side: number;
  /** Rows of a block. */
  readonly sizeOf: (block: number) => number;
  /** First row of a block. */
  readonly startOf: (block: number) => number;
}

/** 32 MiB of float64 squared; a product of two such takes a core about a second. */
export const TILE_SIDE = 2048;

export function blocksOf(rows: number, most = TILE_SIDE): Blocks {
  const count = Math.ceil(rows / most);
  // As even as can be.
  const side = Math.ceil(rows / count);
  return {
    count,
    side,
    sizeOf: (block) => Math.min(side, rows - block * side),
    startOf: (block) => block * side,
  };
}
