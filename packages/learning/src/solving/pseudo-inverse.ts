import * as tf from '@tensorflow/tfjs-core';
import { blocksOf, TILE_SIDE } from './blocks.js';
import type { Gram } from './gram.js';
import { readGram } from './gram.js';
import type { LinearAlgebra } from './linear-algebra.js';
import type { Problem } from './problem.js';
import { symmetricEigen } from './symmetric-eigen.js';
import type { BlockColumns, Factor } from './tiled-cholesky.js';

/**
 * A singular value below this share of the norm of all images is due to rounding: float32 has a precision of about
 * 6e-8.
 */
const CUT = 1e-7;
/** An eigenvalue below this share of the largest is known only to a few digits. */
const BLURRED = 1e-8;

/**
 * Finds the directions in which the images, or their values, vary: unit vectors as rows, and the square of the singular
 * value of each. Squaring makes small values vanish in the Gram matrix, whose eigenvalues are accurate only to 1e-16 of
 * the largest. So the directions of the small ones are combined again from the images themselves, and the Gram matrix
 * of these combinations, which does not contain the large ones, is decomposed in turn.
 */
async function principalDirections(
  gram: Gram,
  problem: Problem,
): Promise<{ readonly vectors: Float64Array; readonly squares: Float64Array }> {
  const { algebra, signal } = problem;
  const { size } = gram;
  const { values: squares, vectors } = await symmetricEigen(await readGram(gram, problem), size, signal);
  const largest = squares[size - 1]!;
  const trace = squares.reduce((sum, square) => sum + square, 0);
  const blurred = squares.filter((square) => square < BLURRED * largest).length;
  if (blurred > 0) {
    const basis = algebra.fromValues(vectors.slice(0, blurred * size), [blurred, size]);
    const owned = [basis];
    try {
      const small = await gram.squares(basis);
      owned.push(small);
      const finer = await symmetricEigen(await algebra.read(small), blurred, signal);
      const turn = algebra.fromValues(finer.vectors, [blurred, blurred]);
      owned.push(turn);
      const turned = algebra.matMul(turn, basis);
      owned.push(turned);
      vectors.set(await algebra.read(turned));
      squares.set(finer.values);
    } finally {
      tf.dispose(owned);
    }
  }
  const dropped = squares.filter((square) => !(square > CUT ** 2 * trace)).length;
  return { vectors: vectors.subarray(dropped * size), squares: squares.subarray(dropped) };
}

async function readBlocks(columns: BlockColumns, algebra: LinearAlgebra): Promise<Float64Array> {
  const parts: Float64Array[] = [];
  for (const column of columns) parts.push(await algebra.read(column));
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Computes minimum-norm solutions. */
export interface PseudoInverse extends Factor {
  /** Number of directions that count. */
  readonly rank: number;
}

/** Creates the pseudo-inverse of the Gram matrix. */
export async function createPseudoInverse(gram: Gram, problem: Problem): Promise<PseudoInverse> {
  const { algebra, data, tileSide } = problem;
  const { size } = gram;
  const blocks = blocksOf(size, tileSide);
  const { vectors, squares } = await principalDirections(gram, problem);
  const rank = squares.length;
  return {
    rank,
    async solve(b) {
      const right = await readBlocks(b, algebra);
      const columns = data.classes;
      const solution = new Float64Array(size * columns);
      const along = new Float64Array(columns);
      for (let j = 0; j < rank; j++) {
        const vector = vectors.subarray(j * size, (j + 1) * size);
        along.fill(0);
        for (let i = 0; i < size; i++)
          for (let k = 0; k < columns; k++) along[k]! += vector[i]! * right[i * columns + k]!;
        for (let k = 0; k < columns; k++) along[k]! /= squares[j]!;
        for (let i = 0; i < size; i++)
          for (let k = 0; k < columns; k++) solution[i * columns + k]! += vector[i]! * along[k]!;
      }
      return Array.from({ length: blocks.count }, (_, block) => {
        const first = blocks.startOf(block);
        const rows = blocks.sizeOf(block);
        return algebra.fromValues(solution.slice(first * columns, (first + rows) * columns), [rows, columns]);
      });
    },
    dispose: () => undefined,
  };
}

/** Maximum number of bytes for the eigenvectors of the smaller Gram matrix and for the combinations made with them. */
export function eigenvectorBytes(images: number, values: number): number {
  const size = Math.min(images, values);
  const combined = images <= values ? values : Math.min(images, TILE_SIDE);
  return (5 * size + combined) * size * Float64Array.BYTES_PER_ELEMENT;
}
