import { describe, expect, it } from 'vitest';
import { showValue } from '../src/pages/sql/cell-text.js';
import { chartOf, choiceOf, ticksOf } from '../src/pages/sql/chart-series.js';
import { valueOf } from '../src/pages/sql/run-query.js';

const columns = [
  { name: 'epoch', type: 'integer' },
  { name: 'architecture', type: 'text' },
  { name: 'loss', type: 'double precision' },
];
const rows = [
  { epoch: 2, architecture: 'a', loss: 1 },
  { epoch: 1, architecture: 'a', loss: 2 },
  { epoch: 1, architecture: 'b', loss: 'NaN' },
  { epoch: 2, architecture: 'b', loss: null },
  { epoch: 3, architecture: 'b', loss: '0.5' },
];

describe('chartOf', () => {
  it('begins with the last number against the first, by the first text', () => {
    expect(choiceOf({ columns, rows }, {})).toEqual({ x: 'epoch', y: 'loss', series: 'architecture' });
  });

  it('orders points by x, and counts the rows without a number', () => {
    const { lines, left, words } = chartOf(
      { columns, rows, truncated: false },
      { x: 'epoch', y: 'loss', series: 'architecture' },
    );
    expect(lines).toEqual([
      {
        name: 'a',
        points: [
          [1, 2],
          [2, 1],
        ],
      },
      { name: 'b', points: [[3, 0.5]] },
    ]);
    expect(left).toBe(2);
    expect(words).toBeUndefined();
  });

  it('puts words on an axis in their order', () => {
    const { words } = chartOf(
      { columns, rows, truncated: false },
      { x: 'architecture', y: 'loss', series: '' },
    );
    expect(words).toEqual(['a', 'b']);
  });
});

describe('ticksOf', () => {
  it.each([
    [0, 1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [3, 97, 5, [0, 20, 40, 60, 80, 100]],
    [-1, 1, 4, [-1, -0.5, 0, 0.5, 1]],
    [0, 0, 5, [0, 1]],
  ])('from %d to %d', (low, high, most, ticks) => {
    expect(ticksOf(low, high, most)).toEqual(ticks);
  });
});

describe('showValue', () => {
  it.each([
    [null, 'text', 'null', 'null'],
    ['', 'text', 'empty', 'empty'],
    ['NaN', 'double precision', 'NaN', 'number'],
    ['12345678901234567890', 'numeric', '12345678901234567890', 'number'],
    [[1, 2], 'integer[]', '[1,2]', 'text'],
    [false, 'boolean', 'false', 'text'],
  ])('shows %j of %s as %s', (value, type, text, kind) => {
    expect(showValue(value, type)).toEqual({ text, kind });
  });
});

describe('valueOf', () => {
  it('reads null and lists, and takes everything else as text', () => {
    expect(valueOf('null')).toBeNull();
    expect(valueOf('[1, "a"]')).toEqual([1, 'a']);
    expect(valueOf('[1')).toBe('[1');
    expect(valueOf(' 0.5')).toBe(' 0.5');
  });
});
