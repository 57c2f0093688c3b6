import { util } from '@tensorflow/tfjs-core';
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { ColumnSums, GpuBackend } from './programs.js';
import { addShares, runElementwise, sumColumns } from './programs.js';

/** Means over all axes but the last. */
function meansOf(backend: GpuBackend, sums: ColumnSums, { shape }: TensorInfo): TensorInfo {
  const columns = shape.at(-1)!;
  const shares = sumColumns(backend, sums);
  const means = addShares(backend, shares, { shape: [columns], scale: columns / util.sizeFromShape(shape) });
  backend.disposeData(shares.dataId);
  return means;
}

/**
 * relu(x̂ + offset), x̂ each channel of x with mean 0 and variance 1.
 *
 * @returns the output, and mean and population variance of each channel of x
 */
export const batchNormRelu: KernelFunc = ({ inputs, attrs, backend }) => {
  const { x, offset } = inputs as Record<'x' | 'offset', TensorInfo>;
  const { epsilon } = attrs as { epsilon: number };
  const gpu = backend as unknown as GpuBackend;
  const mean = meansOf(gpu, { key: 'ColumnSums', inputs: { x }, terms: ['x[at]'] }, x);
  const variance = meansOf(
    gpu,
    {
      key: 'ColumnSquares',
      inputs: { x, mean },
      terms: ['(x[at] - mean[channel]) * (x[at] - mean[channel])'],
    },
    x,
  );
  const output = runElementwise(gpu, {
    key: 'BatchNormRelu',
    inputs: { x, offset, mean, variance },
    uniforms: { epsilon },
    expression:
      'relu((x[index] - mean[channel]) / sqrt(variance[channel] + uniforms.epsilon) + offset[channel])',
  });
  return [output, mean, variance];
};

/**
 * The gradients of the above with respect to x and the offset.
 *
 * With dz = dy where the output is positive, n positions, c = x − mean and v = variance + ε:
 * dx = (dz − Σdz / n − c / v · Σ(dz · c) / n) / √v.
 */
export const batchNormReluGrad: KernelFunc = ({ inputs, attrs, backend }) => {
  const { dy, y, x, mean, variance } = inputs as Record<'dy' | 'y' | 'x' | 'mean' | 'variance', TensorInfo>;
  const { epsilon } = attrs as { epsilon: number };
  const gpu = backend as unknown as GpuBackend;
  const shape = [x.shape.at(-1)!];
  const slope = 'select(0.0, dy[at], y[at] > 0.0)';
  const shares = sumColumns(gpu, {
    key: 'BatchNormSlopes',
    inputs: { x, dy, y, mean },
    terms: [slope, `${slope} * (x[at] - mean[channel])`],
  });
  const dOffset = addShares(gpu, shares, { shape, part: 0 });
  const projection = addShares(gpu, shares, { shape, part: 1 });
  gpu.disposeData(shares.dataId);
  const dx = runElementwise(gpu, {
    key: 'BatchNormReluGrad',
    inputs: { x, dy, y, mean, variance, total: dOffset, projection },
    uniforms: { epsilon, perPosition: shape[0]! / util.sizeFromShape(x.shape) },
    expression: `(
      select(0.0, dy[index], y[index] > 0.0)
      - (total[channel] + (x[index] - mean[channel]) * projection[channel] / (variance[channel] + uniforms.epsilon))
        * uniforms.perPosition
    ) / sqrt(variance[channel] + uniforms.epsilon)`,
  });
  gpu.disposeData(projection.dataId);
  return [dx, dOffset];
};
