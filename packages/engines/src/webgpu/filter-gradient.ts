import { backend_util, util } from '@tensorflow/tfjs-core';
import type { Conv2DBackpropFilterAttrs, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

type GradientBackend = Pick<WebGPUBackend, 'runWebGPUProgram' | 'disposeData'>;
type Convolution = backend_util.Conv2DInfo;

/** A workgroup's invocations, along the rows and the columns of its tile. */
const SIDE = 16;
/** Numbers of the tile that an invocation computes, one below the other. */
const ROWS_EACH = 4;
const TILE_ROWS = SIDE * ROWS_EACH;
/** Positions whose values a workgroup holds at a time. */
const POSITIONS = 16;
/** A share is worth its overhead from so many positions on. */
const MIN_SHARE = 16 * POSITIONS;
/** Workgroups that keep a large GPU busy. */
const BUSY = 1024;
const MAX_SHARES = 128;
/** One invocation of the adding program for each number. */
const ADDERS = 64;

/**
 * The gradient as a matrix product: rows are the filter's weights for one output channel (height × width × input
 * channels), columns its output channels, and the inner dimension the positions of the output (images × height ×
 * width). It is the longest by far, so it is split into shares; a workgroup computes one tile of one share.
 */
const shareShader = (columnsEach: number): string => {
  const tileColumns = SIDE * columnsEach;
  return `
  var<workgroup> patches : array<array<f32, ${TILE_ROWS}>, ${POSITIONS}>;
  var<workgroup> slopes : array<array<f32, ${tileColumns}>, ${POSITIONS}>;
  // Row and column of the image where the filter lies at a position, and the image's first pixel; by turns.
  var<workgroup> corners : array<array<vec3<i32>, ${POSITIONS}>, 2>;

  fn cornerOf(position : i32) -> vec3<i32> {
    let perImage = uniforms.dyShape.y * uniforms.dyShape.z;
    let image = position / perImage;
    let row = (position - image * perImage) / uniforms.dyShape.z;
    let column = position - image * perImage - row * uniforms.dyShape.z;
    let corner = vec2<i32>(row, column) * uniforms.strides - uniforms.pads;
    return vec3<i32>(corner, image * uniforms.xShape.y * uniforms.xShape.z);
  }

  fn main() {
    let own = i32(localIndex);
    let channels = uniforms.xShape.w;
    let rows = uniforms.outShape.y;
    let columns = uniforms.outShape.z;
    let firstRow = i32(workgroupId.y) * ${TILE_ROWS};
    let firstColumn = i32(workgroupId.x) * ${tileColumns};
    let begin = i32(workgroupId.z) * uniforms.steps * ${POSITIONS};
    let end = min(begin + uniforms.steps * ${POSITIONS}, uniforms.positions);

    // What this invocation brings in is of one weight, and of one output channel.
    let patchLane = own % ${TILE_ROWS};
    let weight = firstRow + patchLane;
    let tap = weight / channels;
    let offset = vec2<i32>(tap / uniforms.filterWidth, tap % uniforms.filterWidth);
    let channel = weight % channels;
    let slopeLane = own % ${tileColumns};
    let outputChannel = firstColumn + slopeLane;

    let tileRow = own / ${SIDE};
    let tileColumn = own % ${SIDE};
    var sums : array<array<f32, ${columnsEach}>, ${ROWS_EACH}>;
    if (own < ${POSITIONS}) {
      corners[0][own] = cornerOf(begin + own);
    }
    workgroupBarrier();
    var turn = 0;
    // As many steps in every workgroup, which barriers ask for.
    for (var step = 0; step < uniforms.steps; step++) {
      let first = begin + step * ${POSITIONS};
      for (var i = own / ${TILE_ROWS}; i < ${POSITIONS}; i += ${(SIDE * SIDE) / TILE_ROWS}) {
        let corner = corners[turn][i];
        let at = corner.xy + offset;
        var value = 0.0;
        if (weight < rows && first + i < end && coordsInBounds2D(at, uniforms.xShape.yz)) {
          value = x[(corner.z + at.x * uniforms.xShape.z + at.y) * channels + channel];
        }
        patches[i][patchLane] = value;
      }
      for (var i = own / ${tileColumns}; i < ${POSITIONS}; i += ${(SIDE * SIDE) / tileColumns}) {
        var value = 0.0;
        if (outputChannel < columns && first + i < end) {
          value = dy[(first + i) * columns + outputChannel];
        }
        slopes[i][slopeLane] = value;
      }
      turn = 1 - turn;
      if (own < ${POSITIONS}) {
        corners[turn][own] = cornerOf(first + ${POSITIONS} + own);
      }
      workgroupBarrier();
      for (var i = 0; i < ${POSITIONS}; i++) {
        for (var row = 0; row < ${ROWS_EACH}; row++) {
          let patchValue = patches[i][row * ${SIDE} + tileRow];
          for (var column = 0; column < ${columnsEach}; column++) {
            sums[row][column] = fma(patchValue, slopes[i][column * ${SIDE} + tileColumn], sums[row][column]);
          }
        }
      }
      workgroupBarrier();
    }
    for (var row = 0; row < ${ROWS_EACH}; row++) {
      for (var column = 0; column < ${columnsEach}; column++) {
        let outRow = firstRow + row * ${SIDE} + tileRow;
        let outColumn = firstColumn + column * ${SIDE} + tileColumn;
        if (outRow < rows && outColumn < columns) {
          setOutputAtIndex((i32(workgroupId.z) * rows + outRow) * columns + outColumn, sums[row][column]);
        }
      }
    }
  }
`;
};

const SUM_SHADER = `
  fn main(index : i32) {
    if (index < uniforms.size) {
      var sum = 0.0;
      for (var at = index; at < uniforms.size * uniforms.sharesShape.x; at += uniforms.size) {
        sum += shares[at];
      }
      setOutputAtIndex(index, sum);
    }
  }
`;

/** Columns of a tile that an invocation computes: those that leave less of the tiles empty, the more the better. */
function chooseColumnsEach(outChannels: number): number {
  const padded = (columnsEach: number) => Math.ceil(outChannels / (SIDE * columnsEach)) * columnsEach;
  return padded(4) <= padded(2) ? 4 : 2;
}

/** The products of each share: shares × weights × output channels. How they are split depends on the shapes alone. */
function runShares(backend: GradientBackend, x: TensorInfo, dy: TensorInfo, conv: Convolution): TensorInfo {
  const rows = conv.filterHeight * conv.filterWidth * conv.inChannels;
  const positions = conv.batchSize * conv.outHeight * conv.outWidth;
  const columnsEach = chooseColumnsEach(conv.outChannels);
  const tiles = [Math.ceil(conv.outChannels / (SIDE * columnsEach)), Math.ceil(rows / TILE_ROWS)] as const;
  const wanted = Math.min(
    MAX_SHARES,
    Math.ceil(positions / MIN_SHARE),
    Math.ceil(BUSY / (tiles[0] * tiles[1])),
  );
  const steps = Math.ceil(positions / wanted / POSITIONS);
  const shares = Math.ceil(positions / (steps * POSITIONS));
  return backend.runWebGPUProgram(
    {
      shaderKey: `filterGradientShares${String(columnsEach)}`,
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

function addShares(backend: GradientBackend, shares: TensorInfo, shape: number[]): TensorInfo {
  return backend.runWebGPUProgram(
    {
      shaderKey: 'filterGradientSum',
      variableNames: ['shares'],
      outputShape: shape,
      size: true,
      workgroupSize: [ADDERS, 1, 1],
      dispatchLayout: { x: [0, 1, 2, 3] },
      dispatch: [Math.ceil(util.sizeFromShape(shape) / ADDERS), 1, 1],
      getUserCode: () => SUM_SHADER,
    },
    [shares],
    'float32',
  );
}

/**
 * Gradient of a convolution's filter, as a product in tiles. In the stock kernel one invocation adds up everything for
 * a weight, which leaves a GPU idle and rounds worse. Sums are in an order that the shapes fix.
 *
 * @param stock takes images whose channels come first, which Rote has none of
 */
export function createFilterGradient(stock: KernelFunc): KernelFunc {
  return (call) => {
    const { x, dy } = call.inputs as Record<'x' | 'dy', TensorInfo>;
    const attrs = call.attrs as unknown as Conv2DBackpropFilterAttrs;
    if (attrs.dataFormat !== 'NHWC') return stock(call);
    const backend = call.backend as unknown as GradientBackend;
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
    const gradient = addShares(backend, shares, conv.filterShape);
    backend.disposeData(shares.dataId);
    return gradient;
  };
}
