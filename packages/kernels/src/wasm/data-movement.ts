import { backend_util, util } from '@tensorflow/tfjs-core';
import type { ConcatAttrs, GatherV2Attrs, KernelFunc, SplitVAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { pointerTo } from './heap.js';
import type { KernelContext } from './kernel-context.js';

/** The size in bytes of a value of the types that are moved here. */
const BYTES = 4;

const isMovable = ({ dtype }: TensorInfo): boolean => dtype === 'float32' || dtype === 'int32';

/** The number of rows of a tensor before an axis, and the size of a row from that axis on. */
const rowsAt = ({ shape }: TensorInfo, axis: number): { rows: number; rowBytes: number } => ({
  rows: util.sizeFromShape(shape.slice(0, axis)),
  rowBytes: util.sizeFromShape(shape.slice(axis)) * BYTES,
});

/** The same values without the copy that the stock kernel makes. Every tensor saved for a gradient goes through it. */
export function createIdentity({ backend }: KernelContext): KernelFunc {
  return ({ inputs }) => {
    const { x } = inputs as Record<'x', TensorInfo>;
    backend.incRef(x.dataId);
    return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
  };
}

/** Concatenation, in one pass over each part; strings and booleans go to the stock kernel. */
export function createConcat({ backend, kernels, stock }: KernelContext): KernelFunc {
  return (call) => {
    // The kernel takes a list of inputs, which the type of a kernel's inputs does not allow for.
    const parts = call.inputs as unknown as readonly TensorInfo[];
    const [first] = parts;
    const axis = util.parseAxisParam((call.attrs as unknown as ConcatAttrs).axis, first!.shape)[0]!;
    const shape = backend_util.computeOutShape(
      parts.map((part) => part.shape),
      axis,
    );
    if (!parts.every(isMovable) || shape.includes(0)) return stock.concat(call);
    const whole = backend.makeOutput(shape, first!.dtype);
    const { rowBytes: stride } = rowsAt(whole, axis);
    let target = pointerTo(backend, whole);
    for (const part of parts) {
      const { rows, rowBytes } = rowsAt(part, axis);
      kernels.copyRows(pointerTo(backend, part), rowBytes, target, stride, rows, rowBytes);
      target += rowBytes;
    }
    return whole;
  };
}

/** The reverse of concatenation. */
export function createSplitV({ backend, kernels, stock }: KernelContext): KernelFunc {
  return (call) => {
    const { x } = call.inputs as Record<'x', TensorInfo>;
    if (!isMovable(x)) return stock.splitV(call);
    const attributes = call.attrs as unknown as SplitVAttrs;
    const axis = util.parseAxisParam(attributes.axis, x.shape)[0]!;
    const sizes = backend_util.prepareSplitSize(x, attributes.numOrSizeSplits, axis);
    const { rows, rowBytes: stride } = rowsAt(x, axis);
    let offset = 0;
    return sizes.map((size) => {
      const part = backend.makeOutput(x.shape.with(axis, size), x.dtype);
      const { rowBytes } = rowsAt(part, axis);
      kernels.copyRows(
        pointerTo(backend, x) + offset,
        stride,
        pointerTo(backend, part),
        rowBytes,
        rows,
        rowBytes,
      );
      offset += rowBytes;
      return part;
    });
  };
}

/** Rows by their indices. Along any other axis, the stock kernel moves one value at a time. */
export function createGatherV2({ backend, stock }: KernelContext): KernelFunc {
  return (call) => {
    const { x, indices } = call.inputs as Record<'x' | 'indices', TensorInfo>;
    const { axis, batchDims } = call.attrs as unknown as GatherV2Attrs;
    const { dtype } = indices;
    if (axis !== 0 || batchDims !== 0 || dtype !== 'int32' || !isMovable(x)) return stock.gatherV2(call);
    const rowShape = x.shape.slice(1);
    const size = util.sizeFromShape(rowShape);
    const taken = backend.makeOutput([...indices.shape, ...rowShape], x.dtype);
    const target = backend.typedArrayFromHeap(taken);
    const source = backend.typedArrayFromHeap(x);
    backend.typedArrayFromHeap(indices).forEach((index, row) => {
      if (index < 0 || index >= x.shape[0]!) throw new Error(`cannot gather row ${index} of ${x.shape[0]!}`);
      target.set(source.subarray(index * size, (index + 1) * size), row * size);
    });
    return taken;
  };
}
