import type { CombinationCurveRow, CombinationRow } from '@rote/domain';
import { EPOCH_AXIS, lossAxis, shareAxis } from '../chart/axes.js';
import type { Axis, Chart, Panel } from '../chart/chart.js';
import { colorsOf } from '../chart/palette.js';
import { combinationNames } from '../wording/combination-names.js';
import { groupRows } from '../wording/group-rows.js';
import { pointOf } from './points.js';
import { seriesOf } from './series-of.js';

/** Curves per panel: as many as the palette has colors. */
const MAX_CURVES = 7;

interface Quantity {
  readonly title: string;
  readonly y: Axis;
  readonly valueOf: (row: CombinationCurveRow) => number;
  readonly spreadOf: (row: CombinationCurveRow) => Parameters<typeof pointOf>[2];
}

const QUANTITIES: readonly Quantity[] = [
  {
    title: 'Train loss',
    y: lossAxis('train loss'),
    valueOf: (row) => row.trainLoss,
    spreadOf: (row) => ({ low: row.trainLossLow, high: row.trainLossHigh, singles: row.trainLossSingles }),
  },
  {
    title: 'Train accuracy',
    y: shareAxis('train accuracy (%)'),
    valueOf: (row) => row.trainAccuracy,
    spreadOf: (row) => ({ low: row.trainLow, high: row.trainHigh, singles: row.trainSingles }),
  },
  {
    title: 'Test accuracy',
    y: shareAxis('test accuracy (%)'),
    valueOf: (row) => row.testAccuracy,
    spreadOf: (row) => ({ low: row.testLow, high: row.testHigh, singles: row.testSingles }),
  },
];

const inParts = <Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, part) =>
    items.slice(part * size, (part + 1) * size),
  );

/** Loss and accuracies against epochs, for any sweep: one curve per combination, the mean over its seeds. */
export function learningCurves(
  rows: readonly CombinationCurveRow[],
  combinations: readonly CombinationRow[],
): Chart {
  const names = combinationNames(combinations);
  const networkOf = new Map(combinations.map(({ combination, architecture }) => [combination, architecture]));
  const curves = groupRows(rows, ({ combination }) => combination);
  const byNetwork = [
    ...groupRows([...curves.keys()], (combination) => networkOf.get(combination) ?? '').values(),
  ];
  const groups =
    curves.size <= MAX_CURVES ? [[...curves.keys()]] : byNetwork.flatMap((each) => inParts(each, MAX_CURVES));
  const titleOf = (group: readonly string[], part: number): string => {
    if (groups.length < 2) return '';
    return `, ${networkOf.get(group[0]!) ?? ''} (${String(part + 1)} of ${String(groups.length)})`;
  };
  const panelOf = (quantity: Quantity, group: readonly string[], part: number): Panel => {
    const colorOf = colorsOf(group);
    return {
      title: `${quantity.title}${titleOf(group, part)}`,
      x: EPOCH_AXIS,
      y: quantity.y,
      series: group.flatMap((combination) =>
        seriesOf(names.get(combination) ?? combination, colorOf(combination), {
          ours: curves
            .get(combination)!
            .map((row) => pointOf(row.epoch, quantity.valueOf(row), quantity.spreadOf(row))),
          paper: [],
        }),
      ),
    };
  };
  return {
    title: 'Learning curves',
    panels: groups.flatMap((group, part) => QUANTITIES.map((quantity) => panelOf(quantity, group, part))),
  };
}
