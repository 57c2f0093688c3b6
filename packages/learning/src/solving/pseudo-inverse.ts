import * as tf from '@tensorflow/tfjs-core';
import { blocksOf, TILE_SIDE } from './blocks.js';
import type { Gram } from './gram.js';
import { readGram } from './gram.js';
import type { LinearAlgebra } from './linear-algebra.js';
import type { Problem } from './problem.js';
import { symmetricEigen } from './symmetric-eigen.js';
import type { BlockColumns, Factor } from './tiled-cholesky.js';

/**
 * Below this share of the norm of all images together, a singular value is there by rounding alone: float32 has some 6e-8.
 */
const CUT = 1e-7;
/** An eigenvalue below this share of the largest is known to a few digits only. */
const BLURRED = 1e-8;

/**
 * The directions in which the images, or their values, differ: unit vectors, as rows, and the square of the singular value
 * of each. The Gram matrix squares what is small away: its eigenvalues are right to 1e-16 of the largest. So the
 * directions of the small ones are combined once more, from the images themselves, and the Gram matrix of these
 * combinations, which knows nothing of the large ones, is taken apart in turn.
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

/** What gives a solution of least norm. */
export interface PseudoInverse extends Factor {
  /** Directions that count. */
  readonly rank: number;
}

/** The pseudo-inverse of the Gram matrix. */
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

/** Bytes that eigenvectors of the smaller Gram matrix take at most, with what is combined by them. */
export function eigenvectorBytes(images: number, values: number): number {
  const size = Math.min(images, values);
  const combined = images <= values ? values : Math.min(images, TILE_SIDE);
  return (5 * size + combined) * size * Float64Array.BYTES_PER_ELEMENT;
}
