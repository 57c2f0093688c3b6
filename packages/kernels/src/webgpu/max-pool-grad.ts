import { backend_util, util } from '@tensorflow/tfjs-core';
import type { KernelFunc, MaxPoolGradAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import type { GpuBackend } from './programs.js';
import { WORKGROUP } from './programs.js';

/**
 * Each invocation gathers the gradient of one input value: over the windows that contain it, it adds dy wherever the
 * value is the window's first maximum.
 */
const SHADER = `
  fn isFirstMaximum(batch : i32, channel : i32, own : vec2<i32>, corner : vec2<i32>) -> bool {
    let value = getX(batch, own.x, own.y, channel);
    let begin = max(corner, vec2<i32>(0));
    let end = min(corner + uniforms.filterDims, uniforms.xShape.yz);
    for (var row = begin.x; row < end.x; row++) {
      for (var column = begin.y; column < end.y; column++) {
        let other = getX(batch, row, column, channel);
        let isBefore = row < own.x || (row == own.x && column < own.y);
        if (other > value || (isBefore && other == value)) {
          return false;
        }
      }
    }
    return true;
  }

  fn main(index : i32) {
    if (index < uniforms.size) {
      let coords = getCoordsFromIndex(index);
      let own = coords.yz;
      let padded = own + uniforms.pads;
      let first = max(padded - uniforms.filterDims + uniforms.strides, vec2<i32>(0)) / uniforms.strides;
      let last = min(padded / uniforms.strides, uniforms.dyShape.yz - 1);
      var gradient = 0.0;
      for (var row = first.x; row <= last.x; row++) {
        for (var column = first.y; column <= last.y; column++) {
          let corner = vec2<i32>(row, column) * uniforms.strides - uniforms.pads;
          if (isFirstMaximum(coords.x, coords.w, own, corner)) {
            gradient += getDy(coords.x, row, column, coords.w);
          }
        }
      }
      setOutputAtIndex(index, gradient);
    }
  }
`;

/**
 * Gradient of max pooling. If values tie, the first of the window receives the gradient, as on the other engines; the
 * stock kernel gives it to the last.
 */
export const maxPoolGrad: KernelFunc = ({ inputs, attrs, backend }) => {
  const { dy, input } = inputs as Record<'dy' | 'input', TensorInfo>;
  const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as MaxPoolGradAttrs;
  const shape = input.shape as [number, number, number, number];
  const pool = backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  return (backend as unknown as GpuBackend).runWebGPUProgram(
    {
      shaderKey: 'firstMaxPoolGrad',
      variableNames: ['x', 'dy'],
      uniforms: 'strides : vec2<i32>, pads : vec2<i32>, filterDims : vec2<i32>,',
      outputShape: shape,
      size: true,
      workgroupSize: [WORKGROUP, 1, 1],
      dispatchLayout: { x: [0, 1, 2, 3] },
      dispatch: [Math.ceil(util.sizeFromShape(shape) / WORKGROUP), 1, 1],
      getUserCode: () => SHADER,
    },
    [input, dy],
    'float32',
    [
      { type: 'int32', data: [pool.strideHeight, pool.strideWidth] },
      { type: 'int32', data: [pool.padInfo.top, pool.padInfo.left] },
      { type: 'int32', data: [pool.filterHeight, pool.filterWidth] },
    ],
  );
};
