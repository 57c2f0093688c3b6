import { RoteError } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import type { NativeBackend, OpAttribute } from './native-backend.js';
import { findNativeBackend, tensorId } from './native-backend.js';

/** TensorFlow's number for float64, which the binding does not name. */
const DOUBLE = 2;
/** A float64 as the 32-bit words that the binding can write and read. */
const WORDS = 2;

function requireBackend(): NativeBackend {
  const backend = findNativeBackend();
  if (backend !== undefined) return backend;
  throw new RoteError('engine-failed', `the backend ${tf.getBackend()} has no float64: use the native one`);
}

/**
 * TensorFlow's linear algebra in float64, which TF.js does not use: Eigen on the CPU, cuBLAS and cuSOLVER on a GPU.
 * Operations run immediately, one by one: each is large.
 *
 * The binding does not know float64 either, but passes on what TensorFlow returns. TF.js counts such a matrix as float32,
 * so it frees it with the others. Code that uses one as float32 gets an error from the binding or from TensorFlow, both
 * of which check the type.
 *
 * The native backend must be selected for as long as matrices are in use.
 *
 * @typeParam Matrix the type by which the caller distinguishes matrices from tensors; the functions are those of
 *   `LinearAlgebra` in packages/learning
 */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- `LinearAlgebra` states them, and a trainer compares the two
export function createLinearAlgebra<Matrix extends tf.Tensor2D>() {
  const run = (op: string, inputs: readonly tf.Tensor[], attributes: readonly OpAttribute[]): Matrix => {
    const backend = requireBackend();
    const ids = backend.getInputTensorIds(inputs);
    const [made] = backend.binding.executeOp(op, [...attributes], ids, 1);
    return backend.createOutputTensor({ ...made!, dtype: backend.binding.TF_FLOAT }) as Matrix;
  };
  const type = (name: string, value: number): OpAttribute => ({
    name,
    type: requireBackend().binding.TF_ATTR_TYPE,
    value,
  });
  const flag = (name: string, value: boolean): OpAttribute => ({
    name,
    type: requireBackend().binding.TF_ATTR_BOOL,
    value,
  });
  const double = (op: string, inputs: readonly tf.Tensor[], flags: readonly OpAttribute[] = []): Matrix =>
    run(op, inputs, [type('T', DOUBLE), ...flags]);
  const int32 = (): number => requireBackend().binding.TF_INT32;

  const valuesOf = (matrix: Matrix): Float64Array => {
    const { binding } = requireBackend();
    const bits = run('Bitcast', [matrix], [type('T', DOUBLE), type('type', int32())]);
    try {
      const words = binding.tensorDataSync(tensorId(requireBackend(), bits)) as Int32Array;
      return new Float64Array(words.slice().buffer);
    } finally {
      bits.dispose();
    }
  };
  const slice = (a: Matrix, begin: readonly [number, number], size: readonly [number, number]): Matrix =>
    tf.tidy(() =>
      run(
        'Slice',
        [a, tf.tensor1d([...begin], 'int32'), tf.tensor1d([...size], 'int32')],
        [type('T', DOUBLE), type('Index', int32())],
      ),
    );
  /** If the matrix is not positive definite, TensorFlow only logs that, and the triangle it returns is full of NaN. */
  const cholesky = (a: Matrix): Matrix => {
    const lower = double('Cholesky', [a]);
    const last = slice(lower, [a.shape[0] - 1, a.shape[1] - 1], [1, 1]);
    const isWhole = Number.isFinite(valuesOf(last)[0]);
    last.dispose();
    if (isWhole) return lower;
    lower.dispose();
    throw new RoteError('data-corrupt', 'the matrix is not positive definite to 64 bits');
  };

  return {
    fromTensor: (values: tf.Tensor2D): Matrix =>
      run(
        'Cast',
        [values],
        [type('SrcT', requireBackend().binding.TF_FLOAT), type('DstT', DOUBLE), flag('Truncate', false)],
      ),
    fromValues: (values: Float64Array, [rows, columns]: readonly [number, number]): Matrix =>
      tf.tidy(() => {
        const words = new Int32Array(values.buffer, values.byteOffset, values.length * WORDS);
        const integers = tf.tensor(words, [rows, columns, WORDS], 'int32');
        return run('Bitcast', [integers], [type('T', int32()), type('type', DOUBLE)]);
      }),
    read: (matrix: Matrix): Promise<Float64Array> => Promise.resolve(valuesOf(matrix)),
    matMul: (a: Matrix, b: Matrix, transposed: { readonly a?: boolean; readonly b?: boolean } = {}): Matrix =>
      double(
        'MatMul',
        [a, b],
        [flag('transpose_a', transposed.a === true), flag('transpose_b', transposed.b === true)],
      ),
    add: (a: Matrix, b: Matrix): Matrix => double('AddV2', [a, b]),
    sub: (a: Matrix, b: Matrix): Matrix => double('Sub', [a, b]),
    mul: (a: Matrix, b: Matrix): Matrix => double('Mul', [a, b]),
    exp: (a: Matrix): Matrix => double('Exp', [a]),
    slice,
    cholesky,
    solveTriangular: (
      lower: Matrix,
      b: Matrix,
      { transposed = false }: { readonly transposed?: boolean } = {},
    ): Matrix =>
      double('MatrixTriangularSolve', [lower, b], [flag('lower', true), flag('adjoint', transposed)]),
  };
}
