import { list, float64, int32, tableFromArrays, tableToIPC } from '@uwdata/flechette';
import { describe, expect, test } from 'vitest';
import { buildSeries } from '../src/pages/sweep/panels/build-series.js';
import { groupFailures } from '../src/pages/sweep/panels/failure-groups.js';
import { growCurves, type ReportedEpoch, type Tails } from '../src/pages/sweep/panels/grow-curves.js';
import { writePositionsForApi } from '../src/grid/model/position-ranges.js';
import { quantitiesOf } from '../src/pages/sweep/panels/quantities.js';
import { readCurves } from '../src/pages/sweep/panels/read-curves.js';
import { tableName, toReportRows } from '../src/pages/sweep/panels/report-rows.js';

const bytes = tableToIPC(
  tableFromArrays(
    { position: [0, 2], epoch: [[1, 2], [1]], train_loss: [[2, null], [1]] },
    { types: { position: int32(), epoch: list(int32()), train_loss: list(float64()) } },
  ),
  { format: 'stream' },
)!;
const curves = readCurves(bytes, ['train_loss']);

describe('an Arrow answer of curves', () => {
  test('becomes flat columns; null is a gap', () => {
    expect(curves.starts).toEqual(Uint32Array.of(0, 2, 3));
    expect(curves.epochs).toEqual(Float64Array.of(1, 2, 1));
    expect(curves.values.get('train_loss')).toEqual(Float64Array.of(2, NaN, 1));
  });

  test('grows with what is reported, and ignores what it has', () => {
    const tails: Tails = new Map<number, readonly ReportedEpoch[]>([
      [2, [1, 2].map((epoch) => ({ epoch, values: { train_loss: epoch / 10 } }))],
      [5, [{ epoch: 1, values: {} }]],
    ]);
    const grown = growCurves(curves, tails);
    expect(Array.from(grown.positions)).toEqual([0, 2, 5]);
    expect(grown.starts).toEqual(Uint32Array.of(0, 2, 4, 5));
    expect(grown.epochs).toEqual(Float64Array.of(1, 2, 1, 2, 1));
    expect(grown.values.get('train_loss')).toEqual(Float64Array.of(2, NaN, 1, 0.2, NaN));
    expect(growCurves(curves, new Map())).toBe(curves);
  });
});

describe('the curves of a quantity', () => {
  const cells = {
    position: [0, 1, 2],
    idOf: (row: number) => 'abc'[row]!,
    values: new Map<string, readonly (string | number)[]>([
      ['corruption', ['none', 'none', 'none']],
      ['seed', [0, 1, 2]],
    ]),
  };
  const view = {
    quantity: quantitiesOf('train_loss')[0]!,
    axes: [
      { column: 'corruption', isSeed: false },
      { column: 'seed', isSeed: true },
    ],
    color: 'corruption',
    weight: 0,
    isFolded: false,
    chosen: undefined,
  };

  test('are named by their axes, and open their cells', () => {
    expect(buildSeries(curves, cells, view).map(({ name, cell, group }) => [name, cell, group])).toEqual([
      ['none, seed 0', 'a', 'none'],
      ['none, seed 2', 'c', 'none'],
    ]);
  });

  test('are the chosen cells’ only', () => {
    expect(buildSeries(curves, cells, { ...view, chosen: new Set([2]) })).toHaveLength(1);
  });

  test('are one for all seeds when folded', () => {
    const [folded, ...others] = buildSeries(curves, cells, { ...view, isFolded: true });
    expect(others).toEqual([]);
    expect([folded!.name, Array.from(folded!.y)]).toEqual(['none', [1.5, NaN]]);
  });
});

test('positions are written as ranges', () => {
  expect(writePositionsForApi([7, 1, 2, 3, 9])).toBe('1-3,7,9');
  expect(writePositionsForApi(Array.from({ length: 5000 }, (_, index) => index * 2))).toBeUndefined();
});

test('failures with one cause are one group, whatever their numbers', () => {
  const failed = (id: string, message: string, failure: 'crash' | 'bug' = 'crash') => ({
    id,
    position: 0,
    error: { class: failure, message },
  });
  const groups = groupFailures([
    failed('a', 'step 3: killed'),
    failed('b', 'no such file', 'bug'),
    failed('c', 'step 12: killed'),
  ]);
  expect(groups.map(({ failureClass, cells }) => [failureClass, cells.map(({ id }) => id)])).toEqual([
    ['crash', ['a', 'c']],
    ['bug', ['b']],
  ]);
});

test('the tables of a report become the rows of figures', () => {
  const { figure1a } = toReportRows([
    { name: 'figure_1a', columns: ['train_loss', 'singles'], rows: [['NaN', '0.5 0.25']] },
  ]);
  expect(figure1a).toEqual([{ trainLoss: NaN, singles: [0.5, 0.25] }]);
  expect(
    ['figure1a', 'labelFitOverTime', 'table1', 'theorem1'].map((key) => tableName(key as 'figure1a')),
  ).toEqual(['figure_1a', 'label_fit_over_time', 'table_1', 'theorem_1']);
});
