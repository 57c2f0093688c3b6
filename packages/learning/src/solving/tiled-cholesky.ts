import { RoteError } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import { yieldToEventLoop } from '../engine/yield-to-event-loop.js';
import type { Blocks } from './blocks.js';
import { blocksOf, TILE_SIDE } from './blocks.js';
import type { Float64Matrix, LinearAlgebra } from './linear-algebra.js';

/** A symmetric, positive definite matrix that is computed tile by tile, on demand. */
export interface SymmetricMatrix {
  readonly size: number;
  /** Computes the tile for a block of rows and a block of columns, `row` ≤ `column`; the caller owns it. */
  readonly tile: (row: number, column: number) => Promise<Float64Matrix>;
  /** Added to the diagonal. */
  readonly shift: number;
}

/** Columns of right-hand sides or solutions, block by block; each is [block, columns]. */
export type BlockColumns = readonly Float64Matrix[];

export interface Factor {
  /** Solves G·x = b; the caller owns the result. */
  readonly solve: (b: BlockColumns) => Promise<BlockColumns>;
  readonly dispose: () => void;
}

interface Work {
  readonly algebra: LinearAlgebra;
  readonly signal: AbortSignal;
  /** Rows of a tile; set by tests. Default: enough to keep a processor busy for about a second. */
  readonly tileSide?: number;
}

/** Maximum number of temporary tiles at any time. */
const WORKING_TILES = 6;

/** Maximum number of bytes for the factor of a matrix, including temporary tiles. */
export function factorBytes(size: number): number {
  const side = Math.min(size, TILE_SIDE);
  return ((size * (size + side)) / 2 + WORKING_TILES * side * side) * Float64Array.BYTES_PER_ELEMENT;
}

const diagonal = (value: number, side: number, algebra: LinearAlgebra): Float64Matrix => {
  const values = new Float64Array(side * side);
  for (let i = 0; i < side; i++) values[i * (side + 1)] = value;
  return algebra.fromValues(values, [side, side]);
};

/**
 * Subtracts products from a matrix, which it takes over, yielding to the event loop after each.
 *
 * @throws RoteError `aborted`
 */
async function subtractProducts(
  start: Float64Matrix,
  products: readonly (() => Float64Matrix)[],
  { algebra, signal }: Work,
): Promise<Float64Matrix> {
  let rest = start;
  try {
    for (const product of products) {
      const before = rest;
      rest = tf.tidy(() => algebra.sub(before, product()));
      before.dispose();
      await yieldToEventLoop(signal);
    }
    return rest;
  } catch (error) {
    rest.dispose();
    throw error;
  }
}

/** Computes the Cholesky factor of a tile on the diagonal. */
function factorizeTile(tile: Float64Matrix, algebra: LinearAlgebra): Float64Matrix {
  try {
    return algebra.cholesky(tile);
  } catch (error) {
    if (!(error instanceof RoteError) || error.code !== 'data-corrupt') throw error;
    // Only the cell determines its images, so a retry would find the same matrix.
    throw new RoteError(
      'spec-invalid',
      'the Gram matrix is singular in 64 bits, as it is with two equal images: give the cell a weight decay, which is a ridge here',
      { cause: error },
    );
  }
}

/**
 * Factorizes G + shift·I as UᵀU, tile by tile from the left (Golub and Van Loan, "Matrix computations", 4.2), and keeps
 * the tiles of U on and above the diagonal, so that never more than half of the matrix exists. The tiles on the
 * diagonal are stored transposed, as lower triangles.
 *
 * @throws RoteError `aborted`, or `spec-invalid` if the matrix is singular
 */
export async function factorize(matrix: SymmetricMatrix, work: Work): Promise<Factor> {
  const { algebra, signal, tileSide } = work;
  const { count, sizeOf } = blocksOf(matrix.size, tileSide);
  /** upper[row][column − row] */
  const upper: Float64Matrix[][] = Array.from({ length: count }, () => []);
  const at = (row: number, column: number): Float64Matrix => upper[row]![column - row]!;
  const dispose = (): void => {
    tf.dispose(upper.flat());
  };
  const above = (row: number, column: number): readonly (() => Float64Matrix)[] =>
    Array.from({ length: row }, (_, k) => () => algebra.matMul(at(k, row), at(k, column), { a: true }));
  try {
    for (let row = 0; row < count; row++) {
      for (let column = row; column < count; column++) {
        const rest = await subtractProducts(await matrix.tile(row, column), above(row, column), work);
        try {
          upper[row]!.push(
            tf.tidy(() =>
              column === row
                ? factorizeTile(algebra.add(rest, diagonal(matrix.shift, sizeOf(row), algebra)), algebra)
                : algebra.solveTriangular(at(row, row), rest),
            ),
          );
        } finally {
          rest.dispose();
        }
        await yieldToEventLoop(signal);
      }
    }
  } catch (error) {
    dispose();
    throw error;
  }
  return { solve: (b) => solveBoth(b, { at, count }, work), dispose };
}

/** Solves Uᵀz = b from the top, then Ux = z from the bottom. */
async function solveBoth(
  b: BlockColumns,
  { at, count }: { readonly at: (row: number, column: number) => Float64Matrix } & Pick<Blocks, 'count'>,
  work: Work,
): Promise<BlockColumns> {
  const { algebra } = work;
  const half: Float64Matrix[] = [];
  const whole: Float64Matrix[] = [];
  try {
    for (let i = 0; i < count; i++) {
      const known = half.map((z, k) => () => algebra.matMul(at(k, i), z, { a: true }));
      const rest = await subtractProducts(tf.clone(b[i]!), known, work);
      half.push(algebra.solveTriangular(at(i, i), rest));
      rest.dispose();
    }
    for (let i = count - 1; i >= 0; i--) {
      const known = whole.map((x, k) => () => algebra.matMul(at(i, i + 1 + k), x));
      const rest = await subtractProducts(tf.clone(half[i]!), known, work);
      whole.unshift(algebra.solveTriangular(at(i, i), rest, { transposed: true }));
      rest.dispose();
    }
    return whole;
  } catch (error) {
    tf.dispose(whole);
    throw error;
  } finally {
    tf.dispose(half);
  }
}
