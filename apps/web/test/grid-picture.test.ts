import { describe, expect, it } from 'vitest';
import { foldCells } from '../src/grid/model/fold.js';
import { findMetric, shortMetricText } from '../src/grid/model/grid-metric.js';
import { createGridPicture } from '../src/grid/model/grid-picture.js';
import { readPositions, writePositions } from '../src/grid/model/position-ranges.js';
import { orderRows } from '../src/grid/model/row-order.js';
import { legendTicks, scaleOf } from '../src/grid/model/value-scale.js';
import { COLOR_MAPS, colorsOf } from '../src/grid/paint/color-map.js';
import { boxOf, layOutGrid, squareAtPoint } from '../src/grid/paint/grid-layout.js';
import { writeGridSvg } from '../src/grid/paint/grid-svg.js';
import type { GridTheme } from '../src/grid/paint/grid-theme.js';
import { breakLabel, shorten } from '../src/grid/paint/label-text.js';
import { combinations, sampleCells } from './grid-sample.js';

const widthOf = (text: string, size: number): number => text.length * size * 0.5;
const accuracy = findMetric('test_accuracy')!;
const loss = findMetric('train_loss')!;

describe('the range of colors', () => {
  it('ends at tenths for shares, and is never so small that noise looks large', () => {
    expect(scaleOf(accuracy, Float64Array.of(0.12, NaN, 0.57))).toMatchObject({ low: 0.1, high: 0.6 });
    expect(scaleOf(accuracy, Float64Array.of(0.995, 1))).toMatchObject({ low: 0.8, high: 1 });
    expect(scaleOf(accuracy, Float64Array.of(0))).toMatchObject({ low: 0, high: 0.2 });
  });

  it('is logarithmic where numbers differ by orders of magnitude', () => {
    const scale = scaleOf(loss, Float64Array.of(0.003, 2))!;
    expect(scale).toMatchObject({ low: 0.001, high: 10, isLog: true });
    expect(scale.toUnit(0.1)).toBeCloseTo(0.5);
    expect(legendTicks(scale)).toEqual([0.001, 0.01, 0.1, 1, 10]);
  });

  it('has room around equal numbers, and needs at least one number', () => {
    expect(scaleOf(loss, Float64Array.of(2, 2))?.toUnit(2)).toBe(0.5);
    expect(scaleOf(loss, Float64Array.of(NaN))).toBeUndefined();
  });
});

/** Channels are whole numbers. */
const ROUNDING = 0.004;

describe('the color maps', () => {
  it.each(COLOR_MAPS)('%s becomes brighter with every step, and its ink is readable', (name) => {
    const colors = colorsOf(name);
    const brightness = colors.map(({ fill }) => luminance(fill));
    expect(brightness.every((value, index) => index === 0 || value > brightness[index - 1]! - ROUNDING)).toBe(
      true,
    );
    for (const { fill, ink } of colors) expect(contrast(fill, ink)).toBeGreaterThan(4.5);
  });
});

const channel = (value: number): number =>
  value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
const luminance = (color: string): number =>
  [0.2126, 0.7152, 0.0722].reduce(
    (sum, weight, index) =>
      sum + weight * channel(parseInt(color.slice(1 + 2 * index, 3 + 2 * index), 16) / 255),
    0,
  );
function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

describe('the layout of a grid', () => {
  const cells = sampleCells(combinations({ a: [1, 2, 3], b: ['x', 'y'], c: [1, 2], d: [1, 2] }));
  const fold = foldCells(cells, { x: 'a', y: 'b', beside: 'c', below: 'd' });

  it.each([320, 900, 4000])('finds every square again by its middle at a width of %s', (width) => {
    const layout = layOutGrid(fold, { width, height: 500, widthOf });
    for (let square = 0; square < fold.squares; square++) {
      const box = boxOf(layout, fold, square);
      const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      expect(squareAtPoint(layout, fold, middle)).toBe(square);
      expect(box.x + box.width).toBeLessThanOrEqual(layout.width);
      expect(box.y + box.height).toBeLessThanOrEqual(layout.height);
    }
    expect(squareAtPoint(layout, fold, { x: 0, y: 0 })).toBeUndefined();
  });

  it('slants labels that do not fit, and leaves some out where columns are narrow', () => {
    const many = sampleCells(Array.from({ length: 200 }, (_, index) => ({ a: index / 1000 })));
    const layout = layOutGrid(
      foldCells(many, { x: 'a', y: undefined, beside: undefined, below: undefined }),
      {
        width: 1000,
        height: 500,
        widthOf,
      },
    );
    expect(layout.columnLabels).toMatchObject({ kind: 'slanted', every: 4 });
    expect(layout.stepX).toBe(4);
  });

  it('breaks labels where a reader would', () => {
    expect(breakLabel('partial-labels 0.2', 50, widthOf, 12)).toEqual(['partial-', 'labels', '0.2']);
    expect(breakLabel('extraordinarily', 50, widthOf, 12)).toBeUndefined();
    expect(shorten('extraordinarily', 40, widthOf, 12)).toBe('extra…');
  });
});

describe('an SVG file of a grid', () => {
  const theme: GridTheme = {
    paper: '#fff',
    sheet: '#fff',
    well: '#eee',
    ink: '#000',
    inkSoft: '#555',
    rule: '#ccc',
    focus: '#00f',
    cached: '#606',
    states: {
      pending: '#aaa',
      queued: '#99a',
      running: '#00f',
      succeeded: '#080',
      diverged: '#a60',
      failed: '#a00',
      cancelled: '#868',
    },
    font: 'Arial, "Sans"',
  };

  it('has the squares, their numbers and labels, and escapes texts', () => {
    const cells = sampleCells([
      { a: '<b>', test_accuracy: 0.25 },
      { a: 'y', state: 'failed', test_accuracy: null },
    ]);
    const fold = foldCells(cells, { x: 'a', y: undefined, beside: undefined, below: undefined });
    const picture = createGridPicture(cells, fold, accuracy);
    const layout = layOutGrid(fold, { width: 400, height: 500, widthOf });
    const svg = writeGridSvg(picture, layout, colorsOf('viridis'), theme, new Map(), widthOf);
    expect(svg).toMatch(/^<svg [^>]*font-family="Arial, &quot;Sans&quot;">/);
    expect(svg).toContain('>25.0</text>');
    expect(svg).toContain('>&lt;b&gt;</text>');
    expect(svg).toContain('stroke="#a00"');
    expect(svg).toContain('>20.0%</text>');
  });
});

describe('positions in an address', () => {
  it('are ranges, and read back as they were', () => {
    expect(writePositions([5, 1, 2, 3, 9])).toBe('1-3,5,9');
    expect(readPositions('1-3,5,9')).toEqual([1, 2, 3, 5, 9]);
  });

  it.each(['', '3-1', 'x', '1-99999999', '-1'])('cannot be read from “%s”', (text) => {
    expect(readPositions(text)).toBeUndefined();
  });
});

describe('the order of rows', () => {
  const cells = sampleCells([
    { architecture: 'b', test_accuracy: 0.3 },
    { architecture: 'a', test_accuracy: null },
    { architecture: 'b', test_accuracy: 0.1 },
    { architecture: 'a', test_accuracy: 0.3 },
  ]);
  const rows = Uint32Array.of(0, 1, 2, 3);

  it('keeps equal rows in the order of the sweep, and those without a number last', () => {
    const key = { kind: 'metric', metric: accuracy } as const;
    expect([...orderRows(cells, rows, key, false)]).toEqual([2, 0, 3, 1]);
    expect([...orderRows(cells, rows, key, true)]).toEqual([0, 3, 2, 1]);
    expect([...orderRows(cells, rows, { kind: 'axis', column: 'architecture' }, false)]).toEqual([
      0, 2, 1, 3,
    ]);
    expect([...orderRows(cells, rows, { kind: 'position' }, true)]).toEqual([3, 2, 1, 0]);
  });
});

describe('a number in a square', () => {
  it.each([
    ['test_accuracy', 0.1234, '12.3'],
    ['gap', -0.05, '−5.0'],
    ['epochs_to_fit', 12, '12'],
    ['parameter_count', 1_209_866, '1.21M'],
    ['train_loss', 0.00001234, '1.2e−5'],
    ['train_loss', Infinity, '∞'],
  ])('of %s %s is %s', (key, value, text) => {
    expect(shortMetricText(findMetric(key)!, value)).toBe(text);
  });
});
