import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { FusedKernelFunc } from '../fused/fused-kernel-table.js';
import { floatsAt, pointerTo, withScratch } from './heap.js';
import type { KernelContext } from './kernel-context.js';
import { FLOAT } from './matrix-product.js';

/** The number of channels and positions of [images, height, width, channels]. */
function sizesOf({ shape }: TensorInfo): { readonly rows: number; readonly columns: number } {
  const columns = shape.at(-1)!;
  if (columns % 4 !== 0)
    throw new Error(`batch normalization on wasm needs a multiple of four channels, got ${columns}`);
  return { rows: shape.slice(0, -1).reduce((product, extent) => product * extent, 1), columns };
}

/**
 * relu(x̂ + offset), where x̂ is each channel of x with mean 0 and variance 1.
 *
 * @returns the output, and the mean and population variance of each channel of x
 */
export function createBatchNormRelu({ backend, kernels }: KernelContext): FusedKernelFunc<'BatchNormRelu'> {
  return ({ inputs: { x, offset }, attrs: { epsilon } }) => {
    const { rows, columns } = sizesOf(x);
    const makeOutput = (shape: number[]) => backend.makeOutput(shape, 'float32');
    const outputs = [makeOutput(x.shape), makeOutput([columns]), makeOutput([columns])] as const;
    const bytes = columns * FLOAT;
    withScratch(backend, [bytes, bytes], (scale, shift) => {
      const [from, beta, y, mean, variance] = [x, offset, ...outputs].map((tensor) =>
        pointerTo(backend, tensor),
      ) as [number, number, number, number, number];
      kernels.columnMoments(from, rows, columns, mean, variance);
      const view = (pointer: number) => floatsAt(backend, pointer, columns);
      const [scales, shifts, betas, means] = [view(scale), view(shift), view(beta), view(mean)];
      view(variance).forEach((value, i) => {
        scales[i] = 1 / Math.sqrt(value + epsilon);
        shifts[i] = betas[i]! - means[i]! * scales[i];
      });
      kernels.scaleColumns(from, scale, shift, y, rows, columns, 0);
    });
    return outputs;
  };
}

/**
 * The gradients of the above with respect to x and the offset.
 *
 * With dz = dy where the output is positive, n positions and s = 1 / √(variance + ε):
 * dx = s · (dz − Σdz / n − x̂ · Σ(dz · x̂) / n), which is linear in dz and x.
 */
export function createBatchNormReluGrad({
  backend,
  kernels,
}: KernelContext): FusedKernelFunc<'BatchNormReluGrad'> {
  return ({ inputs: { dy, y, x, mean, variance }, attrs: { epsilon } }) => {
    const { rows, columns } = sizesOf(x);
    const dx = backend.makeOutput(x.shape, 'float32');
    const dOffset = backend.makeOutput([columns], 'float32');
    const bytes = columns * FLOAT;
    withScratch(backend, [bytes, bytes, bytes], (scale, slope, shift) => {
      const pointers = [dy, y, x].map((tensor) => pointerTo(backend, tensor)) as [number, number, number];
      const [centre, sums] = [pointerTo(backend, mean), pointerTo(backend, dOffset)];
      // The projections are stored where the slopes will be.
      kernels.batchNormGradientSums(...pointers, centre, rows, columns, sums, slope);
      const view = (pointer: number) => floatsAt(backend, pointer, columns);
      const [scales, slopes, shifts] = [view(scale), view(slope), view(shift)];
      const [means, totals] = [view(centre), view(sums)];
      view(pointerTo(backend, variance)).forEach((value, i) => {
        const inverse = 1 / Math.sqrt(value + epsilon);
        const steepness = (-(inverse ** 3) * slopes[i]!) / rows;
        scales[i] = inverse;
        slopes[i] = steepness;
        shifts[i] = (-inverse * totals[i]!) / rows - steepness * means[i]!;
      });
      kernels.batchNormGradient(...pointers, scale, slope, shift, pointerTo(backend, dx), rows, columns);
    });
    return [dx, dOffset];
  };
}
