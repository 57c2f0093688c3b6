import * as tf from '@tensorflow/tfjs-core';
import type { AvgPoolGradAttrs, KernelBackend, TensorInfo } from '@tensorflow/tfjs-core';

/**
 * Gradient of average pooling. TF.js's own on its cpu, wasm and webgpu backends divides by the whole window everywhere,
 * but the forward pass divides by the part of the window inside the image. At the edges of a padded image, the gradient
 * is therefore that of a mean over more pixels than there were. This kernel multiplies the incoming gradient by the
 * missing factor, whole window over part, and passes it on.
 *
 * @param backendName the backend whose stock kernels are used
 */
export function createAvgPoolGrad(backendName: string): tf.KernelFunc {
  const stock = tf.getKernel('AvgPoolGrad', backendName).kernelFunc;
  const multiply = tf.getKernel('Multiply', backendName).kernelFunc;
  return ({ inputs, attrs, backend }) => {
    const { dy, input } = inputs as Record<'dy' | 'input', TensorInfo>;
    const { filterSize, strides, pad } = attrs as unknown as AvgPoolGradAttrs;
    const pool = tf.backend_util.computePool2DInfo(
      input.shape as [number, number, number, number],
      filterSize,
      strides,
      1,
      pad,
    );
    const rows = insideOf(pool.outHeight, pool.strideHeight, {
      before: pool.padInfo.top,
      window: pool.filterHeight,
      size: pool.inHeight,
    });
    const columns = insideOf(pool.outWidth, pool.strideWidth, {
      before: pool.padInfo.left,
      window: pool.filterWidth,
      size: pool.inWidth,
    });
    const window = pool.filterHeight * pool.filterWidth;
    const factors = Float32Array.from(
      rows.flatMap((row) => columns.map((column) => window / (row * column))),
    );
    if (factors.every((factor) => factor === 1))
      return stock({ inputs: { dy, input }, attrs: attrs!, backend });
    const { write, dispose } = dataOf(backend as unknown as DataStore);
    const weights = write(factors, [1, pool.outHeight, pool.outWidth, 1]);
    const weighed = multiply({ inputs: { a: dy, b: weights }, attrs: {}, backend }) as TensorInfo;
    const gradient = stock({ inputs: { dy: weighed, input }, attrs: attrs!, backend });
    dispose(weights);
    dispose(weighed);
    return gradient;
  };
}

/** How many places of each window along a side are inside the image. */
function insideOf(
  windows: number,
  stride: number,
  { before, window, size }: { readonly before: number; readonly window: number; readonly size: number },
): readonly number[] {
  return Array.from({ length: windows }, (_, i) => {
    const first = i * stride - before;
    return Math.min(first + window, size) - Math.max(first, 0);
  });
}

/** How the stock backends store data. */
type DataStore = Pick<KernelBackend, 'write' | 'disposeData'>;

const dataOf = (backend: DataStore) => ({
  write: (values: Float32Array, shape: number[]): TensorInfo => ({
    dataId: backend.write(values, shape, 'float32'),
    shape,
    dtype: 'float32',
  }),
  dispose: ({ dataId }: TensorInfo): void => {
    backend.disposeData(dataId);
  },
});
