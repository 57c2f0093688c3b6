import type * as tf from '@tensorflow/tfjs-core';

declare const float64: unique symbol;

/**
 * A float64 matrix in the engine's memory. TF.js has no such type: it keeps track of the matrix as float32, so that
 * `tf.tidy` and `tf.dispose` free it, but cannot compute with it.
 */
export interface Float64Matrix extends tf.Tensor2D {
  readonly [float64]: true;
}

/**
 * Linear algebra in float64, which an engine may provide in addition to TF.js. The caller owns what a function returns.
 * All functions except `read` and `freeBytes` may be called in `tf.tidy`.
 */
export interface LinearAlgebra {
  /** Converts a float32 matrix or column, without changing its numbers. */
  readonly fromTensor: (values: tf.Tensor2D) => Float64Matrix;
  /** @param values row by row */
  readonly fromValues: (values: Float64Array, shape: readonly [number, number]) => Float64Matrix;
  /** Reads the values, row by row. */
  readonly read: (matrix: Float64Matrix) => Promise<Float64Array>;
  /** Multiplies two matrices, each optionally transposed. */
  readonly matMul: (
    a: Float64Matrix,
    b: Float64Matrix,
    transposed?: { readonly a?: boolean; readonly b?: boolean },
  ) => Float64Matrix;
  /** Elementwise; a single row or column is broadcast. */
  readonly add: (a: Float64Matrix, b: Float64Matrix) => Float64Matrix;
  readonly sub: (a: Float64Matrix, b: Float64Matrix) => Float64Matrix;
  readonly mul: (a: Float64Matrix, b: Float64Matrix) => Float64Matrix;
  readonly exp: (a: Float64Matrix) => Float64Matrix;
  /** Copies `size` rows and columns, starting at `begin`. */
  readonly slice: (
    a: Float64Matrix,
    begin: readonly [number, number],
    size: readonly [number, number],
  ) => Float64Matrix;
  /**
   * Returns the lower triangular L with L·Lᵀ = a.
   *
   * @throws RoteError `data-corrupt` if `a` is not positive definite
   */
  readonly cholesky: (a: Float64Matrix) => Float64Matrix;
  /** Solves L·x = b, or Lᵀ·x = b. */
  readonly solveTriangular: (
    lower: Float64Matrix,
    b: Float64Matrix,
    options?: { readonly transposed?: boolean },
  ) => Float64Matrix;
  /** Number of bytes that matrices may still use; `undefined` if it is unknown. */
  readonly freeBytes: () => Promise<number | undefined>;
}
