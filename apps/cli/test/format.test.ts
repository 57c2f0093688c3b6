import { describe, expect, it } from 'vitest';
import { formatDuration } from '../src/format/format-duration.js';
import { formatRows } from '../src/format/format-rows.js';

const PLAIN = { boxed: false };
const ROWS = {
  columns: ['name', 'share', 'note'],
  rows: [
    ['mlp-1x512', 0.5, null],
    ['a "b", c', 12.25, 'two\nlines'],
  ],
};

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [0.4, '0 s'],
    [-3, '0 s'],
    [59.6, '1 min'],
    [45, '45 s'],
    [125, '2 min 5 s'],
    [3600, '1 h'],
    [4320, '1 h 12 min'],
    [273_600, '3 d 4 h'],
  ])('shows %d seconds as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe('formatRows', () => {
  it('aligns a table for a pipe: one row a line, numbers to the right, no box and no colour', () => {
    expect(formatRows('table', ROWS, PLAIN)).toBe(
      ['name       share  note', 'mlp-1x512    0.5', 'a "b", c   12.25  two lines'].join('\n'),
    );
  });

  it('draws a box at a terminal', () => {
    expect(formatRows('table', ROWS, { boxed: true })).toContain('┌');
  });

  it('shows the columns of no rows at all', () => {
    expect(formatRows('table', { columns: ['a', 'b'], rows: [] }, PLAIN)).toBe('a  b');
    expect(formatRows('csv', { columns: ['a', 'b'], rows: [] }, PLAIN)).toBe('a,b');
    expect(formatRows('json', { columns: ['a', 'b'], rows: [] }, PLAIN)).toBe('[]');
  });

  it('quotes CSV where it must, and leaves NULL empty', () => {
    expect(formatRows('csv', ROWS, PLAIN)).toBe(
      ['name,share,note', 'mlp-1x512,0.5,', '"a ""b"", c",12.25,"two\nlines"'].join('\n'),
    );
  });

  it('keeps types in JSON, times as ISO 8601 and large numbers as text', () => {
    const rows = { columns: ['a', 'b', 'c'], rows: [[1, new Date(0), 2n ** 60n]] };
    expect(JSON.parse(formatRows('json', rows, PLAIN))).toEqual([
      { a: 1, b: '1970-01-01T00:00:00.000Z', c: '1152921504606846976' },
    ]);
    expect(formatRows('csv', rows, PLAIN)).toBe('a,b,c\n1,1970-01-01T00:00:00.000Z,1152921504606846976');
  });
});
