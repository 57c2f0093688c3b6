import { describe, expect, it } from 'vitest';
import { describeSquare } from '../src/grid/model/describe-square.js';
import { foldCells, placeOf, rowsOf, squareAt, TooManySquares } from '../src/grid/model/fold.js';
import { squaresBetween, stepFrom } from '../src/grid/model/grid-block.js';
import { stateCode } from '../src/grid/model/grid-cells.js';
import { findMetric, STATE_METRIC } from '../src/grid/model/grid-metric.js';
import { createGridPicture } from '../src/grid/model/grid-picture.js';
import type { GridView } from '../src/grid/model/grid-view.js';
import { placePaperNumbers, readPaperNumbers } from '../src/grid/model/paper-marks.js';
import { writeSquares } from '../src/grid/model/square-rows.js';
import { writeSquaresQuery } from '../src/grid/model/squares-query.js';
import { studentT975 } from '../src/grid/model/student-t.js';
import { countOf, describeSample, summarize } from '../src/grid/model/summaries.js';
import { combinations, sampleCells } from './grid-sample.js';

const viewOf = (view: Partial<GridView>): GridView => ({
  x: undefined,
  y: undefined,
  beside: undefined,
  below: undefined,
  ...view,
});
const accuracy = findMetric('test_accuracy')!;

describe('folding', () => {
  const cells = sampleCells(combinations({ a: [1, 2, 3], b: [1, 2], c: [1, 2], seed: [1, 2] }));

  it('puts each cell into the square of its values', () => {
    const fold = foldCells(cells, viewOf({ x: 'a', y: 'b', beside: 'c' }));
    expect(fold.squares).toBe(12);
    for (let square = 0; square < fold.squares; square++) {
      expect(rowsOf(fold, square)).toHaveLength(2);
      expect(squareAt(fold, placeOf(fold, square))).toBe(square);
    }
    expect(fold.foldedSeeds).toEqual(['seed']);
    expect(fold.foldedOthers).toEqual([]);
    expect(fold.isMixed.includes(1)).toBe(false);
  });

  it('says which squares hold different settings', () => {
    const fold = foldCells(cells, viewOf({ x: 'a' }));
    expect(fold.foldedOthers).toEqual(['b', 'c']);
    expect([...fold.isMixed]).toEqual([1, 1, 1]);
  });

  it('leaves the square of a missing combination empty', () => {
    const some = sampleCells([
      { a: 1, b: 1 },
      { a: 2, b: 2 },
    ]);
    const fold = foldCells(some, viewOf({ x: 'a', y: 'b' }));
    expect(Array.from({ length: 4 }, (_, square) => rowsOf(fold, square).length)).toEqual([1, 0, 0, 1]);
    const picture = createGridPicture(some, fold, STATE_METRIC);
    expect(describeSquare(picture, 1).states).toBe('not in this sweep');
  });

  it('rejects more squares than can be drawn', () => {
    const many = sampleCells(Array.from({ length: 1000 }, (_, index) => ({ a: index, b: -index })));
    expect(() => foldCells(many, viewOf({ x: 'a', y: 'b' }))).toThrow(TooManySquares);
  });

  it('counts panels through for keys and blocks', () => {
    const fold = foldCells(cells, viewOf({ x: 'a', y: 'b', beside: 'c' }));
    const last = squareAt(fold, { x: 2, y: 0, beside: 0, below: 0 });
    const next = squareAt(fold, { x: 0, y: 0, beside: 1, below: 0 });
    expect(stepFrom(fold, last, 1, 0)).toBe(next);
    expect(stepFrom(fold, last, 0, -1)).toBe(last);
    expect(squaresBetween(fold, last, stepFrom(fold, next, 0, 1))).toHaveLength(4);
  });
});

describe('the interval of a mean', () => {
  it('has the quantiles of the SQL function student_t_975', () => {
    expect(studentT975(1)).toBe(12.706205);
    expect(studentT975(30)).toBe(2.042272);
    expect(studentT975(31)).toBeCloseTo(2.039513, 5);
    expect(studentT975(1e6)).toBeCloseTo(1.959966, 5);
  });

  it('is Student’s for seeds, cut to what a share can be', () => {
    const { mean, low, high } = describeSample([0.9, 1], false, true);
    expect(mean).toBeCloseTo(0.95);
    expect(low).toBeCloseTo(0.95 - 12.706205 * 0.05, 5);
    expect(high).toBe(1);
  });

  it('is nothing for one cell, and the range for different settings', () => {
    expect(describeSample([0.5], false, true)).toEqual({ mean: 0.5, low: NaN, high: NaN });
    expect(describeSample([1, 2, 6], true, false)).toEqual({ mean: 3, low: 1, high: 6 });
    expect(describeSample([0.1, 0.1, 0.1], false, true)).toEqual({ mean: 0.1, low: 0.1, high: 0.1 });
  });
});

describe('the summary of a square', () => {
  const cells = sampleCells([
    { seed: 1, test_accuracy: 0.4 },
    { seed: 2, test_accuracy: 0.6, cached: true },
    { seed: 3, state: 'diverged', test_accuracy: null },
    { seed: 4, state: 'failed', test_accuracy: null },
    { seed: 5, state: 'running', test_accuracy: null },
  ]);
  const fold = foldCells(cells, viewOf({}));

  it('counts states, and means only what has ended', () => {
    cells.live.set(4, { epoch: 2, values: { test_accuracy: 0.1 } });
    const summaries = summarize(cells, fold, accuracy);
    expect(summaries.mean[0]).toBeCloseTo(0.5);
    expect(summaries.n[0]).toBe(2);
    expect(summaries.diverged[0]).toBe(1);
    expect(summaries.cached[0]).toBe(1);
    expect(countOf(summaries, 0, stateCode('failed'))).toBe(1);
    expect(summaries.isSoFar[0]).toBe(0);
  });

  it('has the running cells’ numbers where no cell has ended', () => {
    const running = sampleCells([{ state: 'running', test_accuracy: null }]);
    running.live.set(0, { epoch: 2, values: { test_accuracy: 0.25 } });
    const picture = createGridPicture(running, foldCells(running, viewOf({})), accuracy);
    expect(picture.summaries.mean[0]).toBe(0.25);
    expect(describeSquare(picture, 0).value).toBe('test accuracy 25.0%, after epoch 2');
  });

  it('is said in words', () => {
    const picture = createGridPicture(cells, fold, accuracy);
    expect(describeSquare(picture, 0)).toEqual({
      combination: 'all cells',
      value: 'test accuracy 50.0%',
      spread: '95 % interval 0.0% to 100.0%, mean of 2 cells',
      states: '5 cells: 1 running, 2 succeeded, 1 diverged, 1 failed, 1 cached',
      paper: [],
    });
  });

  it('is counted again when its cells change, and tells whether the colors keep their meaning', () => {
    const two = sampleCells([
      { a: 1, test_accuracy: 0.31 },
      { a: 2, test_accuracy: 0.55 },
    ]);
    const picture = createGridPicture(two, foldCells(two, viewOf({ x: 'a' })), accuracy);
    const changes: string[] = [];
    picture.onChange(({ kind }) => changes.push(kind));
    two.numbers.get('test_accuracy')!.values[0] = 0.35;
    picture.update([0]);
    two.numbers.get('test_accuracy')!.values[0] = 0.95;
    picture.update([0]);
    expect(changes).toEqual(['squares', 'all']);
    expect(picture.summaries.mean[0]).toBe(0.95);
  });
});

describe('the paper’s numbers', () => {
  const table = {
    items: [
      {
        name: 'paper_comparison',
        columns: [
          'source',
          'architecture',
          'corruption',
          'label_noise',
          'regularizer',
          'train_images',
          'metric',
          'paper',
          'verdict',
          'settings',
        ],
        rows: [
          ['table-1', 'a', 'none', 0, 'none', 50000, 'test_accuracy', 0.7, 'agrees', 's'],
          ['table-4', 'a', 'none', 0, 'none', 50000, 'top_1_test_accuracy', 0.6, 'differs', 's'],
          ['figure-1b', 'b', 'none', 0, 'none', 50000, 'epochs_to_fit', 12, 'unfitted', 's'],
        ],
      },
    ],
  };

  it('are at the squares of their combinations, by metric, the most important first', () => {
    const cells = sampleCells(combinations({ architecture: ['a', 'b'], seed: [1, 2] }));
    const fold = foldCells(cells, viewOf({ x: 'architecture' }));
    const numbers = readPaperNumbers(table);
    const placed = placePaperNumbers(cells, fold, accuracy, numbers);
    expect([...placed.keys()]).toEqual([0]);
    expect(placed.get(0)!.map(({ verdict }) => verdict)).toEqual(['differs', 'agrees']);
    expect([...placePaperNumbers(cells, fold, STATE_METRIC, numbers).keys()]).toEqual([0, 1]);
    expect(placePaperNumbers(cells, fold, findMetric('seconds')!, numbers).size).toBe(0);
  });
});

describe('the files of a grid', () => {
  const cells = sampleCells([
    { corruption: 'none', seed: 1, test_accuracy: 0.5 },
    { corruption: 'none', seed: 2, test_accuracy: 0.5 },
    { corruption: 'a,b', seed: 1, state: 'pending', test_accuracy: null },
  ]);
  const fold = foldCells(cells, viewOf({ x: 'corruption' }));

  it('have a line for each square, with quotes where a text needs them', () => {
    expect(writeSquares(fold, summarize(cells, fold, accuracy), accuracy)).toBe(
      [
        'corruption,cells,pending,queued,running,succeeded,diverged,failed,cancelled,cached,metric,n,mean,low,high',
        'none,2,0,0,0,2,0,0,0,0,test_accuracy,2,0.5,0.5,0.5',
        '"a,b",1,1,0,0,0,0,0,0,0,test_accuracy,0,,,',
        '',
      ].join('\r\n'),
    );
  });

  it('have a query that asks for the same squares', () => {
    expect(writeSquaresQuery('id', fold, accuracy)).toContain('array_agg((test_accuracy)::double precision)');
    expect(writeSquaresQuery('id', fold, STATE_METRIC)).toContain(
      "count(*) FILTER (WHERE state = 'failed') AS failed",
    );
  });
});
