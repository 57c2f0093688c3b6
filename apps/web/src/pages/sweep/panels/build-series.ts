import type { CurveSeries } from '../../../curves/curve-series.js';
import { foldCurves } from '../../../curves/fold-curves.js';
import { smooth } from '../../../curves/smooth.js';
import { groupOf, nameCell, type Axis, type CellRows } from './cell-rows.js';
import type { Quantity } from './quantities.js';
import type { CurveColumns } from './read-curves.js';

/** How the curves of a quantity are shown. */
export interface SeriesView {
  readonly quantity: Quantity;
  readonly axes: readonly Axis[];
  readonly color: string | undefined;
  /** See {@link smooth}. */
  readonly weight: number;
  readonly isFolded: boolean;
  /** The positions of the chosen cells; undefined if all are. */
  readonly chosen: ReadonlySet<number> | undefined;
}

/** A curve, and the cell that it opens: the first one of its seeds, if they are folded. */
export interface CellSeries extends CurveSeries {
  readonly cell: string;
}

/** Returns the curves of a quantity. Without smoothing and folding, they are views of the columns. */
export function buildSeries(
  { positions, starts, epochs, values }: CurveColumns,
  cells: CellRows,
  { quantity, axes, color, weight, isFolded, chosen }: SeriesView,
): readonly CellSeries[] {
  const rowOf = new Map(Array.from(cells.position, (position, row) => [position, row]));
  const shownAxes = isFolded ? axes.filter(({ isSeed }) => !isSeed) : axes;
  const series = quantity.columns.flatMap(({ column, label, isDashed = false }) => {
    const all = values.get(column);
    if (all === undefined) return [];
    return Array.from(positions, (position, curve): CellSeries | undefined => {
      const row = rowOf.get(position);
      if (row === undefined || chosen?.has(position) === false) return undefined;
      const [from, to] = [starts[curve]!, starts[curve + 1]!];
      const raw = all.subarray(from, to);
      // Without corruption, for example, no label is wrong.
      if (!raw.some(Number.isFinite)) return undefined;
      const name = nameCell(cells, shownAxes, row);
      return {
        name: label === '' ? name : `${name}, ${label}`,
        cell: cells.idOf(row),
        x: epochs.subarray(from, to),
        y: weight > 0 ? smooth(raw, weight) : raw,
        isDashed,
        ...(color !== undefined && { group: groupOf(cells, color, row) }),
      };
    }).filter((each) => each !== undefined);
  });
  return isFolded ? foldSeeds(series) : series;
}

/** Curves with one name differ only in their seeds. */
function foldSeeds(series: readonly CellSeries[]): readonly CellSeries[] {
  const groups = new Map<string, CellSeries[]>();
  for (const each of series) {
    const group = groups.get(each.name);
    if (group === undefined) groups.set(each.name, [each]);
    else group.push(each);
  }
  return [...groups].map(([name, group]) => ({ ...foldCurves(name, group), cell: group[0]!.cell }));
}
