import { util } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { FusedKernelFunc } from '../fused/fused-kernel-table.js';
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
 * relu(x̂ + offset), where x̂ is each channel of x with mean 0 and variance 1.
 *
 * @returns the output, and the mean and population variance of each channel of x
 */
export const batchNormRelu: FusedKernelFunc<'BatchNormRelu', GpuBackend> = ({ inputs, attrs, backend }) => {
  const { x, offset } = inputs;
  const { epsilon } = attrs;
  const mean = meansOf(backend, { key: 'ColumnSums', inputs: { x }, terms: ['x[at]'] }, x);
  const variance = meansOf(
    backend,
    {
      key: 'ColumnSquares',
      inputs: { x, mean },
      terms: ['(x[at] - mean[channel]) * (x[at] - mean[channel])'],
    },
    x,
  );
  const output = runElementwise(backend, {
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
export const batchNormReluGrad: FusedKernelFunc<'BatchNormReluGrad', GpuBackend> = ({
  inputs,
  attrs,
  backend,
}) => {
  const { dy, y, x, mean, variance } = inputs;
  const { epsilon } = attrs;
  const shape = [x.shape.at(-1)!];
  const slope = 'select(0.0, dy[at], y[at] > 0.0)';
  const shares = sumColumns(backend, {
    key: 'BatchNormSlopes',
    inputs: { x, dy, y, mean },
    terms: [slope, `${slope} * (x[at] - mean[channel])`],
  });
  const dOffset = addShares(backend, shares, { shape, part: 0 });
  const projection = addShares(backend, shares, { shape, part: 1 });
  backend.disposeData(shares.dataId);
  const dx = runElementwise(backend, {
    key: 'BatchNormReluGrad',
    inputs: { x, dy, y, mean, variance, total: dOffset, projection },
    uniforms: { epsilon, perPosition: shape[0]! / util.sizeFromShape(x.shape) },
    expression: `(
      select(0.0, dy[index], y[index] > 0.0)
      - (total[channel] + (x[index] - mean[channel]) * projection[channel] / (variance[channel] + uniforms.epsilon))
        * uniforms.perPosition
    ) / sqrt(variance[channel] + uniforms.epsilon)`,
  });
  backend.disposeData(projection.dataId);
  return [dx, dOffset];
};
