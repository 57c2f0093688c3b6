import type { Point, Series } from '../chart/chart.js';
import { groupRows, type Group } from '../wording/group-rows.js';
import { seriesOf } from './series-of.js';

interface Curves<Row> {
  /** Labels a curve of ours by what distinguishes it from all other curves of the figure. */
  readonly labelOf: (row: Row) => string;
  readonly colorOf: (label: string) => string;
  readonly ours: (rows: Group<Row>) => readonly Point[];
  readonly paper: readonly Point[];
}

/**
 * Returns the curves of rows that differ at most in their settings, and behind them the paper's curve, if it has one.
 */
export const curvesOf = <Row>(
  rows: Group<Row>,
  { labelOf, colorOf, ours, paper }: Curves<Row>,
): readonly Series[] =>
  [...groupRows(rows, labelOf)].flatMap(([label, ofCurve], index) =>
    seriesOf(label, colorOf(label), { ours: ours(ofCurve), paper: index === 0 ? paper : [] }),
  );
