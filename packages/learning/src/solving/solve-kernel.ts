import type { KernelArchitecture } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import { yieldToEventLoop } from '../engine/yield-to-event-loop.js';
import { blocksOf } from './blocks.js';
import { blameGamma, gammaTooLarge, measureSpread, requireGamma } from './kernel-range.js';
import type { Float64Matrix } from './linear-algebra.js';
import type { Problem, Solution } from './problem.js';
import { everyImage, imageRows, imageSize, targetRows, trainResidual } from './problem.js';
import { requireMemory } from './require-memory.js';
import type { BlockColumns } from './tiled-cholesky.js';
import { factorBytes, factorize } from './tiled-cholesky.js';

/** Points x of a Gaussian kernel, scaled by √(2γ), and ½‖x‖² of each scaled point. */
interface Points {
  readonly rows: Float64Matrix;
  readonly halfSquares: { readonly column: Float64Matrix; readonly row: Float64Matrix };
}

function pointsOf(problem: Problem, gamma: number, indices: Int32Array): Points {
  const { algebra } = problem;
  const scalar = (value: number): Float64Matrix => algebra.fromValues(Float64Array.of(value), [1, 1]);
  const rows = algebra.mul(imageRows(problem, indices), scalar(Math.sqrt(2 * gamma)));
  const size = imageSize(problem.data);
  const halves = algebra.fromValues(new Float64Array(size).fill(0.5), [1, size]);
  const squares = algebra.mul(rows, rows);
  return {
    rows,
    halfSquares: {
      column: algebra.matMul(squares, halves, { b: true }),
      row: algebra.matMul(halves, squares, { b: true }),
    },
  };
}

/**
 * Computes exp(−γ‖x − x′‖²) for x of some images and x′ of others, [images, others]. ‖x − x′‖² is expanded into ‖x‖² +
 * ‖x′‖² − 2⟨x, x′⟩, which in float64 loses about 1e-15 of ‖x‖².
 */
function kernelBetween(
  problem: Problem,
  gamma: number,
  images: Int32Array,
  others: Int32Array,
): Float64Matrix {
  const { algebra } = problem;
  return tf.tidy(() => {
    const a = pointsOf(problem, gamma, images);
    const b = pointsOf(problem, gamma, others);
    const products = algebra.matMul(a.rows, b.rows, { b: true });
    return algebra.exp(algebra.sub(algebra.sub(products, a.halfSquares.column), b.halfSquares.row));
  });
}

/** Computes Σ A_j·k(x, x_j) for every image x: [images × classes]. */
async function evaluate(
  problem: Problem,
  gamma: number,
  {
    coefficients,
    blockOf,
  }: { readonly coefficients: BlockColumns; readonly blockOf: (block: number) => Int32Array },
): Promise<Float64Array> {
  const { algebra, data, signal, tileSide } = problem;
  const images = everyImage(data);
  const { count, startOf, side } = blocksOf(images.length, tileSide);
  const outputs = new Float64Array(images.length * data.classes);
  for (let block = 0; block < count; block++) {
    const rows = images.subarray(startOf(block), startOf(block) + side);
    let sum = algebra.fromValues(new Float64Array(rows.length * data.classes), [rows.length, data.classes]);
    try {
      for (const [j, own] of coefficients.entries()) {
        const before = sum;
        sum = tf.tidy(() =>
          algebra.add(before, algebra.matMul(kernelBetween(problem, gamma, rows, blockOf(j)), own)),
        );
        before.dispose();
        await yieldToEventLoop(signal);
      }
      outputs.set(await algebra.read(sum), startOf(block) * data.classes);
    } finally {
      sum.dispose();
    }
  }
  return outputs;
}

/** Reads the coefficients: one row per train image, in order. */
async function readColumns({ algebra, data }: Problem, columns: BlockColumns): Promise<Float64Array> {
  const values = new Float64Array(data.trained.length * data.classes);
  let at = 0;
  for (const column of columns) {
    const read = await algebra.read(column);
    values.set(read, at);
    at += read.length;
  }
  return values;
}

/**
 * Computes the minimum-norm interpolant in the space of the Gaussian kernel K = exp(−γ‖x − x′‖²) (paper, section 5): f
 * = Σ A_j·k(·, x_j) with (K + λI)·A = Y. Its norm is √tr AᵀKA.
 *
 * @throws RoteError `out-of-memory` before it starts; `spec-invalid` if γ does not suit the images or the matrix is
 *   singular; `aborted`
 */
export async function solveKernel(problem: Problem, { gamma }: KernelArchitecture): Promise<Solution> {
  const { algebra, data, weightDecay, tileSide } = problem;
  const { trained, classes } = data;
  await requireMemory(algebra, { what: 'a kernel', count: trained.length, bytesOf: factorBytes });
  const spread = await measureSpread(problem);
  requireGamma(gamma, spread);
  const { count, startOf, side } = blocksOf(trained.length, tileSide);
  const blockOf = (block: number): Int32Array => trained.subarray(startOf(block), startOf(block) + side);
  const targets = Array.from({ length: count }, (_, block) => targetRows(problem, blockOf(block)));
  let coefficients: BlockColumns = [];
  try {
    const factor = await factorize(
      {
        size: trained.length,
        shift: weightDecay,
        tile: (row, column) => Promise.resolve(kernelBetween(problem, gamma, blockOf(row), blockOf(column))),
      },
      problem,
    ).catch((error: unknown) => {
      throw blameGamma(error, gamma, spread);
    });
    try {
      coefficients = await factor.solve(targets);
    } finally {
      factor.dispose();
    }
    const outputs = await evaluate(problem, gamma, { coefficients, blockOf });
    if (data.testCount > 0 && outputs.subarray(data.trainCount * classes).every((value) => value === 0))
      throw gammaTooLarge(gamma, spread);
    const values = await readColumns(problem, coefficients);
    let square = 0;
    trained.forEach((index, row) => {
      for (let k = 0; k < classes; k++) square += values[row * classes + k]! * outputs[index * classes + k]!;
    });
    const norm = Math.sqrt(square);
    return {
      outputs,
      parameterCount: values.length,
      weightNorm: norm,
      measures: { 'solution-norm': norm, 'train-residual': trainResidual(outputs, data) },
      weights: [{ name: 'coefficients', shape: [trained.length, classes], values }],
    };
  } finally {
    tf.dispose([...targets, ...coefficients]);
  }
}
