import type { Point, Series } from '../chart/chart.js';

/** What was found here and what the paper has, in one colour; whatever has no points is left out. */
export function seriesOf(
  label: string,
  colour: string,
  { ours, paper }: { readonly ours: readonly Point[]; readonly paper: readonly Point[] },
): readonly Series[] {
  return [
    ...(paper.length === 0 ? [] : [{ label, colour, points: paper, isReference: true }]),
    ...(ours.length === 0 ? [] : [{ label, colour, points: ours }]),
  ];
}
