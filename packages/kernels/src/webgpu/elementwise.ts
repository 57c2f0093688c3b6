import { util } from '@tensorflow/tfjs-core';
import type { FusedKernelFunc } from '../fused/fused-kernel-table.js';
import type { GpuBackend } from './programs.js';
import { addShares, runElementwise, sumColumns } from './programs.js';

/** dy where the output is positive, 0 elsewhere. */
export const reluGrad: FusedKernelFunc<'ReluGrad', GpuBackend> = ({ inputs: { dy, y }, backend }) => [
  runElementwise(backend, {
    key: 'ReluGrad',
    inputs: { dy, y },
    expression: 'select(0.0, dy[index], y[index] > 0.0)',
  }),
];

/** relu(x + bias). */
export const biasAddRelu: FusedKernelFunc<'BiasAddRelu', GpuBackend> = ({ inputs: { x, bias }, backend }) => [
  runElementwise(backend, {
    key: 'BiasAddRelu',
    inputs: { x, bias },
    expression: 'relu(x[index] + bias[channel])',
  }),
];

/** relu(x · scale + shift). */
export const scaleRelu: FusedKernelFunc<'ScaleRelu', GpuBackend> = ({
  inputs: { x, scale, shift },
  backend,
}) => [
  runElementwise(backend, {
    key: 'ScaleRelu',
    inputs: { x, scale, shift },
    expression: 'relu(x[index] * scale[channel] + shift[channel])',
  }),
];

/** v ← momentum · v + gradient, w ← w − rate · v. */
export const applyMomentum: FusedKernelFunc<'ApplyMomentum', GpuBackend> = ({ inputs, attrs, backend }) => {
  const { weights, velocity, gradient, learningRate } = inputs;
  const { momentum } = attrs;
  const updated = runElementwise(backend, {
    key: 'Momentum',
    inputs: { velocity, gradient },
    uniforms: { momentum },
    expression: 'velocity[index] * uniforms.momentum + gradient[index]',
  });
  const moved = runElementwise(backend, {
    key: 'MomentumStep',
    inputs: { weights, velocity: updated, rate: learningRate },
    expression: 'weights[index] - velocity[index] * rate[0]',
  });
  return [moved, updated];
};

/** The sums over all axes but the last. */
export const columnSums: FusedKernelFunc<'ColumnSums', GpuBackend> = ({ inputs: { x }, backend }) => {
  const columns = x.shape.at(-1)!;
  const shares = sumColumns(backend, { key: 'ColumnSums', inputs: { x }, terms: ['x[at]'] });
  if (util.sizeFromShape(shares.shape) === columns) return [{ ...shares, shape: [columns] }];
  const sums = addShares(backend, shares, { shape: [columns] });
  backend.disposeData(shares.dataId);
  return [sums];
};
