import type { Point, Series } from '../chart/chart.js';

/** Our results and the paper's, in one color. Omits series without points. */
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
