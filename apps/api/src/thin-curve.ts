import { createLTTB } from 'downsample';
import type { CurveShape } from '@rote/store';

interface Point {
  readonly index: number;
  readonly x: number;
  readonly y: number;
}

/** Fewer buckets than this leave nothing to choose. */
const LEAST_BUCKETS = 3;

/** Largest triangles, three buckets (Steinarsson 2013, https://hdl.handle.net/1946/15343). */
const selectLargest = createLTTB<Point>({ x: 'x', y: 'y' });

/**
 * Returns at most so many epochs of a curve, in ascending order, that show the shape of all its losses and accuracies: the first and the
 * last epoch, the least and the greatest value of each, the first that is not finite, and what the largest triangles select. Each has
 * the same share of the rest.
 *
 * @param points at least two, and four for each series
 */
export function thinCurve({ epochs, series }: CurveShape, points: number): readonly number[] {
  if (epochs.length <= points) return epochs;
  const kept = new Set([0, epochs.length - 1]);
  const curves = series
    .map((values) =>
      values.flatMap((y, index): Point[] => (y === null ? [] : [{ index, x: epochs[index]!, y }])),
    )
    .filter((curve) => curve.length > 0);
  const finite = curves.map((curve) => curve.filter(({ y }) => Number.isFinite(y)));
  for (const curve of curves) {
    const lost = curve.find(({ y }) => !Number.isFinite(y));
    if (lost !== undefined) kept.add(lost.index);
  }
  for (const curve of finite) {
    if (curve.length === 0) continue;
    kept.add(curve.reduce((least, point) => (point.y < least.y ? point : least)).index);
    kept.add(curve.reduce((greatest, point) => (point.y > greatest.y ? point : greatest)).index);
  }
  const share = Math.floor((points - kept.size) / finite.length);
  if (share >= LEAST_BUCKETS)
    for (const curve of finite)
      for (const { index } of Array.from(curve.length > share ? selectLargest(curve, share) : curve))
        kept.add(index);
  return [...kept].sort((a, b) => a - b).map((index) => epochs[index]!);
}
