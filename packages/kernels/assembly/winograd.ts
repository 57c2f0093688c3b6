// Convolution with a 3 × 3 filter and stride 1 by Winograd's minimal filtering F(4×4, 3×3) (Lavin and Gray 2015). Tiles
// of 4 × 4 output pixels and the 6 × 6 input pixels under them are transformed, so that 36 products of matrices [tiles,
// channels] · [channels, filters], one for each place in a tile, take a quarter of the multiplications.
//
//   output = Aᵀ [(G g Gᵀ) ⊙ (Bᵀ d B)] A, and so the filter's gradient = Gᵀ [(A dy Aᵀ) ⊙ (Bᵀ d B)] G
//
// Everything is done for four channels at a time. Tiles are counted over the batch, row by row in each image.

/** Bytes from one place of a tile to the next while the tile is being transformed. */
const V: usize = 16;

// @ts-ignore: decorator
@inline
function times(x: v128, factor: f32): v128 {
  return f32x4.mul(x, f32x4.splat(factor));
}

/** Bᵀ times six values that are `from` bytes apart. */
// @ts-ignore: decorator
@inline
function transformInput(source: usize, from: usize, target: usize, to: usize): void {
  const d0 = v128.load(source);
  const d1 = v128.load(source + from);
  const d2 = v128.load(source + 2 * from);
  const d3 = v128.load(source + 3 * from);
  const d4 = v128.load(source + 4 * from);
  const d5 = v128.load(source + 5 * from);
  const even = f32x4.sub(d4, times(d2, 4));
  const odd = f32x4.sub(d3, times(d1, 4));
  const even2 = f32x4.sub(d4, d2);
  const odd2 = times(f32x4.sub(d3, d1), 2);
  v128.store(target, f32x4.add(f32x4.sub(times(d0, 4), times(d2, 5)), d4));
  v128.store(target + to, f32x4.add(even, odd));
  v128.store(target + 2 * to, f32x4.sub(even, odd));
  v128.store(target + 3 * to, f32x4.add(even2, odd2));
  v128.store(target + 4 * to, f32x4.sub(even2, odd2));
  v128.store(target + 5 * to, f32x4.add(f32x4.sub(times(d1, 4), times(d3, 5)), d5));
}

/** Aᵀ: six values to four. */
// @ts-ignore: decorator
@inline
function transformOutput(source: usize, from: usize, target: usize, to: usize): void {
  const m0 = v128.load(source);
  const m1 = v128.load(source + from);
  const m2 = v128.load(source + 2 * from);
  const m3 = v128.load(source + 3 * from);
  const m4 = v128.load(source + 4 * from);
  const m5 = v128.load(source + 5 * from);
  const sum = f32x4.add(m1, m2);
  const difference = f32x4.sub(m1, m2);
  const sum2 = f32x4.add(m3, m4);
  const difference2 = f32x4.sub(m3, m4);
  v128.store(target, f32x4.add(f32x4.add(m0, sum), sum2));
  v128.store(target + to, f32x4.add(difference, times(difference2, 2)));
  v128.store(target + 2 * to, f32x4.add(sum, times(sum2, 4)));
  v128.store(target + 3 * to, f32x4.add(f32x4.add(difference, times(difference2, 8)), m5));
}

/** A: four values to six. */
// @ts-ignore: decorator
@inline
function transformOutputGradient(source: usize, from: usize, target: usize, to: usize): void {
  const y0 = v128.load(source);
  const y1 = v128.load(source + from);
  const y2 = v128.load(source + 2 * from);
  const y3 = v128.load(source + 3 * from);
  const even = f32x4.add(y0, y2);
  const odd = f32x4.add(y1, y3);
  const even2 = f32x4.add(y0, times(y2, 4));
  const odd2 = f32x4.add(times(y1, 2), times(y3, 8));
  v128.store(target, y0);
  v128.store(target + to, f32x4.add(even, odd));
  v128.store(target + 2 * to, f32x4.sub(even, odd));
  v128.store(target + 3 * to, f32x4.add(even2, odd2));
  v128.store(target + 4 * to, f32x4.sub(even2, odd2));
  v128.store(target + 5 * to, y3);
}

/** G: three values to six. */
// @ts-ignore: decorator
@inline
function transformFilter(source: usize, from: usize, target: usize, to: usize): void {
  const g0 = v128.load(source);
  const g1 = v128.load(source + from);
  const g2 = v128.load(source + 2 * from);
  const outer = times(f32x4.add(g0, g2), -1 / 6);
  const inner = times(g1, 1 / 6);
  const outer2 = f32x4.add(times(g0, 1 / 24), times(g2, 1 / 6));
  const inner2 = times(g1, 1 / 12);
  v128.store(target, times(g0, 1 / 4));
  v128.store(target + to, f32x4.sub(outer, inner));
  v128.store(target + 2 * to, f32x4.add(outer, inner));
  v128.store(target + 3 * to, f32x4.add(outer2, inner2));
  v128.store(target + 4 * to, f32x4.sub(outer2, inner2));
  v128.store(target + 5 * to, g2);
}

/** Gᵀ: six values to three. */
// @ts-ignore: decorator
@inline
function transformFilterGradient(source: usize, from: usize, target: usize, to: usize): void {
  const m0 = v128.load(source);
  const m1 = v128.load(source + from);
  const m2 = v128.load(source + 2 * from);
  const m3 = v128.load(source + 3 * from);
  const m4 = v128.load(source + 4 * from);
  const m5 = v128.load(source + 5 * from);
  const sum = f32x4.add(m1, m2);
  const sum2 = f32x4.add(m3, m4);
  v128.store(target, f32x4.add(f32x4.sub(times(m0, 1 / 4), times(sum, 1 / 6)), times(sum2, 1 / 24)));
  v128.store(
    target + to,
    f32x4.add(times(f32x4.sub(m2, m1), 1 / 6), times(f32x4.sub(m3, m4), 1 / 12)),
  );
  v128.store(target + 2 * to, f32x4.add(times(f32x4.sub(sum2, sum), 1 / 6), m5));
}

/** Copies a square of pixels into `target`, with zeros where it extends beyond the image. */
// @ts-ignore: decorator
@inline
function loadSquare(
  image: usize,
  height: i32,
  width: i32,
  pixelBytes: usize,
  top: i32,
  left: i32,
  side: i32,
  target: usize,
): void {
  for (let i = 0; i < side; i++) {
    const row = top + i;
    for (let j = 0; j < side; j++) {
      const column = left + j;
      const isInside = row >= 0 && row < height && column >= 0 && column < width;
      v128.store(
        target,
        isInside ? v128.load(image + <usize>(row * width + column) * pixelBytes) : f32x4.splat(0),
      );
      target += V;
    }
  }
}

/**
 * Bᵀ d B of some tiles, [36, tiles, channels].
 *
 * @param x [images, height, width, channels]
 * @param scratch 1152 bytes
 */
export function winogradInput(
  x: usize,
  height: i32,
  width: i32,
  channels: i32,
  tileRows: i32,
  tileColumns: i32,
  padTop: i32,
  padLeft: i32,
  first: i32,
  tiles: i32,
  target: usize,
  scratch: usize,
): void {
  const pixelBytes = <usize>channels << 2;
  const place = <usize>tiles * pixelBytes;
  const half = scratch + 36 * V;
  for (let t = 0; t < tiles; t++) {
    const tile = first + t;
    const image = x + <usize>(tile / (tileRows * tileColumns)) * <usize>(height * width) * pixelBytes;
    const top = ((tile / tileColumns) % tileRows) * 4 - padTop;
    const left = (tile % tileColumns) * 4 - padLeft;
    const isInside = top >= 0 && left >= 0 && top + 6 <= height && left + 6 <= width;
    for (let offset: usize = 0; offset < pixelBytes; offset += 16) {
      let square = image + <usize>(top * width + left) * pixelBytes + offset;
      let row = <usize>width * pixelBytes;
      let column = pixelBytes;
      if (!isInside) {
        loadSquare(image + offset, height, width, pixelBytes, top, left, 6, scratch);
        square = scratch;
        row = 6 * V;
        column = V;
      }
      for (let i = 0; i < 6; i++) transformInput(square + <usize>i * column, row, half + <usize>i * V, 6 * V);
      for (let i = 0; i < 6; i++) {
        transformInput(half + <usize>i * 6 * V, V, target + offset + <usize>i * 6 * place, place);
      }
    }
    target += pixelBytes;
  }
}

/**
 * Writes Aᵀ m A of some tiles to their places in the output.
 *
 * @param m [36, tiles, filters]
 * @param y [images, height, width, filters]
 * @param scratch 640 bytes
 */
export function winogradOutput(
  m: usize,
  tiles: i32,
  filters: i32,
  tileRows: i32,
  tileColumns: i32,
  first: i32,
  y: usize,
  height: i32,
  width: i32,
  scratch: usize,
): void {
  const pixelBytes = <usize>filters << 2;
  const place = <usize>tiles * pixelBytes;
  const half = scratch + 16 * V;
  for (let t = 0; t < tiles; t++) {
    const tile = first + t;
    const image = y + <usize>(tile / (tileRows * tileColumns)) * <usize>(height * width) * pixelBytes;
    const top = ((tile / tileColumns) % tileRows) * 4;
    const left = (tile % tileColumns) * 4;
    const rows = min(4, height - top);
    const columns = min(4, width - left);
    for (let offset: usize = 0; offset < pixelBytes; offset += 16) {
      for (let i = 0; i < 6; i++) {
        transformOutput(m + offset + <usize>i * place, 6 * place, half + <usize>i * V, 6 * V);
      }
      for (let i = 0; i < 4; i++) transformOutput(half + <usize>i * 6 * V, V, scratch + <usize>i * 4 * V, V);
      for (let i = 0; i < rows; i++) {
        let to = image + <usize>((top + i) * width + left) * pixelBytes + offset;
        for (let j = 0; j < columns; j++) {
          v128.store(to, v128.load(scratch + <usize>(i * 4 + j) * V));
          to += pixelBytes;
        }
      }
    }
    m += pixelBytes;
  }
}

/**
 * G g Gᵀ of each filter, packed for a product: [36, filters / 8, channels, 8].
 *
 * @param g [3, 3, channels, filters], filters a multiple of 8
 * @param scratch 864 bytes
 */
export function winogradFilter(
  g: usize,
  channels: i32,
  filters: i32,
  target: usize,
  scratch: usize,
): void {
  const tap = <usize>(channels * filters) << 2;
  const half = scratch + 36 * V;
  for (let channel = 0; channel < channels; channel++) {
    for (let filter = 0; filter < filters; filter += 4) {
      for (let i = 0; i < 9; i++) {
        v128.store(scratch + <usize>i * V, v128.load(g + <usize>i * tap));
      }
      g += 16;
      for (let i = 0; i < 3; i++) transformFilter(scratch + <usize>i * V, 3 * V, half + <usize>i * V, 3 * V);
      const to = target + (<usize>((filter >> 3) * channels + channel) << 5) + (<usize>(filter & 4) << 2);
      for (let i = 0; i < 6; i++) transformFilter(half + <usize>i * 3 * V, V, to + <usize>i * 6 * tap, tap);
    }
  }
}

/**
 * A dy Aᵀ of some tiles, packed for a product: [36, filters / 8, tiles, 8].
 *
 * @param dy [images, height, width, filters], filters a multiple of 8
 * @param scratch 640 bytes
 */
export function winogradOutputGradient(
  dy: usize,
  height: i32,
  width: i32,
  filters: i32,
  tileRows: i32,
  tileColumns: i32,
  first: i32,
  tiles: i32,
  target: usize,
  scratch: usize,
): void {
  const pixelBytes = <usize>filters << 2;
  const place = <usize>tiles * pixelBytes;
  const half = scratch + 16 * V;
  for (let t = 0; t < tiles; t++) {
    const tile = first + t;
    const image = dy + <usize>(tile / (tileRows * tileColumns)) * <usize>(height * width) * pixelBytes;
    const top = ((tile / tileColumns) % tileRows) * 4;
    const left = (tile % tileColumns) * 4;
    for (let filter = 0; filter < filters; filter += 4) {
      loadSquare(image + (<usize>filter << 2), height, width, pixelBytes, top, left, 4, scratch);
      for (let i = 0; i < 4; i++) {
        transformOutputGradient(scratch + <usize>i * V, 4 * V, half + <usize>i * V, 4 * V);
      }
      const to = target + (<usize>((filter >> 3) * tiles + t) << 5) + (<usize>(filter & 4) << 2);
      for (let i = 0; i < 6; i++) {
        transformOutputGradient(half + <usize>i * 4 * V, V, to + <usize>i * 6 * place, place);
      }
    }
  }
}

/**
 * Gᵀ m G: the gradient of a filter.
 *
 * @param m [36, channels · filters]
 * @param gradient [3, 3, channels · filters]
 * @param scratch 288 bytes
 */
export function winogradFilterGradient(m: usize, size: i32, gradient: usize, scratch: usize): void {
  const place = <usize>size << 2;
  for (let offset: usize = 0; offset < place; offset += 16) {
    for (let i = 0; i < 6; i++) {
      transformFilterGradient(m + offset + <usize>i * place, 6 * place, scratch + <usize>i * V, 6 * V);
    }
    for (let i = 0; i < 3; i++) {
      transformFilterGradient(scratch + <usize>i * 6 * V, V, gradient + offset + <usize>i * 3 * place, place);
    }
  }
}
