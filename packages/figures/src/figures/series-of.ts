import type { Point, Series } from '../chart/chart.js';

/** What was found here and what the paper has, in one color; whatever has no points is left out. */
export function seriesOf(
  label: string,
  color: string,
  { ours, paper }: { readonly ours: readonly Point[]; readonly paper: readonly Point[] },
): readonly Series[] {
  return [
    ...(paper.length === 0 ? [] : [{ label, color, points: paper, isReference: true }]),
    ...(ours.length === 0 ? [] : [{ label, color, points: ours }]),
  ];
}
