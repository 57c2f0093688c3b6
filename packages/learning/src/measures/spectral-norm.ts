import { randomKey, randomSource } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelMatrix } from './kernel-matrix.js';
import type { Multiply } from './power-iteration.js';
import { powerIteration } from './power-iteration.js';

/**
 * The spectral norm of a kernel: its largest singular value ‖W‖₂ = max ‖W·x‖ / ‖x‖, where W is [fan-in, outputs]. The
 * matrix of a convolution is its kernel's [height · width · inputs, outputs], as Yoshida and Miyato 2017 ("Spectral norm
 * regularization") take it: not the larger matrix that acts on whole feature maps.
 *
 * The power method, from a seeded start. First with a power of the Gram matrix on W's smaller side, which the engine
 * makes in its own precision: its steps are cheap, and few. From the vector that this leads to, with W itself, all in
 * float64.
 *
 * @param pause lets others have a turn; what it throws ends the work
 */
export async function spectralNorm(kernel: KernelMatrix, pause: () => Promise<void>): Promise<number> {
  const size = Math.min(kernel.rows, kernel.columns);
  const source = randomSource(randomKey(0, 'spectral-norm'));
  const start = Float64Array.from({ length: size }, () => source.normal());
  const gram = await powerOfGram(kernel);
  await pause();
  const { vector } = await powerIteration(multiplyBySymmetric(gram, size), start, pause);
  const { value } = await powerIteration(multiplyTwice(kernel), vector, pause);
  return Math.sqrt(Math.max(value, 0));
}

/** Squarings of the Gram matrix: each halves the steps of the power method. */
const SQUARINGS = 2;

/** (Wᵀ·W)⁴, or of W·Wᵀ where that is smaller, up to a factor: it has the same eigenvectors. */
async function powerOfGram({ rows, columns, values }: KernelMatrix): Promise<Float32Array> {
  const power = tf.tidy(() => {
    const matrix = tf.tensor2d(values, [rows, columns]);
    let power = rows < columns ? tf.matMul(matrix, matrix, false, true) : tf.matMul(matrix, matrix, true);
    for (let i = 0; i < SQUARINGS; i++) {
      const scaled = tf.divNoNan<tf.Tensor2D>(power, tf.max(power));
      power = tf.matMul(scaled, scaled);
    }
    return power;
  });
  try {
    return ((await power.data()) as Float32Array).slice();
  } finally {
    power.dispose();
  }
}

const multiplyBySymmetric =
  (matrix: Float32Array, size: number): Multiply =>
  (vector) => {
    const out = new Float64Array(size);
    for (let i = 0; i < size; i++) {
      let sum = 0;
      for (let k = 0, at = i * size; k < size; k++) sum += matrix[at + k]! * vector[k]!;
      out[i] = sum;
    }
    return out;
  };

/** By W and then by Wᵀ, or the other way round where that is the smaller side. */
function multiplyTwice({ rows, columns, values }: KernelMatrix): Multiply {
  const byMatrix: Multiply = (vector) => {
    const out = new Float64Array(rows);
    for (let i = 0; i < rows; i++) {
      let sum = 0;
      for (let k = 0, at = i * columns; k < columns; k++) sum += values[at + k]! * vector[k]!;
      out[i] = sum;
    }
    return out;
  };
  const byTransposed: Multiply = (vector) => {
    const out = new Float64Array(columns);
    for (let i = 0; i < rows; i++) {
      const factor = vector[i]!;
      for (let k = 0, at = i * columns; k < columns; k++) out[k]! += values[at + k]! * factor;
    }
    return out;
  };
  return rows < columns
    ? (vector) => byMatrix(byTransposed(vector))
    : (vector) => byTransposed(byMatrix(vector));
}
