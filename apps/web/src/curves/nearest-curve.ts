import type { PlacedCurves } from './placed-curves.js';

/** A point of a curve. */
export interface CurvePoint {
  readonly curve: number;
  /** The point’s place within the curve. */
  readonly point: number;
}

/** Returns the first point from `from` up to `to` that is not left of a place; `to` if all are. */
function firstFrom(x: Float32Array, from: number, to: number, left: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (x[middle]! < left) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Returns the square of the distance between a place and the line between two others. */
function distanceToLine(px: number, py: number, ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax;
  const dy = by - ay;
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / length));
  const nearX = ax + share * dx - px;
  const nearY = ay + share * dy - py;
  return nearX * nearX + nearY * nearY;
}

/**
 * Finds the curve nearest to a place, and its point there; undefined if none is within the reach. Only the few lines beside the
 * place are measured: the points of a curve are in order, so a binary search finds them.
 *
 * @param reach in pixels
 */
export function findNearest(
  { starts, x, y }: PlacedCurves,
  px: number,
  py: number,
  reach: number,
): CurvePoint | undefined {
  let best = reach * reach;
  let found: CurvePoint | undefined;
  for (let curve = 0; curve + 1 < starts.length; curve++) {
    const from = starts[curve]!;
    const to = starts[curve + 1]!;
    let nearest = Infinity;
    for (let at = firstFrom(x, from, to, px - reach); at < to; at++) {
      const pointX = x[at]!;
      const pointY = y[at]!;
      // The line from the point before; a point after a gap stands alone.
      const hasLine = at > from && !Number.isNaN(y[at - 1]!);
      const distance = hasLine
        ? distanceToLine(px, py, x[at - 1]!, y[at - 1]!, pointX, pointY)
        : distanceToLine(px, py, pointX, pointY, pointX, pointY);
      if (distance < nearest) nearest = distance;
      if (pointX > px + reach) break;
    }
    if (nearest >= best) continue;
    best = nearest;
    found = { curve, point: nearestPoint(x, y, from, to, px) - from };
  }
  return found;
}

/** Returns the point of a curve that is nearest to a place along x, and not in a gap. */
function nearestPoint(x: Float32Array, y: Float32Array, from: number, to: number, px: number): number {
  let best = from;
  let distance = Infinity;
  for (let at = from; at < to; at++) {
    if (Number.isNaN(y[at]!)) continue;
    const each = Math.abs(x[at]! - px);
    if (each < distance) {
      distance = each;
      best = at;
    }
  }
  return best;
}

/**
 * Finds the next curve above or below a point, at the same x; the point itself if there is none. Curves that meet there come in
 * their order.
 *
 * @param step 1 for up, −1 for down
 */
export function findNeighbor({ starts, x, y }: PlacedCurves, from: CurvePoint, step: 1 | -1): CurvePoint {
  const origin = starts[from.curve]! + from.point;
  const px = x[origin]!;
  // Pixels grow downwards.
  const height = -y[origin]!;
  let best: CurvePoint = from;
  let bestHeight = step * Infinity;
  for (let curve = 0; curve + 1 < starts.length; curve++) {
    if (curve === from.curve) continue;
    const start = starts[curve]!;
    const at = firstFrom(x, start, starts[curve + 1]!, px - 0.01);
    if (at >= starts[curve + 1]! || x[at]! > px + 0.01) continue;
    const each = -y[at]!;
    const isBeyond = step * (each - height) > 0 || (each === height && step * (curve - from.curve) > 0);
    const isNearer =
      step * (bestHeight - each) > 0 || (each === bestHeight && step * (best.curve - curve) > 0);
    if (!isBeyond || !isNearer) continue;
    best = { curve, point: at - start };
    bestHeight = each;
  }
  return best;
}

/**
 * Returns the next point of a curve to the right or left that is not in a gap; the point itself at an end.
 *
 * @param step 1 for right, −1 for left
 */
export function stepAlong({ starts, y }: PlacedCurves, from: CurvePoint, step: 1 | -1): CurvePoint {
  const start = starts[from.curve]!;
  const end = starts[from.curve + 1]!;
  for (let at = start + from.point + step; at >= start && at < end; at += step)
    if (!Number.isNaN(y[at]!)) return { curve: from.curve, point: at - start };
  return from;
}
