// Single passes over the values of tensors, for operations that take TF.js's kernels several passes.

import { clear } from './memory';

/** gradient = dy where the output y of a ReLU is positive, 0 elsewhere. */
export function reluGradient(dy: usize, y: usize, gradient: usize, size: i32): void {
  const bytes = (<usize>size) << 2;
  const zero = f32x4.splat(0);
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16) {
    const isPositive = f32x4.gt(v128.load(y + at), zero);
    v128.store(gradient + at, v128.and(v128.load(dy + at), isPositive));
  }
  for (; at < bytes; at += 4) store<f32>(gradient + at, load<f32>(y + at) > 0 ? load<f32>(dy + at) : 0);
}

/** One step of gradient descent with momentum: new velocity = momentum · v + g, new weights = w − rate · new velocity. */
export function applyMomentum(
  weights: usize,
  velocity: usize,
  gradient: usize,
  rate: f32,
  momentum: f32,
  newWeights: usize,
  newVelocity: usize,
  size: i32,
): void {
  const bytes = (<usize>size) << 2;
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16) {
    const kept = f32x4.mul(v128.load(velocity + at), f32x4.splat(momentum));
    const moved = f32x4.add(kept, v128.load(gradient + at));
    v128.store(newVelocity + at, moved);
    v128.store(newWeights + at, f32x4.sub(v128.load(weights + at), f32x4.mul(moved, f32x4.splat(rate))));
  }
  for (; at < bytes; at += 4) {
    const moved: f32 = load<f32>(velocity + at) * momentum + load<f32>(gradient + at);
    store<f32>(newVelocity + at, moved);
    store<f32>(newWeights + at, load<f32>(weights + at) - moved * rate);
  }
}

/** x + bias over the last axis, but no less than `least`. */
export function addBias(x: usize, bias: usize, y: usize, rows: i32, columns: i32, least: f32): void {
  const rowBytes = (<usize>columns) << 2;
  for (let row = 0; row < rows; row++) {
    let at: usize = 0;
    for (; at + 16 <= rowBytes; at += 16) {
      const sum = f32x4.add(v128.load(x + at), v128.load(bias + at));
      v128.store(y + at, f32x4.max(sum, f32x4.splat(least)));
    }
    for (; at < rowBytes; at += 4) {
      store<f32>(y + at, max(load<f32>(x + at) + load<f32>(bias + at), least));
    }
    x += rowBytes;
    y += rowBytes;
  }
}

/** Copies rows of `bytes` bytes, a multiple of 4. */
export function copyRows(
  source: usize,
  sourceStride: usize,
  target: usize,
  targetStride: usize,
  rows: i32,
  bytes: usize,
): void {
  for (let row = 0; row < rows; row++) {
    let at: usize = 0;
    for (; at + 16 <= bytes; at += 16) v128.store(target + at, v128.load(source + at));
    for (; at < bytes; at += 4) store<u32>(target + at, load<u32>(source + at));
    source += sourceStride;
    target += targetStride;
  }
}

/**
 * The gradient of max pooling. If values of a window tie, the first receives it.
 *
 * @param x [images, height, width, channels]
 */
export function maxPoolGradient(
  x: usize,
  dy: usize,
  gradient: usize,
  images: i32,
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
): void {
  const pixelBytes = (<usize>channels) << 2;
  const rowBytes = <usize>width * pixelBytes;
  const imageBytes = <usize>height * rowBytes;
  clear(gradient, <usize>images * imageBytes);
  for (let image = 0; image < images; image++) {
    for (let outRow = 0; outRow < outHeight; outRow++) {
      const top = outRow * rowStep - padTop;
      const firstRow = max(0, top);
      const endRow = min(height, top + filterHeight);
      for (let outColumn = 0; outColumn < outWidth; outColumn++) {
        const left = outColumn * columnStep - padLeft;
        const firstColumn = max(0, left);
        const endColumn = min(width, left + filterWidth);
        let channel: usize = 0;
        for (; channel + 16 <= pixelBytes; channel += 16) {
          let largest = f32x4.splat(-Infinity);
          let place = i32x4.splat(-1);
          for (let row = firstRow; row < endRow; row++) {
            for (let column = firstColumn; column < endColumn; column++) {
              const pixel = row * width + column;
              const value = v128.load(x + <usize>pixel * pixelBytes + channel);
              const isLarger = f32x4.gt(value, largest);
              largest = v128.bitselect(value, largest, isLarger);
              place = v128.bitselect(i32x4.splat(pixel), place, isLarger);
            }
          }
          const from = dy + channel;
          const to = gradient + channel;
          add(to, i32x4.extract_lane(place, 0), pixelBytes, load<f32>(from));
          add(to + 4, i32x4.extract_lane(place, 1), pixelBytes, load<f32>(from, 4));
          add(to + 8, i32x4.extract_lane(place, 2), pixelBytes, load<f32>(from, 8));
          add(to + 12, i32x4.extract_lane(place, 3), pixelBytes, load<f32>(from, 12));
        }
        for (; channel < pixelBytes; channel += 4) {
          let largest: f32 = -Infinity;
          let place = -1;
          for (let row = firstRow; row < endRow; row++) {
            for (let column = firstColumn; column < endColumn; column++) {
              const pixel = row * width + column;
              const value = load<f32>(x + <usize>pixel * pixelBytes + channel);
              if (value > largest) {
                largest = value;
                place = pixel;
              }
            }
          }
          add(gradient + channel, place, pixelBytes, load<f32>(dy + channel));
        }
        dy += pixelBytes;
      }
    }
    x += imageBytes;
    gradient += imageBytes;
  }
}

// @ts-ignore: decorator
@inline
function add(gradient: usize, pixel: i32, pixelBytes: usize, value: f32): void {
  if (pixel < 0) return;
  const to = gradient + <usize>pixel * pixelBytes;
  store<f32>(to, load<f32>(to) + value);
}
