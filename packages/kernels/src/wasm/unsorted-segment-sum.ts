import { util } from '@tensorflow/tfjs-core';
import type { KernelFunc, UnsortedSegmentSumAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelContext } from './kernel-context.js';

/**
 * Sums rows by segment, which the wasm backend lacks: the gradient of `tf.gather`. Rows with a negative segment are
 * dropped.
 */
export function createUnsortedSegmentSum({ backend }: KernelContext): KernelFunc {
  return ({ inputs, attrs }) => {
    const { x, segmentIds } = inputs as Record<'x' | 'segmentIds', TensorInfo>;
    const { numSegments } = attrs as unknown as UnsortedSegmentSumAttrs;
    const rows = util.sizeFromShape(segmentIds.shape);
    const rowShape = x.shape.slice(segmentIds.shape.length);
    const rowSize = util.sizeFromShape(rowShape);
    const output = backend.makeOutput([numSegments, ...rowShape], x.dtype);
    const sums = backend.typedArrayFromHeap(output).fill(0);
    const values = backend.typedArrayFromHeap(x);
    const segments = backend.typedArrayFromHeap(segmentIds);
    for (let row = 0; row < rows; row++) {
      const segment = segments[row] ?? -1;
      if (segment < 0 || segment >= numSegments) continue;
      for (let i = 0; i < rowSize; i++) {
        const at = segment * rowSize + i;
        sums[at] = sums[at]! + values[row * rowSize + i]!;
      }
    }
    return output;
  };
}
