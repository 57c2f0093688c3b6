import { RoteError } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import { takeTurn } from '../training/take-turn.js';
import { blocksOf, TILE_SIDE } from './blocks.js';
import type { Float64Matrix, LinearAlgebra } from './linear-algebra.js';
import type { Problem } from './problem.js';
import { imageRows, imageSize, normOf, targetRows } from './problem.js';
import { requireMemory } from './require-memory.js';
import { symmetricEigen } from './symmetric-eigen.js';
import type { BlockColumns, Factor, SymmetricMatrix } from './tiled-cholesky.js';
import { factorBytes, factorise } from './tiled-cholesky.js';

/**
 * Up to so many images or values of one, whichever are fewer, all eigenvectors are computed: 2352 values of a window of
 * CIFAR-10 take a minute or two. Beyond, a shifted Gram matrix is solved by Cholesky's factors and iteration.
 */
const MOST_EIGENVECTORS = 3000;

/**
 * What is added to the diagonal of a larger Gram matrix where no ridge is asked for, as a share of its trace: so little
 * that iterations take it out again, unless images are nearly dependent.
 */
const RELATIVE_SHIFT = 1e-8;
const MOST_ITERATIONS = 20;
/** An iteration that changes the weights by less ends them. */
const SETTLED = 1e-13;
/** What further iterations may still change of weights that count as solved, relative to them. */
const TOLERANCE = 1e-6;
/** A change that grows no smaller is of rounding, if it is below this. */
const ROUNDING = { eigenvectors: 1e-6, factors: 1e-10 } as const;

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
  /** The Gram matrix of combinations of the images, or of the values: [combinations, size]. */
  readonly squares: (combinations: Float64Matrix) => Promise<Float64Matrix>;
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

/** Bytes that eigenvectors of the smaller Gram matrix take at most, with what is combined by them. */
function eigenvectorBytes(images: number, values: number): number {
  const size = Math.min(images, values);
  const combined = images <= values ? values : Math.min(images, TILE_SIDE);
  return (5 * size + combined) * size * Float64Array.BYTES_PER_ELEMENT;
}

/** A solution of least norm: of a Gram matrix, or of one that a shift makes regular. */
interface LinearSolver extends Factor {
  /** Directions that count; `undefined` where nobody counted. */
  readonly rank?: number;
}

/** The pseudo-inverse of the Gram matrix. */
async function createPseudoInverse(gram: Gram, problem: Problem): Promise<LinearSolver> {
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

/** The whole Gram matrix, out of its tiles. */
async function readGram({ size, tile }: Gram, { algebra, tileSide, signal }: Problem): Promise<Float64Array> {
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
      await takeTurn(signal);
    }
  return whole;
}

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

/** What solves the normal equations: up to a size exactly, beyond with a shift; with a ridge, that is the shift. */
async function createSolver(gram: Gram, problem: Problem): Promise<LinearSolver> {
  const { weightDecay } = problem;
  if (weightDecay > 0) return await factorise({ ...gram, shift: weightDecay }, problem);
  if (gram.size <= (problem.mostEigenvectors ?? MOST_EIGENVECTORS))
    return await createPseudoInverse(gram, problem);
  return await factorise({ ...gram, shift: RELATIVE_SHIFT * (await traceOf(problem)) }, problem);
}

/** A linear model, solved. */
export interface LinearSolution {
  /** [values of an image, classes], row by row. */
  readonly weights: Float64Array;
  /** Directions that the images have; `undefined` with a ridge, and where there are too many to count. */
  readonly rank?: number;
}

/**
 * The weights of a linear model that interpolates, and of these the ones of least norm: w = Xᵀ(XXᵀ)⁻¹Y; with more images
 * than values of one, those of least squares, and of these again the least. With a ridge, its solution.
 *
 * Without a ridge the Gram matrix may be singular: pixels that are 0 in every image, whitening. It is taken apart into its
 * eigenvectors, and a direction whose singular value is below 1e-7 of the norm of all images counts as one that the
 * images do not have. Where it is too large for that, a tiny ridge is added and taken out again by iteration (iterated Tikhonov
 * regularisation, Engl, Hanke and Neubauer 1996, section 5.1), which tends to the solution of least norm, unless images
 * are nearly dependent: then it is refused.
 *
 * @throws RoteError `out-of-memory` before it begins; `spec-invalid` where the iterations do not settle; `aborted`
 */
export async function minNormWeights(problem: Problem): Promise<LinearSolution> {
  const { algebra, data, weightDecay } = problem;
  const count = data.trained.length;
  const values = imageSize(data);
  await requireMemory(algebra, {
    what: 'a linear solution',
    count,
    bytesOf: (images) =>
      weightDecay === 0 && Math.min(images, values) <= MOST_EIGENVECTORS
        ? eigenvectorBytes(images, values)
        : factorBytes(Math.min(images, values)),
  });
  const gram = count <= values ? gramOfImages(problem) : gramOfValues(problem);
  const solver = await createSolver(gram, problem);
  let weights: Float64Matrix | undefined;
  try {
    const iterations = weightDecay > 0 ? 1 : MOST_ITERATIONS;
    const rounding = solver.rank === undefined ? ROUNDING.factors : ROUNDING.eigenvectors;
    let [size, change, ratio] = [0, Infinity, 0];
    for (let i = 0; i < iterations && change > SETTLED * size; i++) {
      const added = await correction(problem, { gram, factor: solver }, weights);
      const before = weights;
      const last = change;
      change = normOf(await algebra.read(added));
      ratio = change / last;
      // Nothing is left but rounding.
      if (before !== undefined && ratio > 0.5 && change <= rounding * size) {
        added.dispose();
        ratio = 0;
        break;
      }
      weights = before === undefined ? added : algebra.add(before, added);
      if (before !== undefined) tf.dispose([before, added]);
      size = normOf(await algebra.read(weights));
    }
    // What a geometric series of changes would still add.
    const rest = ratio < 1 ? change / (1 - ratio) : Infinity;
    if (weightDecay === 0 && !(rest <= TOLERANCE * size)) throw unsettled(count, values);
    return {
      weights: await algebra.read(weights!),
      ...(solver.rank !== undefined && { rank: solver.rank }),
    };
  } finally {
    solver.dispose();
    weights?.dispose();
  }
}

const unsettled = (count: number, values: number): RoteError =>
  new RoteError(
    'spec-invalid',
    `the solution of least norm for ${count.toLocaleString('en')} images of ${values.toLocaleString('en')} values does not settle: images or features are nearly dependent, as they are where both are about as many. ` +
      `Give the cell a weight decay, which is a ridge here, or take at most ${MOST_EIGENVECTORS.toLocaleString('en')} images or features, for which it is exact`,
  );
