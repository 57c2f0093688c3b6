// Batch normalization of [rows, columns], and its gradient. Sums are taken over 64 rows at a time and then added up,
// because that loses less precision than one long sum. Columns beyond a multiple of 4 are taken one by one.

import { clear } from './memory';

const RUN: i32 = 64;

/**
 * The mean and the population variance of each column. Both come from one pass over the differences from the first row,
 * which are about as large as the spread, so nothing cancels if the mean is large.
 */
export function columnMoments(x: usize, rows: i32, columns: i32, mean: usize, variance: usize): void {
  const rowBytes = (<usize>columns) << 2;
  clear(mean, rowBytes);
  clear(variance, rowBytes);
  const zero = f32x4.splat(0);
  for (let first = 0; first < rows; first += RUN) {
    const count = min(RUN, rows - first);
    let column: usize = 0;
    for (; column + 16 <= rowBytes; column += 16) {
      const origin = v128.load(x + column);
      let sum = zero;
      let squares = zero;
      let from = x + <usize>first * rowBytes + column;
      for (let row = 0; row < count; row++) {
        const difference = f32x4.sub(v128.load(from), origin);
        sum = f32x4.add(sum, difference);
        squares = f32x4.add(squares, f32x4.mul(difference, difference));
        from += rowBytes;
      }
      v128.store(mean + column, f32x4.add(v128.load(mean + column), sum));
      v128.store(variance + column, f32x4.add(v128.load(variance + column), squares));
    }
    for (; column < rowBytes; column += 4) {
      const origin = load<f32>(x + column);
      let sum: f32 = 0;
      let squares: f32 = 0;
      let from = x + <usize>first * rowBytes + column;
      for (let row = 0; row < count; row++) {
        const difference: f32 = load<f32>(from) - origin;
        sum += difference;
        squares += difference * difference;
        from += rowBytes;
      }
      store<f32>(mean + column, load<f32>(mean + column) + sum);
      store<f32>(variance + column, load<f32>(variance + column) + squares);
    }
  }
  const share: f32 = <f32>1 / <f32>rows;
  const shares = f32x4.splat(share);
  let column: usize = 0;
  for (; column + 16 <= rowBytes; column += 16) {
    const shift = f32x4.mul(v128.load(mean + column), shares);
    const square = f32x4.mul(v128.load(variance + column), shares);
    v128.store(mean + column, f32x4.add(v128.load(x + column), shift));
    v128.store(variance + column, f32x4.max(f32x4.sub(square, f32x4.mul(shift, shift)), zero));
  }
  for (; column < rowBytes; column += 4) {
    const shift: f32 = load<f32>(mean + column) * share;
    const square: f32 = load<f32>(variance + column) * share;
    store<f32>(mean + column, load<f32>(x + column) + shift);
    store<f32>(variance + column, max(square - shift * shift, <f32>0));
  }
}

/** y = max(x · scale + shift, least), with a scale and shift for each column. */
export function scaleColumns(
  x: usize,
  scale: usize,
  shift: usize,
  y: usize,
  rows: i32,
  columns: i32,
  least: f32,
): void {
  const rowBytes = (<usize>columns) << 2;
  const floor = f32x4.splat(least);
  for (let row = 0; row < rows; row++) {
    let at: usize = 0;
    for (; at + 16 <= rowBytes; at += 16) {
      const scaled = f32x4.mul(v128.load(x + at), v128.load(scale + at));
      v128.store(y + at, f32x4.max(f32x4.add(scaled, v128.load(shift + at)), floor));
    }
    for (; at < rowBytes; at += 4) {
      const value: f32 = load<f32>(x + at) * load<f32>(scale + at) + load<f32>(shift + at);
      store<f32>(y + at, max(value, least));
    }
    x += rowBytes;
    y += rowBytes;
  }
}

/**
 * The sums over the rows of dz, and of dz · (x − mean). dz is dy where the output y of the ReLU is positive, and 0
 * elsewhere.
 */
export function batchNormGradientSums(
  dy: usize,
  y: usize,
  x: usize,
  mean: usize,
  rows: i32,
  columns: i32,
  sums: usize,
  projections: usize,
): void {
  const rowBytes = (<usize>columns) << 2;
  clear(sums, rowBytes);
  clear(projections, rowBytes);
  const zero = f32x4.splat(0);
  for (let first = 0; first < rows; first += RUN) {
    const count = min(RUN, rows - first);
    let column: usize = 0;
    for (; column + 16 <= rowBytes; column += 16) {
      const centre = v128.load(mean + column);
      let sum = zero;
      let projection = zero;
      let at = <usize>first * rowBytes + column;
      for (let row = 0; row < count; row++) {
        const dz = v128.and(v128.load(dy + at), f32x4.gt(v128.load(y + at), zero));
        sum = f32x4.add(sum, dz);
        projection = f32x4.add(projection, f32x4.mul(dz, f32x4.sub(v128.load(x + at), centre)));
        at += rowBytes;
      }
      v128.store(sums + column, f32x4.add(v128.load(sums + column), sum));
      v128.store(projections + column, f32x4.add(v128.load(projections + column), projection));
    }
    for (; column < rowBytes; column += 4) {
      const centre = load<f32>(mean + column);
      let sum: f32 = 0;
      let projection: f32 = 0;
      let at = <usize>first * rowBytes + column;
      for (let row = 0; row < count; row++) {
        if (load<f32>(y + at) > 0) {
          const dz = load<f32>(dy + at);
          sum += dz;
          projection += dz * (load<f32>(x + at) - centre);
        }
        at += rowBytes;
      }
      store<f32>(sums + column, load<f32>(sums + column) + sum);
      store<f32>(projections + column, load<f32>(projections + column) + projection);
    }
  }
}

/** dx = dz · scale + x · slope + shift, with a scale, slope and shift for each column; dz as above. */
export function batchNormGradient(
  dy: usize,
  y: usize,
  x: usize,
  scale: usize,
  slope: usize,
  shift: usize,
  dx: usize,
  rows: i32,
  columns: i32,
): void {
  const rowBytes = (<usize>columns) << 2;
  const zero = f32x4.splat(0);
  let at: usize = 0;
  for (let row = 0; row < rows; row++) {
    let column: usize = 0;
    for (; column + 16 <= rowBytes; column += 16) {
      const dz = v128.and(v128.load(dy + at), f32x4.gt(v128.load(y + at), zero));
      const own = f32x4.mul(dz, v128.load(scale + column));
      const common = f32x4.add(f32x4.mul(v128.load(x + at), v128.load(slope + column)), v128.load(shift + column));
      v128.store(dx + at, f32x4.add(own, common));
      at += 16;
    }
    for (; column < rowBytes; column += 4) {
      const dz: f32 = load<f32>(y + at) > 0 ? load<f32>(dy + at) : 0;
      const common: f32 = load<f32>(x + at) * load<f32>(slope + column) + load<f32>(shift + column);
      store<f32>(dx + at, dz * load<f32>(scale + column) + common);
      at += 4;
    }
  }
}
