import * as tf from '@tensorflow/tfjs-core';
import { takeTurn } from '../training/take-turn.js';
import { blocksOf } from './blocks.js';
import type { Float64Matrix } from './linear-algebra.js';
import type { Problem } from './problem.js';
import { imageRows, imageSize, normOf, targetRows } from './problem.js';
import { requireMemory } from './require-memory.js';
import type { BlockColumns, Factor, SymmetricMatrix } from './tiled-cholesky.js';
import { factorBytes, factorise } from './tiled-cholesky.js';

/**
 * What is added to the diagonal of the Gram matrix where no ridge is asked for, as a share of its trace: so little that
 * the iterations take it out again, and far more than the rounding of float32 images leaves in directions that are 0 in
 * exact numbers, such as the sum of a whitened image (1e-14 of the trace and less). What is below some 1e-10 counts as 0.
 */
const RELATIVE_SHIFT = 1e-8;
const MOST_ITERATIONS = 20;
/** An iteration that changes the weights by less ends them. */
const SETTLED = 1e-13;

/** The images trained on, block by block. */
function trainBlocks({ data, tileSide }: Problem) {
  const { count, startOf, side } = blocksOf(data.trained.length, tileSide);
  return Array.from({ length: count }, (_, block) =>
    data.trained.subarray(startOf(block), startOf(block) + side),
  );
}

/** Adds up matrices, with a turn of the event loop after each; there is one at least. */
async function sumOf(
  terms: readonly (() => Float64Matrix)[],
  { algebra, signal }: Problem,
): Promise<Float64Matrix> {
  let sum: Float64Matrix | undefined;
  try {
    for (const term of terms) {
      const before: Float64Matrix | undefined = sum;
      sum = tf.tidy(() => (before === undefined ? term() : algebra.add(before, term())));
      before?.dispose();
      await takeTurn(signal);
    }
    return sum!;
  } catch (error) {
    sum?.dispose();
    throw error;
  }
}

/** The smaller of X·Xᵀ and Xᵀ·X, and what leads from residuals to what it is solved for, and from there to weights. */
interface Gram extends Pick<SymmetricMatrix, 'size' | 'tile'> {
  /** b with G·a = b, out of the residuals Y − X·w, block by block. */
  readonly rightSide: (residuals: BlockColumns) => Promise<BlockColumns>;
  /** Weights [values, classes] out of a. */
  readonly weights: (a: BlockColumns) => Promise<Float64Matrix>;
}

const copies = (columns: BlockColumns): BlockColumns => columns.map((column) => tf.clone(column));

/** Over images: a has a row for each, and w = Xᵀa. */
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
  };
}

/** Over the values of an image: a is w. */
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
    async weights(a) {
      const values = new Float64Array(size * data.classes);
      for (const [block, part] of a.entries())
        values.set(await algebra.read(part), startOf(block) * data.classes);
      return algebra.fromValues(values, [size, data.classes]);
    },
  };
}

/** The trace of XᵀX: the squares of all values. */
async function traceOf(problem: Problem): Promise<number> {
  const { algebra, signal } = problem;
  let trace = 0;
  for (const block of trainBlocks(problem)) {
    const rows = imageRows(problem, block);
    try {
      trace += normOf(await algebra.read(rows)) ** 2;
    } finally {
      rows.dispose();
    }
    await takeTurn(signal);
  }
  return trace;
}

/** Y − X·w, block by block. */
function residualsOf(problem: Problem, weights: Float64Matrix | undefined): BlockColumns {
  const { algebra } = problem;
  return trainBlocks(problem).map((block) =>
    tf.tidy(() => {
      const targets = targetRows(problem, block);
      return weights === undefined
        ? targets
        : algebra.sub(targets, algebra.matMul(imageRows(problem, block), weights));
    }),
  );
}

/** What the residuals still ask for: weights to add. */
async function correction(
  problem: Problem,
  { gram, factor }: { readonly gram: Gram; readonly factor: Factor },
  weights: Float64Matrix | undefined,
): Promise<Float64Matrix> {
  const owned: BlockColumns[] = [];
  const own = (columns: BlockColumns): BlockColumns => {
    owned.push(columns);
    return columns;
  };
  try {
    const residuals = own(residualsOf(problem, weights));
    return await gram.weights(own(await factor.solve(own(await gram.rightSide(residuals)))));
  } finally {
    tf.dispose(owned.flat());
  }
}

/**
 * The weights [values of an image, classes] of a linear model that interpolates, and of these the ones of least norm:
 * w = Xᵀ(XXᵀ)⁻¹Y; with more images than values of one, those of least squares, and of these again the least. With a
 * ridge, its solution.
 *
 * Without a ridge the Gram matrix may be singular: pixels that are 0 in every image, whitening. So a tiny ridge is
 * added and taken out again by iteration (iterated Tikhonov regularisation, Engl, Hanke and Neubauer 1996, section 5.1),
 * which tends to the solution of least norm.
 *
 * @returns row by row
 * @throws RoteError `out-of-memory` before it begins, `aborted`
 */
export async function minNormWeights(problem: Problem): Promise<Float64Array> {
  const { algebra, data, weightDecay } = problem;
  const count = data.trained.length;
  const values = imageSize(data);
  await requireMemory(algebra, {
    what: 'a linear solution',
    count,
    bytesOf: (images) => factorBytes(Math.min(images, values)),
  });
  const gram = count <= values ? gramOfImages(problem) : gramOfValues(problem);
  const shift = weightDecay > 0 ? weightDecay : RELATIVE_SHIFT * (await traceOf(problem));
  const factor = await factorise({ ...gram, shift }, problem);
  let weights: Float64Matrix | undefined;
  try {
    const iterations = weightDecay > 0 ? 1 : MOST_ITERATIONS;
    let [size, change] = [0, Infinity];
    for (let i = 0; i < iterations && change > SETTLED * size; i++) {
      const added = await correction(problem, { gram, factor }, weights);
      change = normOf(await algebra.read(added));
      const before = weights;
      weights = before === undefined ? added : algebra.add(before, added);
      if (before !== undefined) tf.dispose([before, added]);
      size = normOf(await algebra.read(weights));
    }
    return await algebra.read(weights!);
  } finally {
    factor.dispose();
    weights?.dispose();
  }
}
