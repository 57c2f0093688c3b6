import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { FusedKernelFunc } from '../fused/fused-kernel-table.js';
import { floatsAt, pointerTo, withScratch } from './heap.js';
import type { KernelContext } from './kernel-context.js';
import { FLOAT } from './matrix-product.js';

/** The number of channels and positions of [images, height, width, channels]. */
const sizesOf = ({ shape }: TensorInfo): { readonly rows: number; readonly columns: number } => ({
  rows: shape.slice(0, -1).reduce((product, extent) => product * extent, 1),
  columns: shape.at(-1)!,
});

/**
 * relu(x̂ · scale + offset), where x̂ is each channel of x with mean 0 and variance 1.
 *
 * @returns the output, and the mean and population variance of each channel of x
 */
export function createBatchNormRelu({ backend, kernels }: KernelContext): FusedKernelFunc<'BatchNormRelu'> {
  return ({ inputs: { x, scale, offset }, attrs: { epsilon } }) => {
    const { rows, columns } = sizesOf(x);
    const makeOutput = (shape: number[]) => backend.makeOutput(shape, 'float32');
    const outputs = [makeOutput(x.shape), makeOutput([columns]), makeOutput([columns])] as const;
    const bytes = columns * FLOAT;
    withScratch(backend, [bytes, bytes], (slope, shift) => {
      const [from, gamma, beta, y, mean, variance] = [x, scale, offset, ...outputs].map((tensor) =>
        pointerTo(backend, tensor),
      ) as [number, number, number, number, number, number];
      kernels.columnMoments(from, rows, columns, mean, variance);
      const view = (pointer: number) => floatsAt(backend, pointer, columns);
      const [slopes, shifts, means] = [view(slope), view(shift), view(mean)];
      const [gammas, betas] = [view(gamma), view(beta)];
      view(variance).forEach((value, i) => {
        slopes[i] = gammas[i]! / Math.sqrt(value + epsilon);
        shifts[i] = betas[i]! - means[i]! * slopes[i];
      });
      kernels.scaleColumns(from, slope, shift, y, rows, columns, 0);
    });
    return outputs;
  };
}

/**
 * The gradients of the above with respect to x, scale and offset.
 *
 * With dz = dy where the output is positive, n positions and s = 1 / √(variance + ε):
 * dx = scale · s · (dz − Σdz / n − x̂ · Σ(dz · x̂) / n), which is linear in dz and x; dScale = Σ(dz · x̂), dOffset = Σdz.
 */
export function createBatchNormReluGrad({
  backend,
  kernels,
}: KernelContext): FusedKernelFunc<'BatchNormReluGrad'> {
  return ({ inputs: { dy, y, x, scale, mean, variance }, attrs: { epsilon } }) => {
    const { rows, columns } = sizesOf(x);
    const dx = backend.makeOutput(x.shape, 'float32');
    const [dScale, dOffset] = [
      backend.makeOutput([columns], 'float32'),
      backend.makeOutput([columns], 'float32'),
    ];
    const bytes = columns * FLOAT;
    withScratch(backend, [bytes, bytes, bytes], (steepness, slope, shift) => {
      const pointers = [dy, y, x].map((tensor) => pointerTo(backend, tensor)) as [number, number, number];
      const [centre, sums, projections] = [mean, dOffset, dScale].map((tensor) =>
        pointerTo(backend, tensor),
      ) as [number, number, number];
      kernels.batchNormGradientSums(...pointers, centre, rows, columns, sums, projections);
      const view = (pointer: number) => floatsAt(backend, pointer, columns);
      const [ofDz, ofX, shifts] = [view(steepness), view(slope), view(shift)];
      const [means, totals, dScales] = [view(centre), view(sums), view(projections)];
      const gammas = view(pointerTo(backend, scale));
      view(pointerTo(backend, variance)).forEach((value, i) => {
        const inverse = 1 / Math.sqrt(value + epsilon);
        const perX = (-gammas[i]! * inverse ** 3 * dScales[i]!) / rows;
        ofDz[i] = gammas[i]! * inverse;
        ofX[i] = perX;
        shifts[i] = (-gammas[i]! * inverse * totals[i]!) / rows - perX * means[i]!;
        // Until here it holds Σ(dz · (x − mean)).
        dScales[i]! *= inverse;
      });
      const target = pointerTo(backend, dx);
      kernels.batchNormGradient(...pointers, steepness, slope, shift, target, rows, columns);
    });
    return [dx, dScale, dOffset];
  };
}
