import { util } from '@tensorflow/tfjs-core';
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { GpuBackend } from './programs.js';
import { addShares, runElementwise, sumColumns } from './programs.js';

/** dy where the output is positive. */
export const reluGrad: KernelFunc = ({ inputs, backend }) => {
  const { dy, y } = inputs as Record<'dy' | 'y', TensorInfo>;
  return runElementwise(backend as unknown as GpuBackend, {
    key: 'ReluGrad',
    inputs: { dy, y },
    expression: 'select(0.0, dy[index], y[index] > 0.0)',
  });
};

/** relu(x + bias). */
export const biasAddRelu: KernelFunc = ({ inputs, backend }) => {
  const { x, bias } = inputs as Record<'x' | 'bias', TensorInfo>;
  return runElementwise(backend as unknown as GpuBackend, {
    key: 'BiasAddRelu',
    inputs: { x, bias },
    expression: 'relu(x[index] + bias[channel])',
  });
};

/** relu(x · scale + shift). */
export const scaleRelu: KernelFunc = ({ inputs, backend }) => {
  const { x, scale, shift } = inputs as Record<'x' | 'scale' | 'shift', TensorInfo>;
  return runElementwise(backend as unknown as GpuBackend, {
    key: 'ScaleRelu',
    inputs: { x, scale, shift },
    expression: 'relu(x[index] * scale[channel] + shift[channel])',
  });
};

/** v ← momentum · v + gradient, w ← w − rate · v. */
export const applyMomentum: KernelFunc = ({ inputs, attrs, backend }) => {
  const { weights, velocity, gradient, learningRate } = inputs as Record<
    'weights' | 'velocity' | 'gradient' | 'learningRate',
    TensorInfo
  >;
  const { momentum } = attrs as { momentum: number };
  const gpu = backend as unknown as GpuBackend;
  const updated = runElementwise(gpu, {
    key: 'Momentum',
    inputs: { velocity, gradient },
    uniforms: { momentum },
    expression: 'velocity[index] * uniforms.momentum + gradient[index]',
  });
  const moved = runElementwise(gpu, {
    key: 'MomentumStep',
    inputs: { weights, velocity: updated, rate: learningRate },
    expression: 'weights[index] - velocity[index] * rate[0]',
  });
  return [moved, updated];
};

/** The sums over all axes but the last. */
export const columnSums: KernelFunc = ({ inputs, backend }) => {
  const { x } = inputs as Record<'x', TensorInfo>;
  const gpu = backend as unknown as GpuBackend;
  const columns = x.shape.at(-1)!;
  const shares = sumColumns(gpu, { key: 'ColumnSums', inputs: { x }, terms: ['x[at]'] });
  if (util.sizeFromShape(shares.shape) === columns) return { ...shares, shape: [columns] };
  const sums = addShares(gpu, shares, { shape: [columns] });
  gpu.disposeData(shares.dataId);
  return sums;
};
