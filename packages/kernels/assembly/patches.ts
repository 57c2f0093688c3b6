// The patches under a filter as rows of a matrix (im2col), which turns a convolution into a matrix product.

import { clear, copy } from './memory';

/**
 * Writes the patches of the output pixels `first` … `first + count − 1` of a batch, [count, filterHeight · filterWidth
 * · channels], with zeros where a patch extends beyond the image.
 *
 * @param x [images, height, width, channels]
 */
export function layPatches(
  x: usize,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  filterHeight: i32,
  filterWidth: i32,
  rowStep: i32,
  columnStep: i32,
  padTop: i32,
  padLeft: i32,
  first: i32,
  count: i32,
  target: usize,
): void {
  const pixelBytes = <usize>channels << 2;
  const rowBytes = <usize>width * pixelBytes;
  let outColumn = first % outWidth;
  let outRow = (first / outWidth) % outHeight;
  let image = x + <usize>(first / (outWidth * outHeight)) * <usize>height * rowBytes;
  for (let pixel = 0; pixel < count; pixel++) {
    const left = outColumn * columnStep - padLeft;
    const before = min(max(0, -left), filterWidth);
    const after = min(max(0, left + filterWidth - width), filterWidth - before);
    const taken = filterWidth - before - after;
    for (let tap = 0; tap < filterHeight; tap++) {
      const row = outRow * rowStep - padTop + tap;
      if (row < 0 || row >= height) {
        clear(target, <usize>filterWidth * pixelBytes);
        target += <usize>filterWidth * pixelBytes;
        continue;
      }
      clear(target, <usize>before * pixelBytes);
      target += <usize>before * pixelBytes;
      const from = image + <usize>row * rowBytes + <usize>(left + before) * pixelBytes;
      copy(from, target, <usize>taken * pixelBytes);
      target += <usize>taken * pixelBytes;
      clear(target, <usize>after * pixelBytes);
      target += <usize>after * pixelBytes;
    }
    if (++outColumn == outWidth) {
      outColumn = 0;
      if (++outRow == outHeight) {
        outRow = 0;
        image += <usize>height * rowBytes;
      }
    }
  }
}
