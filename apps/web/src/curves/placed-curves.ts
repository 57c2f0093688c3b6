import type { CurveSeries } from './curve-series.js';

/** Curves in pixels, one after another. */
export interface PlacedCurves {
  /** Curve `i` has the points from `starts[i]` up to `starts[i + 1]`. */
  readonly starts: Uint32Array;
  readonly x: Float32Array;
  /** NaN in gaps. */
  readonly y: Float32Array;
}

/** Places every point of curves. */
export function placeCurves(
  series: readonly Pick<CurveSeries, 'x' | 'y'>[],
  placeX: (value: number) => number,
  placeY: (value: number) => number,
): PlacedCurves {
  const starts = new Uint32Array(series.length + 1);
  for (const [index, { x }] of series.entries()) starts[index + 1] = starts[index]! + x.length;
  const total = starts[series.length]!;
  const placed = { starts, x: new Float32Array(total), y: new Float32Array(total) };
  let at = 0;
  for (const { x, y } of series)
    for (let index = 0; index < x.length; index++, at++) {
      placed.x[at] = placeX(x[index]!);
      const value = y[index]!;
      placed.y[at] = Number.isFinite(value) ? placeY(value) : NaN;
    }
  return placed;
}
