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
 * The power method, from a seeded start. The engine makes the Gram matrix on W's smaller side, in its own precision,
 * where a step is cheap; from the vector that this leads to, the method goes on with W itself in float64.
 *
 * @param pause lets others have a turn; what it throws ends the work
 */
export async function spectralNorm(kernel: KernelMatrix, pause: () => Promise<void>): Promise<number> {
  const size = Math.min(kernel.rows, kernel.columns);
  const source = randomSource(randomKey(0, 'spectral-norm'));
  const start = Float64Array.from({ length: size }, () => source.normal());
  const gram = await gramOf(kernel);
  await pause();
  const { vector } = await powerIteration(multiplyBySymmetric(gram, size), start, pause);
  const { value } = await powerIteration(multiplyTwice(kernel), vector, pause);
  return Math.sqrt(Math.max(value, 0));
}

/** Wᵀ·W or W·Wᵀ, whichever is smaller. */
async function gramOf({ rows, columns, values }: KernelMatrix): Promise<Float32Array> {
  const gram = tf.tidy(() => {
    const matrix = tf.tensor2d(values, [rows, columns]);
    return rows < columns ? tf.matMul(matrix, matrix, false, true) : tf.matMul(matrix, matrix, true);
  });
  try {
    return ((await gram.data()) as Float32Array).slice();
  } finally {
    gram.dispose();
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
