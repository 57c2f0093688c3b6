import { backend_util } from '@tensorflow/tfjs-core';
import type { Conv2DBackpropFilterAttrs, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { GpuBackend } from './programs.js';
import { addShares, MAX_SHARES } from './programs.js';
import {
  addProducts,
  beginSums,
  chooseColumnsEach,
  declareHeld,
  DEPTH,
  forEachIndex,
  forEachSum,
  SIDE,
  TILE_ROWS,
} from './tile.js';

/** With at least this many positions, a share is worth its overhead. */
const MIN_SHARE = 16 * DEPTH;
/** Number of workgroups that keep a large GPU busy. */
const BUSY = 1024;

/** WGSL for each position along the inner dimension that an invocation loads, if `lanes` of them lie side by side. */
const forEachPosition = (lanes: number, code: string): string => {
  const lines = (SIDE * SIDE) / lanes;
  return forEachIndex(DEPTH / lines, (i) => `{ let i = own / ${lanes} + ${i * lines}; ${code} }`);
};

/**
 * The gradient as a matrix product: rows are the filter's weights for one output channel (height × width × input
 * channels), columns its output channels, and the inner dimension the positions of the output (images × height ×
 * width). The inner dimension is by far the longest, so it is split into shares; a workgroup computes one tile of one
 * share.
 */
const shareShader = (columnsEach: number): string => {
  const tileColumns = SIDE * columnsEach;
  return `
  ${declareHeld(columnsEach)}
  // Row and column of the image under the filter at a position, and the image's first pixel; double-buffered.
  var<workgroup> corners : array<array<vec3<i32>, ${DEPTH}>, 2>;

  fn cornerOf(position : i32) -> vec3<i32> {
    let perImage = uniforms.dyShape.y * uniforms.dyShape.z;
    let image = position / perImage;
    let row = (position - image * perImage) / uniforms.dyShape.z;
    let column = position - image * perImage - row * uniforms.dyShape.z;
    let corner = vec2<i32>(row, column) * uniforms.strides - uniforms.pads;
    return vec3<i32>(corner, image * uniforms.xShape.y * uniforms.xShape.z);
  }

  fn main() {
    ${beginSums(columnsEach)}
    let channels = uniforms.xShape.w;
    let rows = uniforms.outShape.y;
    let columns = uniforms.outShape.z;
    let firstRow = i32(workgroupId.y) * ${TILE_ROWS};
    let firstColumn = i32(workgroupId.x) * ${tileColumns};
    let begin = i32(workgroupId.z) * uniforms.steps * ${DEPTH};
    let end = min(begin + uniforms.steps * ${DEPTH}, uniforms.positions);

    // This invocation loads values of one weight and of one output channel.
    let weightLane = own % ${TILE_ROWS};
    let weight = firstRow + weightLane;
    let tap = weight / channels;
    let offset = vec2<i32>(tap / uniforms.filterWidth, tap % uniforms.filterWidth);
    let channel = weight % channels;
    let outputLane = own % ${tileColumns};
    let outputChannel = firstColumn + outputLane;

    if (own < ${DEPTH}) {
      corners[0][own] = cornerOf(begin + own);
    }
    workgroupBarrier();
    var turn = 0;
    // The bound is a uniform: a compiler must see that all invocations reach the barriers.
    for (var step = 0; step < uniforms.steps; step++) {
      let first = begin + step * ${DEPTH};
      ${forEachPosition(
        TILE_ROWS,
        `
        let corner = corners[turn][i];
        let at = corner.xy + offset;
        var value = 0.0;
        if (weight < rows && first + i < end && coordsInBounds2D(at, uniforms.xShape.yz)) {
          value = x[(corner.z + at.x * uniforms.xShape.z + at.y) * channels + channel];
        }
        left[i][weightLane] = value;`,
      )}
      ${forEachPosition(
        tileColumns,
        `
        var value = 0.0;
        if (outputChannel < columns && first + i < end) {
          value = dy[(first + i) * columns + outputChannel];
        }
        right[i][outputLane] = value;`,
      )}
      turn = 1 - turn;
      if (own < ${DEPTH}) {
        corners[turn][own] = cornerOf(first + ${DEPTH} + own);
      }
      workgroupBarrier();
      ${addProducts(columnsEach)}
      workgroupBarrier();
    }
    ${forEachSum(
      columnsEach,
      (sum, row, column) => `
    if (firstRow + ${row} < rows && firstColumn + ${column} < columns) {
      setOutputAtIndex((i32(workgroupId.z) * rows + firstRow + ${row}) * columns + firstColumn + ${column}, ${sum});
    }`,
    )}
  }
`;
};

/** The products of each share: shares × weights × output channels. The split depends only on the shapes. */
function runShares(
  backend: GpuBackend,
  x: TensorInfo,
  dy: TensorInfo,
  conv: backend_util.Conv2DInfo,
): TensorInfo {
  const rows = conv.filterHeight * conv.filterWidth * conv.inChannels;
  const positions = conv.batchSize * conv.outHeight * conv.outWidth;
  const columnsEach = chooseColumnsEach(conv.outChannels);
  const tiles = [Math.ceil(conv.outChannels / (SIDE * columnsEach)), Math.ceil(rows / TILE_ROWS)] as const;
  const wanted = Math.min(
    MAX_SHARES,
    Math.ceil(positions / MIN_SHARE),
    Math.ceil(BUSY / (tiles[0] * tiles[1])),
  );
  const steps = Math.ceil(positions / wanted / DEPTH);
  const shares = Math.ceil(positions / (steps * DEPTH));
  return backend.runWebGPUProgram(
    {
      shaderKey: `roteFilterGradient${columnsEach}`,
      variableNames: ['x', 'dy'],
      uniforms: 'strides : vec2<i32>, pads : vec2<i32>, filterWidth : i32, positions : i32, steps : i32,',
      outputShape: [shares, rows, conv.outChannels],
      workgroupSize: [SIDE, SIDE, 1],
      dispatchLayout: { x: [2], y: [1], z: [0] },
      dispatch: [...tiles, shares],
      getUserCode: () => shareShader(columnsEach),
    },
    [x, dy],
    'float32',
    [
      { type: 'int32', data: [conv.strideHeight, conv.strideWidth] },
      { type: 'int32', data: [conv.padInfo.top, conv.padInfo.left] },
      { type: 'int32', data: [conv.filterWidth] },
      { type: 'int32', data: [positions] },
      { type: 'int32', data: [steps] },
    ],
  );
}

/**
 * Gradient of a convolution's filter, as a product in tiles. In the stock kernel, one invocation adds up everything for
 * a weight, which leaves a GPU idle and is less accurate. The shapes fix the order of the sums.
 *
 * @param stock for images whose channels come first, which Rote does not use
 */
export function createFilterGradient(stock: KernelFunc): KernelFunc {
  return (call) => {
    const { x, dy } = call.inputs as Record<'x' | 'dy', TensorInfo>;
    const attrs = call.attrs as unknown as Conv2DBackpropFilterAttrs;
    if (attrs.dataFormat !== 'NHWC') return stock(call);
    const backend = call.backend as unknown as GpuBackend;
    const conv = backend_util.computeConv2DInfo(
      x.shape as [number, number, number, number],
      attrs.filterShape,
      attrs.strides,
      1,
      attrs.pad,
      attrs.dimRoundingMode,
    );
    const shares = runShares(backend, x, dy, conv);
    if (shares.shape[0] === 1) return { ...shares, shape: conv.filterShape };
    const gradient = addShares(backend, shares, { shape: conv.filterShape });
    backend.disposeData(shares.dataId);
    return gradient;
  };
}
