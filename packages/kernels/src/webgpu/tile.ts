/**
 * The inner part of a matrix product in tiles: a workgroup of SIDE × SIDE invocations holds some rows of one matrix and
 * some columns of the other at a time, and each invocation adds up a few numbers of the product. The additions are
 * unrolled: a compiler that does not unroll loops over them keeps the sums in memory.
 */
export const SIDE = 16;

/** How far along the inner dimension a workgroup reads at a time. */
export const DEPTH = 16;

/** Rows of a tile that one invocation computes. */
export const ROWS_EACH = 4;
/** Rows of a tile that all its invocations compute. */
export const TILE_ROWS = SIDE * ROWS_EACH;

/**
 * Chooses the columns of a tile that one invocation computes: the number that leaves the least of the tiles empty; if
 * equal, the largest.
 */
export function chooseColumnsEach(columns: number): number {
  const padded = (columnsEach: number) => Math.ceil(columns / (SIDE * columnsEach)) * columnsEach;
  return padded(4) <= padded(2) ? 4 : 2;
}

const indices = (count: number) => Array.from({ length: count }, (_, i) => i);

/** WGSL for each index from 0 to `count − 1`. */
export const forEachIndex = (count: number, line: (i: number) => string): string =>
  indices(count).map(line).join('\n');

/** WGSL for each number that an invocation computes: `row` and `column` in the tile, and the sum's name. */
export const forEachSum = (
  columnsEach: number,
  line: (sum: string, row: string, column: string) => string,
): string =>
  forEachIndex(ROWS_EACH, (row) =>
    forEachIndex(columnsEach, (column) =>
      line(`sum${row}_${column}`, `(${row * SIDE} + tileRow)`, `(${column * SIDE} + tileColumn)`),
    ),
  );

/**
 * WGSL that declares the memory of a workgroup. The last element of a row is unused; it keeps writes down a column from
 * hitting the same bank.
 */
export const declareHeld = (columnsEach: number): string => `
  var<workgroup> left : array<array<f32, ${TILE_ROWS + 1}>, ${DEPTH}>;
  var<workgroup> right : array<array<f32, ${SIDE * columnsEach + 1}>, ${DEPTH}>;
`;

/** WGSL: an invocation's place in the tile, and its sums. */
export const beginSums = (columnsEach: number): string => `
  let own = i32(localIndex);
  let tileRow = own / ${SIDE};
  let tileColumn = own % ${SIDE};
  ${forEachSum(columnsEach, (sum) => `var ${sum} = 0.0;`)}
`;

/** WGSL that adds the products of what the workgroup holds. */
export const addProducts = (columnsEach: number): string =>
  forEachIndex(
    DEPTH,
    (depth) => `{
    ${forEachIndex(ROWS_EACH, (row) => `let left${row} = left[${depth}][${row * SIDE} + tileRow];`)}
    ${forEachIndex(columnsEach, (column) => `let right${column} = right[${depth}][${column * SIDE} + tileColumn];`)}
    ${forEachIndex(ROWS_EACH, (row) =>
      forEachIndex(columnsEach, (column) => {
        const sum = `sum${row}_${column}`;
        return `${sum} = fma(left${row}, right${column}, ${sum});`;
      }),
    )}
  }`,
  );
