import { batchesOf, type CurveStyle } from './curve-batches.js';
import type { PlacedCurves } from './placed-curves.js';

/** Half the side of the mark at a gap. */
const MARK = 3;

/** Adds a curve to a path. A point between two gaps is a short line, so that it is seen. */
export function traceCurve(
  path: CanvasRenderingContext2D,
  { starts, x, y }: PlacedCurves,
  curve: number,
): void {
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
function traceGaps(
  path: CanvasRenderingContext2D,
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

/** How strong a line is where many lie over each other: dense places become darker than single curves. */
const strengthOf = (curves: number): number => Math.max(0.12, Math.min(1, (40 / Math.max(1, curves)) ** 0.4));

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
  path.lineWidth = styles.length > 200 ? 1 : 1.5 * ratio;
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
    for (const curve of curves) traceGaps(path, placed, curve, MARK * ratio);
    path.stroke();
  }
  path.restore();
}

/** Draws the single point of each curve as a dot. */
export function drawPoints(
  path: CanvasRenderingContext2D,
  { x, y }: PlacedCurves,
  styles: readonly CurveStyle[],
  ratio: number,
): void {
  path.save();
  path.globalAlpha = Math.max(0.25, strengthOf(styles.length));
  const radius = (styles.length > 2000 ? 2 : 3) * ratio;
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
  path.globalAlpha = 0.16;
  for (const { x, low, high, color } of bands) {
    path.fillStyle = color;
    path.beginPath();
    const shown = [...x.keys()].filter((at) => !Number.isNaN(low[at]!) && !Number.isNaN(high[at]!));
    for (const at of shown) path.lineTo(x[at]!, high[at]!);
    for (const at of shown.reverse()) path.lineTo(x[at]!, low[at]!);
    path.closePath();
    path.fill();
  }
  path.restore();
}
