// Matrix products. The right operand is packed in panels of eight columns, [columns / 8][depth][8], so that the
// innermost loop reads it in order; the last panel is padded with zeros.

import { clear } from './memory';

const PANEL: i32 = 8;

/**
 * Packs a matrix [depth, columns] into panels. Strides are in bytes; one of them is 4.
 */
export function packPanels(
  source: usize,
  rowStride: usize,
  columnStride: usize,
  depth: i32,
  columns: i32,
  target: usize,
): void {
  for (let column = 0; column < columns; column += PANEL) {
    const from = source + <usize>column * columnStride;
    const width = min(PANEL, columns - column);
    if (width < PANEL) packEdge(from, rowStride, columnStride, depth, width, target);
    else if (columnStride == 4) packRows(from, rowStride, depth, target);
    else packColumns(from, columnStride, depth, target);
    target += <usize>depth * 32;
  }
}

function packEdge(
  source: usize,
  rowStride: usize,
  columnStride: usize,
  depth: i32,
  width: i32,
  target: usize,
): void {
  for (let row = 0; row < depth; row++) {
    for (let column = 0; column < PANEL; column++) {
      const value = column < width ? load<f32>(source + <usize>column * columnStride) : 0;
      store<f32>(target + ((<usize>column) << 2), value);
    }
    source += rowStride;
    target += 32;
  }
}

function packRows(source: usize, rowStride: usize, depth: i32, target: usize): void {
  for (let row = 0; row < depth; row++) {
    v128.store(target, v128.load(source));
    v128.store(target, v128.load(source, 16), 16);
    source += rowStride;
    target += 32;
  }
}

function packColumns(source: usize, columnStride: usize, depth: i32, target: usize): void {
  let row = 0;
  for (; row + 4 <= depth; row += 4) {
    const from = source + ((<usize>row) << 2);
    const to = target + ((<usize>row) << 5);
    transpose4(from, columnStride, to, 32);
    transpose4(from + 4 * columnStride, columnStride, to + 16, 32);
  }
  for (; row < depth; row++) {
    for (let column = 0; column < PANEL; column++) {
      const value = load<f32>(source + ((<usize>row) << 2) + <usize>column * columnStride);
      store<f32>(target + ((<usize>row) << 5) + ((<usize>column) << 2), value);
    }
  }
}

// @ts-ignore: decorator
@inline
function transpose4(source: usize, sourceStride: usize, target: usize, targetStride: usize): void {
  const a = v128.load(source);
  const b = v128.load(source + sourceStride);
  const c = v128.load(source + 2 * sourceStride);
  const d = v128.load(source + 3 * sourceStride);
  const ab = i32x4.shuffle(a, b, 0, 4, 1, 5);
  const cd = i32x4.shuffle(c, d, 0, 4, 1, 5);
  const ab2 = i32x4.shuffle(a, b, 2, 6, 3, 7);
  const cd2 = i32x4.shuffle(c, d, 2, 6, 3, 7);
  v128.store(target, i64x2.shuffle(ab, cd, 0, 2));
  v128.store(target + targetStride, i64x2.shuffle(ab, cd, 1, 3));
  v128.store(target + 2 * targetStride, i64x2.shuffle(ab2, cd2, 0, 2));
  v128.store(target + 3 * targetStride, i64x2.shuffle(ab2, cd2, 1, 3));
}

/**
 * c = a · b, or c += a · b. Rows of `a` are processed in strips of four; each strip is first packed, [depth][4], into
 * `strip`.
 *
 * @param a [rows, depth]; strides in bytes, one of them 4
 * @param b packed
 * @param c [rows, columns], the rows `cStride` bytes apart
 */
export function multiply(
  a: usize,
  aRowStride: usize,
  aDepthStride: usize,
  b: usize,
  c: usize,
  cStride: usize,
  rows: i32,
  columns: i32,
  depth: i32,
  accumulate: bool,
  strip: usize,
): void {
  for (let row = 0; row < rows; row += 4) {
    const height = min(4, rows - row);
    packStrip(a + <usize>row * aRowStride, aRowStride, aDepthStride, height, depth, strip);
    const to = c + <usize>row * cStride;
    let panel = b;
    for (let column = 0; column < columns; column += PANEL) {
      const width = min(PANEL, columns - column);
      multiplyTile(strip, panel, depth, to + ((<usize>column) << 2), cStride, height, width, accumulate);
      panel += (<usize>depth) << 5;
    }
  }
}

function packStrip(
  a: usize,
  rowStride: usize,
  depthStride: usize,
  height: i32,
  depth: i32,
  strip: usize,
): void {
  let k = 0;
  if (height == 4 && rowStride == 4) {
    for (; k < depth; k++) {
      v128.store(strip, v128.load(a));
      a += depthStride;
      strip += 16;
    }
    return;
  }
  if (height == 4) {
    for (; k + 4 <= depth; k += 4) {
      transpose4(a, rowStride, strip, 16);
      a += 16;
      strip += 64;
    }
  }
  for (; k < depth; k++) {
    for (let row = 0; row < 4; row++) {
      store<f32>(strip + ((<usize>row) << 2), row < height ? load<f32>(a + <usize>row * rowStride) : 0);
    }
    a += depthStride;
    strip += 16;
  }
}

function multiplyTile(
  a: usize,
  b: usize,
  depth: i32,
  c: usize,
  cStride: usize,
  height: i32,
  width: i32,
  accumulate: bool,
): void {
  let c00 = f32x4.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  const end = a + ((<usize>depth) << 4);
  while (a < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const a0 = v128.load_splat<f32>(a);
    c00 = f32x4.add(c00, f32x4.mul(a0, b0));
    c01 = f32x4.add(c01, f32x4.mul(a0, b1));
    const a1 = v128.load_splat<f32>(a, 4);
    c10 = f32x4.add(c10, f32x4.mul(a1, b0));
    c11 = f32x4.add(c11, f32x4.mul(a1, b1));
    const a2 = v128.load_splat<f32>(a, 8);
    c20 = f32x4.add(c20, f32x4.mul(a2, b0));
    c21 = f32x4.add(c21, f32x4.mul(a2, b1));
    const a3 = v128.load_splat<f32>(a, 12);
    c30 = f32x4.add(c30, f32x4.mul(a3, b0));
    c31 = f32x4.add(c31, f32x4.mul(a3, b1));
    a += 16;
    b += 32;
  }
  if (width == PANEL) {
    storeRow(c, c00, c01, accumulate);
    if (height > 1) storeRow(c + cStride, c10, c11, accumulate);
    if (height > 2) storeRow(c + 2 * cStride, c20, c21, accumulate);
    if (height > 3) storeRow(c + 3 * cStride, c30, c31, accumulate);
  } else {
    storeEdge(c, c00, c01, width, accumulate);
    if (height > 1) storeEdge(c + cStride, c10, c11, width, accumulate);
    if (height > 2) storeEdge(c + 2 * cStride, c20, c21, width, accumulate);
    if (height > 3) storeEdge(c + 3 * cStride, c30, c31, width, accumulate);
  }
}

// @ts-ignore: decorator
@inline
function storeRow(c: usize, low: v128, high: v128, accumulate: bool): void {
  if (accumulate) {
    low = f32x4.add(low, v128.load(c));
    high = f32x4.add(high, v128.load(c, 16));
  }
  v128.store(c, low);
  v128.store(c, high, 16);
}

function storeEdge(c: usize, low: v128, high: v128, width: i32, accumulate: bool): void {
  let rest = low;
  for (let column = 0; column < width; column++) {
    if (column == 4) rest = high;
    const value = f32x4.extract_lane(rest, 0);
    store<f32>(c, accumulate ? load<f32>(c) + value : value);
    rest = i32x4.shuffle(rest, rest, 1, 2, 3, 0);
    c += 4;
  }
}

/**
 * c = a · b for a row a [depth] and dense b [depth, columns]: nothing is packed. A few rows of b are added up before
 * their sum is added to the total, because that loses less precision than one long sum. There are fewer of them if rows
 * are long, so that they stay in the cache.
 */
export function multiplyRow(a: usize, b: usize, c: usize, depth: i32, columns: i32): void {
  const rowBytes = (<usize>columns) << 2;
  const run = columns > 1024 ? 16 : 256;
  clear(c, rowBytes);
  for (let first = 0; first < depth; first += run) {
    const count = min(run, depth - first);
    let column = 0;
    for (; column + 16 <= columns; column += 16) {
      let s0 = f32x4.splat(0);
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      let from = b + ((<usize>column) << 2);
      for (let k = 0; k < count; k++) {
        const factor = v128.load_splat<f32>(a + ((<usize>k) << 2));
        s0 = f32x4.add(s0, f32x4.mul(factor, v128.load(from)));
        s1 = f32x4.add(s1, f32x4.mul(factor, v128.load(from, 16)));
        s2 = f32x4.add(s2, f32x4.mul(factor, v128.load(from, 32)));
        s3 = f32x4.add(s3, f32x4.mul(factor, v128.load(from, 48)));
        from += rowBytes;
      }
      storeRow(c + ((<usize>column) << 2), s0, s1, true);
      storeRow(c + ((<usize>column) << 2) + 32, s2, s3, true);
    }
    for (; column < columns; column++) {
      let sum: f32 = 0;
      let from = b + ((<usize>column) << 2);
      for (let k = 0; k < count; k++) {
        sum += load<f32>(a + ((<usize>k) << 2)) * load<f32>(from);
        from += rowBytes;
      }
      const to = c + ((<usize>column) << 2);
      store<f32>(to, load<f32>(to) + sum);
    }
    a += (<usize>count) << 2;
    b += <usize>count * rowBytes;
  }
}
