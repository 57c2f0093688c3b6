import { describe, expect, it } from 'vitest';
import { findRow, mergeRows, readGridCells, stateOf } from '../src/grid/model/grid-cells.js';
import { createLiveGrid } from '../src/grid/model/live-grid.js';
import { findMetric, readMetric } from '../src/grid/model/grid-metric.js';
import { takeSteps } from '../src/grid/model/take-steps.js';
import { columnsOf, sampleCells } from './grid-sample.js';

describe('the cells of a grid', () => {
  it('are in the order of their positions, however they arrive', () => {
    const cells = sampleCells([
      { position: 7, architecture: 'b' },
      { position: 2, architecture: 'a' },
    ]);
    expect([...cells.positions]).toEqual([2, 7]);
    expect(cells.idOf(0)).toBe('cell-1');
    expect(findRow(cells, 7)).toBe(1);
    expect(findRow(cells, 3)).toBeUndefined();
  });

  it('have axes whose numbers ascend and whose texts are in the order of the sweep', () => {
    const cells = sampleCells([
      { corruption: 'none', label_noise: 0.5, dropout: null },
      { corruption: 'gaussian', label_noise: 0, dropout: 0.5 },
    ]);
    expect(cells.axes.get('corruption')?.values).toEqual(['none', 'gaussian']);
    expect(cells.axes.get('label_noise')?.values).toEqual([0, 0.5]);
    expect([...cells.axes.get('label_noise')!.codes]).toEqual([1, 0]);
    expect(cells.axes.get('dropout')?.values).toEqual([0.5, null]);
  });

  it('tell a missing number from one that is not finite', () => {
    const cells = sampleCells([{ train_loss: null }, { train_loss: NaN }, { train_loss: 0 }]);
    const metric = findMetric('train_loss')!;
    expect([0, 1, 2].map((row) => readMetric(cells, metric, row))).toEqual([undefined, NaN, 0]);
  });

  it('are read in steps that are short, however many there are', () => {
    const size = 100_000;
    let reads = 0;
    const column = (valueOf: (row: number) => unknown): ArrayLike<unknown> =>
      new Proxy([] as unknown[], {
        get: (_, row) => {
          reads++;
          return valueOf(Number(row));
        },
      });
    const columns: Record<string, ArrayLike<unknown>> = {
      // In order, which is found out at once.
      position: Int32Array.from({ length: size }, (_, row) => row),
      cell: column(String),
      state: column(() => 'succeeded'),
      corruption: column((row) => (row % 2 === 0 ? 'none' : 'gaussian')),
      train_loss: column((row) => row),
    };
    const steps = readGridCells(
      { size, find: (name) => columns[name] },
      [{ column: 'corruption' }],
      ['train_loss'],
    );
    for (;;) {
      reads = 0;
      const { done, value } = steps.next();
      expect(reads).toBeLessThan(20_000);
      if (done !== true) continue;
      expect([value.size, stateOf(value, size - 1)]).toEqual([size, 'succeeded']);
      expect(value.numbers.get('train_loss')?.values[size - 1]).toBe(size - 1);
      expect([...value.axes.get('corruption')!.codes.slice(-2)]).toEqual([0, 1]);
      break;
    }
  });

  it('cannot be read from an answer without positions', () => {
    expect(() => takeSteps(readGridCells({ size: 0, find: () => undefined }, [], []))).toThrow(
      'no column “position”',
    );
  });
});

describe('a live grid', () => {
  const liveCells = () =>
    createLiveGrid(
      sampleCells([
        { state: 'running', test_accuracy: null, train_accuracy: null },
        { state: 'succeeded', test_accuracy: 0.5, train_accuracy: 1 },
      ]),
    );

  it('shows what a running cell told last until its result arrives', () => {
    const grid = liveCells();
    const patched: number[][] = [];
    grid.onPatch((rows) => patched.push([...rows]));
    const row = grid.findCell('cell-0')!;
    grid.setEpoch(row, { epoch: 3, values: { test_accuracy: 0.2, train_accuracy: 0.6 } });
    expect(readMetric(grid.cells, findMetric('gap')!, row)).toBeCloseTo(0.4);
    grid.setState(row, 'succeeded');
    expect(readMetric(grid.cells, findMetric('test_accuracy')!, row)).toBe(0.2);
    grid.merge(columnsOf([{ position: 0, state: 'succeeded', test_accuracy: 0.3, train_accuracy: 0.9 }]));
    expect(readMetric(grid.cells, findMetric('test_accuracy')!, row)).toBe(0.3);
    expect(patched).toEqual([[0], [0], [0]]);
  });

  it('forgets what a cell told if it begins again', () => {
    const grid = liveCells();
    grid.setEpoch(0, { epoch: 3, values: { test_accuracy: 0.2 } });
    grid.setState(0, 'pending');
    expect(readMetric(grid.cells, findMetric('test_accuracy')!, 0)).toBeUndefined();
    expect(stateOf(grid.cells, 0)).toBe('pending');
  });

  it('ignores rows of positions that it does not have', () => {
    const { cells } = liveCells();
    expect(mergeRows(cells, columnsOf([{ position: 9, state: 'failed' }]))).toEqual([]);
  });
});
