import type { AssembledKernels } from './assembled-kernels.js';

/** The location of a matrix; strides are in bytes, and one of them is the size of a float. */
export interface MatrixPlace {
  readonly pointer: number;
  readonly rowStride: number;
  readonly columnStride: number;
}

export interface ProductSizes {
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
}

/** The size of a float in bytes. */
export const FLOAT = Float32Array.BYTES_PER_ELEMENT;

/** Columns of a panel. */
export const PANEL = 8;

/** Floats of a packed right operand that stay in the second-level cache. */
const BLOCK_FLOATS = 131_072;
const BLOCK_MIN_DEPTH = 128;

/** Bytes that {@link multiplyMatrices} needs for its packed operands. */
export const productScratch = (sizes: ProductSizes): [panels: number, strip: number] => {
  const depth = blockDepth(sizes);
  return [panelBytes(depth, sizes.columns), depth * 4 * FLOAT];
};

/** Bytes of a packed right operand. */
export const panelBytes = (depth: number, columns: number): number =>
  Math.ceil(columns / PANEL) * PANEL * depth * FLOAT;

/** c = a · b, dense, computed one block of the depth at a time. */
export function multiplyMatrices(
  kernels: AssembledKernels,
  a: MatrixPlace,
  b: MatrixPlace,
  c: number,
  sizes: ProductSizes,
  [panels, strip]: readonly [panels: number, strip: number],
): void {
  const { rows, columns, depth } = sizes;
  const block = blockDepth(sizes);
  for (let first = 0; first < depth; first += block) {
    const taken = Math.min(block, depth - first);
    kernels.packPanels(b.pointer + first * b.rowStride, b.rowStride, b.columnStride, taken, columns, panels);
    kernels.multiply(
      a.pointer + first * a.columnStride,
      a.rowStride,
      a.columnStride,
      panels,
      c,
      columns * FLOAT,
      rows,
      columns,
      taken,
      first > 0,
      strip,
    );
  }
}

/** Returns the depth of a block: blocks of about equal size, a multiple of four. */
function blockDepth({ columns, depth }: ProductSizes): number {
  const most = Math.max(BLOCK_MIN_DEPTH, Math.floor(BLOCK_FLOATS / columns));
  const even = depth / Math.ceil(depth / most);
  return Math.min(depth, Math.ceil(even / 4) * 4);
}
