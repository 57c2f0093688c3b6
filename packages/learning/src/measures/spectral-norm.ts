import { randomKey, randomSource } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelMatrix } from './kernel-matrix.js';
import type { Multiply } from './power-iteration.js';
import { powerIteration } from './power-iteration.js';

/**
 * Returns the spectral norm of a kernel: the largest singular value ‖W‖₂ = max ‖W·x‖ / ‖x‖, where W is [fan-in,
 * outputs]. For a convolution, the matrix is the kernel's [height · width · inputs, outputs], as in Yoshida and Miyato
 * 2017 ("Spectral norm regularization"), and not the larger matrix that acts on whole feature maps.
 *
 * It uses the power method from a seeded start, in two stages. The first uses a power of the Gram matrix on W's smaller
 * side, which the engine computes in its own precision; its steps are cheap and few. The second continues from the
 * resulting vector with W itself. All steps are in float64.
 *
 * @param pause yields to other work; if it throws, the computation ends
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

/** How often the Gram matrix is squared. Each squaring halves the number of steps of the power method. */
const SQUARINGS = 2;

/** Returns (Wᵀ·W)⁴, or (W·Wᵀ)⁴ if that is smaller, up to a factor. It has the same eigenvectors as the Gram matrix. */
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

/** Multiplies by W and then by Wᵀ, or the other way round if that side is smaller. */
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
