import type { CurvePoint } from './nearest-curve.js';
import type { PlacedCurves } from './placed-curves.js';

/**
 * Returns the next point in the order of one axis; the point itself at an end. Points that meet there come in their order.
 *
 * @param step 1 for right or up, −1 for left or down
 */
export function nextInOrder(
  { x, y, starts }: PlacedCurves,
  from: CurvePoint,
  axis: 'x' | 'y',
  step: 1 | -1,
): CurvePoint {
  // Pixels grow downwards.
  const place = (at: number): number => (axis === 'x' ? x[at]! : -y[at]!);
  const isShown = (at: number): boolean => !Number.isNaN(x[at]!) && !Number.isNaN(y[at]!);
  const origin = place(starts[from.curve]! + from.point);
  let best: CurvePoint = from;
  let bestPlace = step * Infinity;
  for (let curve = 0; curve + 1 < starts.length; curve++) {
    const at = starts[curve]!;
    if (curve === from.curve || at === starts[curve + 1] || !isShown(at)) continue;
    const each = place(at);
    const isBeyond = step * (each - origin) > 0 || (each === origin && step * (curve - from.curve) > 0);
    const isNearer = step * (bestPlace - each) > 0 || (each === bestPlace && step * (best.curve - curve) > 0);
    if (!isBeyond || !isNearer) continue;
    best = { curve, point: 0 };
    bestPlace = each;
  }
  return best;
}
