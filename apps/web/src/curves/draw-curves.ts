import type { CurvePath } from '../paint/path-text.js';
import { batchesOf, type CurveStyle } from './curve-batches.js';
import type { CurveSeries } from './curve-series.js';
import type { PlacedCurves } from './placed-curves.js';

/** Half the side of the mark at a gap. */
export const GAP_MARK = 3;
export const BAND_OPACITY = 0.16;
export const CURVE_WIDTH = 1.5;
/** Of more curves than these, each is as thin as a pixel. */
const MANY = 200;

/** Adds a curve to a path. A point between two gaps is a short line, so that it is seen. */
export function traceCurve(path: CurvePath, { starts, x, y }: PlacedCurves, curve: number): void {
  const end = starts[curve + 1]!;
  let length = 0;
  for (let at = starts[curve]!; at <= end; at++) {
    if (at === end || Number.isNaN(y[at]!)) {
      if (length === 1) path.lineTo(x[at - 1]! + 1, y[at - 1]!);
      length = 0;
      continue;
    }
    if (length === 0) path.moveTo(x[at]!, y[at]!);
    else path.lineTo(x[at]!, y[at]!);
    length += 1;
  }
}

/** Marks the last point before each gap with a cross: what follows was not finite, or was not measured. */
export function traceGaps(
  path: CurvePath,
  { starts, x, y }: PlacedCurves,
  curve: number,
  size: number,
): void {
  for (let at = starts[curve]! + 1; at < starts[curve + 1]!; at++) {
    if (!Number.isNaN(y[at]!) || Number.isNaN(y[at - 1]!)) continue;
    const [centerX, centerY] = [x[at - 1]!, y[at - 1]!];
    path.moveTo(centerX - size, centerY - size);
    path.lineTo(centerX + size, centerY + size);
    path.moveTo(centerX - size, centerY + size);
    path.lineTo(centerX + size, centerY - size);
  }
}

/** Adds the outline of a band to a path. */
export function traceBand(path: CurvePath, { x, low, high }: PlacedBand): void {
  const shown = [...x.keys()].filter((at) => !Number.isNaN(low[at]!) && !Number.isNaN(high[at]!));
  for (const [index, at] of shown.entries()) path[index === 0 ? 'moveTo' : 'lineTo'](x[at]!, high[at]!);
  for (const at of shown.reverse()) path.lineTo(x[at]!, low[at]!);
}

/** The bands of those curves that have one. */
export const placeBands = (
  series: readonly CurveSeries[],
  styles: readonly CurveStyle[],
  placeX: (value: number) => number,
  placeY: (value: number) => number,
): readonly PlacedBand[] =>
  series.flatMap(({ x, low, high }, index) =>
    low && high
      ? [
          {
            color: styles[index]!.color,
            x: Float32Array.from(x, placeX),
            low: Float32Array.from(low, placeY),
            high: Float32Array.from(high, placeY),
          },
        ]
      : [],
  );

/** How strong a line is where many lie over each other: dense places become darker than single curves. */
export const strengthOf = (curves: number): number =>
  Math.max(0.12, Math.min(1, (40 / Math.max(1, curves)) ** 0.4));

/**
 * Draws curves.
 *
 * @param ratio pixels of the canvas for one of the page
 */
export function drawCurves(
  path: CanvasRenderingContext2D,
  placed: PlacedCurves,
  styles: readonly CurveStyle[],
  ratio: number,
): void {
  path.save();
  path.lineWidth = styles.length > MANY ? 1 : CURVE_WIDTH * ratio;
  path.globalAlpha = strengthOf(styles.length);
  for (const { color, isDashed, curves } of batchesOf(styles)) {
    path.strokeStyle = color;
    path.setLineDash(isDashed ? [5 * ratio, 4 * ratio] : []);
    path.beginPath();
    for (const curve of curves) traceCurve(path, placed, curve);
    path.stroke();
  }
  path.setLineDash([]);
  path.globalAlpha = 1;
  for (const { color, curves } of batchesOf(styles)) {
    path.strokeStyle = color;
    path.beginPath();
    for (const curve of curves) traceGaps(path, placed, curve, GAP_MARK * ratio);
    path.stroke();
  }
  path.restore();
}

export const dotStrengthOf = (dots: number): number => Math.max(0.25, strengthOf(dots));
/** In pixels of the page. */
export const dotRadiusOf = (dots: number): number => (dots > 2000 ? 2 : 3);

/** Draws the single point of each curve as a dot. */
export function drawPoints(
  path: CanvasRenderingContext2D,
  { x, y }: PlacedCurves,
  styles: readonly CurveStyle[],
  ratio: number,
): void {
  path.save();
  path.globalAlpha = dotStrengthOf(styles.length);
  const radius = dotRadiusOf(styles.length) * ratio;
  for (const { color, curves } of batchesOf(styles)) {
    path.fillStyle = color;
    path.beginPath();
    for (const curve of curves) {
      path.moveTo(x[curve]! + radius, y[curve]!);
      path.arc(x[curve]!, y[curve]!, radius, 0, 2 * Math.PI);
    }
    path.fill();
  }
  path.restore();
}

/** The limits of a band, in pixels. */
export interface PlacedBand {
  readonly x: Float32Array;
  readonly low: Float32Array;
  readonly high: Float32Array;
  readonly color: string;
}

/** Fills bands behind their curves. */
export function drawBands(path: CanvasRenderingContext2D, bands: readonly PlacedBand[]): void {
  path.save();
  path.globalAlpha = BAND_OPACITY;
  for (const band of bands) {
    path.fillStyle = band.color;
    path.beginPath();
    traceBand(path, band);
    path.closePath();
    path.fill();
  }
  path.restore();
}
