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
 * relu(x̂ · scale + offset), where x̂ is each channel of x with mean 0 and variance 1.
 *
 * @returns the output, and the mean and population variance of each channel of x
 */
export const batchNormRelu: FusedKernelFunc<'BatchNormRelu', GpuBackend> = ({ inputs, attrs, backend }) => {
  const { x, scale, offset } = inputs;
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
    inputs: { x, scale, offset, mean, variance },
    uniforms: { epsilon },
    expression: `relu(
      (x[index] - mean[channel]) / sqrt(variance[channel] + uniforms.epsilon) * scale[channel] + offset[channel]
    )`,
  });
  return [output, mean, variance];
};

/**
 * The gradients of the above with respect to x, scale and offset.
 *
 * With dz = dy where the output is positive, n positions, x̂ = (x − mean) / √v and v = variance + ε:
 * dx = scale / √v · (dz − (dOffset + x̂ · dScale) / n), dScale = Σ(dz · x̂), dOffset = Σdz.
 *
 * What is the same for all positions is computed before: a shader may read seven tensors and write one.
 */
export const batchNormReluGrad: FusedKernelFunc<'BatchNormReluGrad', GpuBackend> = ({
  inputs,
  attrs,
  backend,
}) => {
  const { dy, y, x, scale, mean, variance } = inputs;
  const uniforms = { epsilon: attrs.epsilon };
  const shape = [x.shape.at(-1)!];
  const slope = 'select(0.0, dy[at], y[at] > 0.0)';
  const shares = sumColumns(backend, {
    key: 'BatchNormSlopes',
    inputs: { x, dy, y, mean },
    terms: [slope, `${slope} * (x[at] - mean[channel])`],
  });
  const dOffset = addShares(backend, shares, { shape, part: 0 });
  const projection = addShares(backend, shares, { shape, part: 1 });
  const dScale = runElementwise(backend, {
    key: 'BatchNormScaleGrad',
    inputs: { projection, variance },
    uniforms,
    expression: 'projection[index] / sqrt(variance[index] + uniforms.epsilon)',
  });
  const perX = runElementwise(backend, {
    key: 'BatchNormPerX',
    inputs: { projection, variance },
    uniforms,
    expression: 'projection[index] / (variance[index] + uniforms.epsilon)',
  });
  const steepness = runElementwise(backend, {
    key: 'BatchNormSteepness',
    inputs: { scale, variance },
    uniforms,
    expression: 'scale[index] / sqrt(variance[index] + uniforms.epsilon)',
  });
  const dx = runElementwise(backend, {
    key: 'BatchNormReluGrad',
    inputs: { x, dy, y, mean, total: dOffset, perX, steepness },
    uniforms: { perPosition: shape[0]! / util.sizeFromShape(x.shape) },
    expression: `(
      select(0.0, dy[index], y[index] > 0.0)
      - (total[channel] + (x[index] - mean[channel]) * perX[channel]) * uniforms.perPosition
    ) * steepness[channel]`,
  });
  for (const { dataId } of [shares, projection, perX, steepness]) backend.disposeData(dataId);
  return [dx, dScale, dOffset];
};
