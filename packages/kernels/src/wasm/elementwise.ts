import { util } from '@tensorflow/tfjs-core';
import type { FusedKernelFunc } from '../fused/fused-kernel-table.js';
import { float32View, pointerTo } from './heap.js';
import type { KernelContext } from './kernel-context.js';

/** dy where the output y of a ReLU is positive, 0 elsewhere. */
export function createReluGrad({ backend, kernels }: KernelContext): FusedKernelFunc<'ReluGrad'> {
  return ({ inputs: { dy, y } }) => {
    const gradient = backend.makeOutput(y.shape, 'float32');
    const [from, output, to] = [dy, y, gradient].map((tensor) => pointerTo(backend, tensor));
    kernels.reluGradient(from!, output!, to!, util.sizeFromShape(y.shape));
    return [gradient];
  };
}

/** x + bias over the last axis, but no less than `least`: 0 for a ReLU. */
export function createBiasAdd(
  { backend, kernels }: KernelContext,
  least = -Infinity,
): FusedKernelFunc<'BiasAdd' | 'BiasAddRelu'> {
  return ({ inputs: { x, bias } }) => {
    const sum = backend.makeOutput(x.shape, 'float32');
    const [from, addend, to] = [x, bias, sum].map((tensor) => pointerTo(backend, tensor));
    const columns = x.shape.at(-1)!;
    kernels.addBias(from!, addend!, to!, util.sizeFromShape(x.shape) / columns, columns, least);
    return [sum];
  };
}

/** max(x · scale + shift, 0), with a scale and shift for each column of the last axis. */
export function createScaleRelu({ backend, kernels }: KernelContext): FusedKernelFunc<'ScaleRelu'> {
  return ({ inputs: { x, scale, shift } }) => {
    const y = backend.makeOutput(x.shape, 'float32');
    const columns = x.shape.at(-1)!;
    const pointers = [x, scale, shift, y].map((tensor) => pointerTo(backend, tensor));
    kernels.scaleColumns(
      ...(pointers as [number, number, number, number]),
      util.sizeFromShape(x.shape) / columns,
      columns,
      0,
    );
    return [y];
  };
}

/** One step of gradient descent with momentum; returns the new weights and the new velocity. */
export function createApplyMomentum({ backend, kernels }: KernelContext): FusedKernelFunc<'ApplyMomentum'> {
  return ({ inputs: { weights, velocity, gradient, learningRate }, attrs: { momentum } }) => {
    const moved = backend.makeOutput(weights.shape, 'float32');
    const updated = backend.makeOutput(velocity.shape, 'float32');
    const rate = float32View(backend, learningRate)[0]!;
    const pointers = [weights, velocity, gradient, moved, updated].map((tensor) =>
      pointerTo(backend, tensor),
    );
    const [w, v, g, newWeights, newVelocity] = pointers as [number, number, number, number, number];
    kernels.applyMomentum(
      w,
      v,
      g,
      rate,
      momentum,
      newWeights,
      newVelocity,
      util.sizeFromShape(weights.shape),
    );
    return [moved, updated];
  };
}
