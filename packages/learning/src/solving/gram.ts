import * as tf from '@tensorflow/tfjs-core';
import { yieldToEventLoop } from '../engine/yield-to-event-loop.js';
import { blocksOf } from './blocks.js';
import type { Float64Matrix } from './linear-algebra.js';
import type { Problem } from './problem.js';
import { imageRows, imageSize } from './problem.js';
import type { BlockColumns, SymmetricMatrix } from './tiled-cholesky.js';
import { sumOf, trainBlocks } from './train-blocks.js';

/**
 * The smaller of X·Xᵀ and Xᵀ·X, with the maps from residuals to its right-hand side and from its solution to weights.
 */
export interface Gram extends Pick<SymmetricMatrix, 'size' | 'tile'> {
  /** The Gram matrix of linear combinations of images, or of their values: [combinations, size]. */
  readonly squares: (combinations: Float64Matrix) => Promise<Float64Matrix>;
  /** Computes b in G·a = b from the residuals Y − X·w, block by block. */
  readonly rightSide: (residuals: BlockColumns) => Promise<BlockColumns>;
  /** Computes the weights [values, classes] from a. */
  readonly weights: (a: BlockColumns) => Promise<Float64Matrix>;
}

const copies = (columns: BlockColumns): BlockColumns => columns.map((column) => tf.clone(column));

/** The Gram matrix over images: a has one row per image, and w = Xᵀa. */
function gramOfImages(problem: Problem): Gram {
  const { algebra } = problem;
  const blocks = trainBlocks(problem);
  return {
    size: problem.data.trained.length,
    tile: (row, column) =>
      Promise.resolve(
        tf.tidy(() =>
          algebra.matMul(imageRows(problem, blocks[row]!), imageRows(problem, blocks[column]!), { b: true }),
        ),
      ),
    rightSide: (residuals) => Promise.resolve(copies(residuals)),
    weights: (a) =>
      sumOf(
        blocks.map((block, i) => () => algebra.matMul(imageRows(problem, block), a[i]!, { a: true })),
        problem,
      ),
    async squares(combinations) {
      const { startOf } = blocksOf(problem.data.trained.length, problem.tileSide);
      const rows = combinations.shape[0];
      const combined = await sumOf(
        blocks.map((block, i) => () => {
          const part = algebra.slice(combinations, [0, startOf(i)], [rows, block.length]);
          return algebra.matMul(imageRows(problem, block), part, { a: true, b: true });
        }),
        problem,
      );
      try {
        return algebra.matMul(combined, combined, { a: true });
      } finally {
        combined.dispose();
      }
    },
  };
}

/** The Gram matrix over the values of an image: a is w. */
function gramOfValues(problem: Problem): Gram {
  const { algebra, data, tileSide } = problem;
  const size = imageSize(data);
  const blocks = trainBlocks(problem);
  const { count, sizeOf, startOf } = blocksOf(size, tileSide);
  const columnsOf = (images: Int32Array, block: number): Float64Matrix =>
    algebra.slice(imageRows(problem, images), [0, startOf(block)], [images.length, sizeOf(block)]);
  return {
    size,
    tile: (row, column) =>
      sumOf(
        blocks.map(
          (images) => () => algebra.matMul(columnsOf(images, row), columnsOf(images, column), { a: true }),
        ),
        problem,
      ),
    async rightSide(residuals) {
      const whole = await sumOf(
        blocks.map(
          (images, i) => () => algebra.matMul(imageRows(problem, images), residuals[i]!, { a: true }),
        ),
        problem,
      );
      const parts = Array.from({ length: count }, (_, block) =>
        algebra.slice(whole, [startOf(block), 0], [sizeOf(block), data.classes]),
      );
      whole.dispose();
      return parts;
    },
    squares: (combinations) =>
      sumOf(
        blocks.map((images) => () => {
          const combined = algebra.matMul(imageRows(problem, images), combinations, { b: true });
          return algebra.matMul(combined, combined, { a: true });
        }),
        problem,
      ),
    async weights(a) {
      const values = new Float64Array(size * data.classes);
      for (const [block, part] of a.entries())
        values.set(await algebra.read(part), startOf(block) * data.classes);
      return algebra.fromValues(values, [size, data.classes]);
    },
  };
}

/** Creates the Gram matrix over images or over an image's values, whichever is smaller. */
export const createGram = (problem: Problem): Gram =>
  problem.data.trained.length <= imageSize(problem.data) ? gramOfImages(problem) : gramOfValues(problem);

/** Assembles the whole Gram matrix from its tiles. */
export async function readGram(
  { size, tile }: Gram,
  { algebra, tileSide, signal }: Problem,
): Promise<Float64Array> {
  const { count, startOf, sizeOf } = blocksOf(size, tileSide);
  const whole = new Float64Array(size * size);
  for (let row = 0; row < count; row++)
    for (let column = row; column < count; column++) {
      const made = await tile(row, column);
      const values = await algebra.read(made);
      made.dispose();
      const width = sizeOf(column);
      for (let i = 0; i < sizeOf(row); i++)
        for (let j = 0; j < width; j++) {
          const [y, x] = [startOf(row) + i, startOf(column) + j];
          whole[y * size + x] = whole[x * size + y] = values[i * width + j]!;
        }
      await yieldToEventLoop(signal);
    }
  return whole;
}
