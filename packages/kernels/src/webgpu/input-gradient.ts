import { backend_util } from '@tensorflow/tfjs-core';
import type { Conv2DBackpropInputAttrs, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { GpuBackend } from './programs.js';
import {
  addProducts,
  beginSums,
  chooseColumnsEach,
  declareHeld,
  DEPTH,
  forEachIndex,
  forEachSum,
  ROWS_EACH,
  SIDE,
  TILE_ROWS,
} from './tile.js';

/** Number of workgroups along one dimension that every device supports. */
const MAX_WORKGROUPS = 65_535;

/**
 * The gradient as a matrix product: rows are the positions of the input (images × height × width), columns its
 * channels, and the inner dimension the filter's weights for one of them (height × width × output channels).
 *
 * Neighboring invocations load neighboring elements of the inner dimension: output channels, which are adjacent in dy
 * and in the filter.
 */
const inputShader = (columnsEach: number, isStrided: boolean): string => `
  ${declareHeld(columnsEach)}

  // Image, row and column of a position of the input; the image is -1 outside the batch.
  fn placeOf(position : i32) -> vec3<i32> {
    let perImage = uniforms.outShape.y * uniforms.outShape.z;
    let image = position / perImage;
    let row = (position - image * perImage) / uniforms.outShape.z;
    let column = position - image * perImage - row * uniforms.outShape.z;
    return vec3<i32>(select(-1, image, image < uniforms.outShape.x), vec2<i32>(row, column) + uniforms.pads);
  }

  fn slopeAt(place : vec3<i32>, offset : vec2<i32>, channel : i32) -> f32 {
    ${
      isStrided
        ? `let reach = place.yz - offset;
    let at = reach / uniforms.strides;
    if (any(at * uniforms.strides != reach)) {
      return 0.0;
    }`
        : 'let at = place.yz - offset;'
    }
    if (place.x < 0 || !coordsInBounds2D(at, uniforms.dyShape.yz)) {
      return 0.0;
    }
    return dy[((place.x * uniforms.dyShape.y + at.x) * uniforms.dyShape.z + at.y) * uniforms.dyShape.w + channel];
  }

  fn main() {
    ${beginSums(columnsEach)}
    let columns = uniforms.outShape.w;
    let channels = uniforms.dyShape.w;
    let firstRow = i32(workgroupId.x) * ${TILE_ROWS};
    let firstColumn = i32(workgroupId.y) * ${SIDE * columnsEach};
    let lane = own % ${DEPTH};
    let line = own / ${DEPTH};
    ${forEachIndex(ROWS_EACH, (i) => `let place${i} = placeOf(firstRow + ${i * SIDE} + line);`)}

    for (var first = 0; first < uniforms.inner; first += ${DEPTH}) {
      let weight = first + lane;
      let tap = weight / channels;
      let channel = weight - tap * channels;
      let offset = vec2<i32>(tap / uniforms.filterWidth, tap % uniforms.filterWidth);
      let isInside = weight < uniforms.inner;
      ${forEachIndex(
        ROWS_EACH,
        (i) => `left[lane][${i * SIDE} + line] = select(0.0, slopeAt(place${i}, offset, channel), isInside);`,
      )}
      ${forEachIndex(
        columnsEach,
        (i) => `{
        let column = firstColumn + ${i * SIDE} + line;
        var value = 0.0;
        if (isInside && column < columns) {
          value = filter_[(tap * columns + column) * channels + channel];
        }
        right[lane][${i * SIDE} + line] = value;
      }`,
      )}
      workgroupBarrier();
      ${addProducts(columnsEach)}
      workgroupBarrier();
    }
    ${forEachSum(
      columnsEach,
      (sum, row, column) => `
    if (firstRow + ${row} < uniforms.positions && firstColumn + ${column} < columns) {
      setOutputAtIndex((firstRow + ${row}) * columns + firstColumn + ${column}, ${sum});
    }`,
    )}
  }
`;

/**
 * Gradient of a convolution's input, as one product in tiles over all images; the stock kernel computes one product per
 * image.
 *
 * @param stock for images whose channels come first, which Rote does not use, and for more than a device supports at
 *   once
 */
export function createInputGradient(stock: KernelFunc): KernelFunc {
  return (call) => {
    const { dy, filter } = call.inputs as Record<'dy' | 'filter', TensorInfo>;
    const attrs = call.attrs as unknown as Conv2DBackpropInputAttrs;
    const conv = backend_util.computeConv2DInfo(
      attrs.inputShape,
      filter.shape as [number, number, number, number],
      attrs.strides,
      1,
      attrs.pad,
      attrs.dimRoundingMode,
    );
    const positions = conv.batchSize * conv.inHeight * conv.inWidth;
    const rowTiles = Math.ceil(positions / TILE_ROWS);
    if (attrs.dataFormat !== 'NHWC' || rowTiles > MAX_WORKGROUPS) return stock(call);
    const columnsEach = chooseColumnsEach(conv.inChannels);
    const isStrided = conv.strideHeight > 1 || conv.strideWidth > 1;
    return (call.backend as unknown as GpuBackend).runWebGPUProgram(
      {
        shaderKey: `roteInputGradient${columnsEach}${isStrided ? 'Strided' : ''}`,
        variableNames: ['dy', 'filter_'],
        uniforms: 'strides : vec2<i32>, pads : vec2<i32>, filterWidth : i32, positions : i32, inner : i32,',
        outputShape: conv.inShape,
        workgroupSize: [SIDE, SIDE, 1],
        dispatchLayout: { x: [0, 1, 2], y: [3] },
        dispatch: [rowTiles, Math.ceil(conv.inChannels / (SIDE * columnsEach)), 1],
        getUserCode: () => inputShader(columnsEach, isStrided),
      },
      [dy, filter],
      'float32',
      [
        { type: 'int32', data: [conv.strideHeight, conv.strideWidth] },
        { type: 'int32', data: [conv.padInfo.top, conv.padInfo.left] },
        { type: 'int32', data: [conv.filterWidth] },
        { type: 'int32', data: [positions] },
        { type: 'int32', data: [conv.filterHeight * conv.filterWidth * conv.outChannels] },
      ],
    );
  };
}
