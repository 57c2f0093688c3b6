import type * as tf from '@tensorflow/tfjs-core';

declare const float64: unique symbol;

/**
 * A matrix of float64 in the engine's memory. TF.js has no such type: it keeps the matrix in its books, as one of
 * float32, so that `tf.tidy` and `tf.dispose` free it, but computes nothing with it.
 */
export interface Float64Matrix extends tf.Tensor2D {
  readonly [float64]: true;
}

/**
 * Linear algebra in float64, which an engine may have beyond TF.js. The caller owns what a function returns. All but
 * `read` and `freeBytes` may be called in `tf.tidy`.
 */
export interface LinearAlgebra {
  /** The same numbers, of a matrix or column of float32. */
  readonly fromTensor: (values: tf.Tensor2D) => Float64Matrix;
  /** @param values row by row */
  readonly fromValues: (values: Float64Array, shape: readonly [number, number]) => Float64Matrix;
  /** Row by row. */
  readonly read: (matrix: Float64Matrix) => Promise<Float64Array>;
  /** One factor or the other as its transpose. */
  readonly matMul: (
    a: Float64Matrix,
    b: Float64Matrix,
    transposed?: { readonly a?: boolean; readonly b?: boolean },
  ) => Float64Matrix;
  /** Elementwise; what has one row or one column is repeated. */
  readonly add: (a: Float64Matrix, b: Float64Matrix) => Float64Matrix;
  readonly sub: (a: Float64Matrix, b: Float64Matrix) => Float64Matrix;
  readonly mul: (a: Float64Matrix, b: Float64Matrix) => Float64Matrix;
  readonly exp: (a: Float64Matrix) => Float64Matrix;
  /** Rows and columns from `begin` on. */
  readonly slice: (
    a: Float64Matrix,
    begin: readonly [number, number],
    size: readonly [number, number],
  ) => Float64Matrix;
  /**
   * The lower triangular L with L·Lᵀ = a.
   *
   * @throws RoteError `data-corrupt` where `a` is not positive definite
   */
  readonly cholesky: (a: Float64Matrix) => Float64Matrix;
  /** x with L·x = b, or Lᵀ·x = b. */
  readonly solveTriangular: (
    lower: Float64Matrix,
    b: Float64Matrix,
    options?: { readonly transposed?: boolean },
  ) => Float64Matrix;
  /** Bytes that matrices may still take; `undefined` where nobody can tell. */
  readonly freeBytes: () => Promise<number | undefined>;
}
