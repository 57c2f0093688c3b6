import { describe, expect, test } from 'vitest';
import { parallelAxis, partsText, readParts, selectRows } from '../src/curves/parallel-axes.js';
import { placeCurves } from '../src/curves/placed-curves.js';
import { nextInOrder } from '../src/curves/point-order.js';

const axis = (name: string, values: readonly (string | number | null)[]) =>
  parallelAxis({ name, title: name, values }, String);

describe('an axis beside others', () => {
  test('has places for numbers from its least to its greatest; none for what is missing', () => {
    const { places, textAt } = axis('n', [2, 4, null, NaN, 3]);
    expect(places).toEqual(Float32Array.of(0, 1, NaN, NaN, 0.5));
    expect(textAt(0.5)).toBe('3');
  });

  test('is logarithmic over more than three decades', () => {
    expect(axis('n', [1, 100, 10_000]).places[1]).toBeCloseTo(0.5, 6);
    expect(axis('n', [0, 100, 10_000]).places[1]).toBeCloseTo(0.01, 6);
  });

  test('has a place for each name', () => {
    const { places, textAt, ticks } = axis('s', ['b', 'a', 'c', null]);
    expect(places).toEqual(Float32Array.of(0.5, 0, 1, NaN));
    expect([textAt(0), ticks.map(({ text }) => text)]).toEqual(['a', ['a', 'b', 'c']]);
  });

  test('has the middle for its only value', () => {
    expect(axis('n', [7, 7]).places).toEqual(Float32Array.of(0.5, 0.5));
    expect(axis('s', ['x']).places).toEqual(Float32Array.of(0.5));
    expect(axis('n', [null]).ticks).toEqual([]);
  });
});

test('rows are within the parts of all axes; a missing value is in no part', () => {
  const axes = [axis('a', [1, 2, 3, null]), axis('b', [1, 2, 3, 3])];
  expect([...selectRows(axes, new Map())]).toEqual([1, 1, 1, 1]);
  expect([...selectRows(axes, new Map([['a', [0.5, 1]]]))]).toEqual([0, 1, 1, 0]);
  expect([
    ...selectRows(
      axes,
      new Map([
        ['a', [0.5, 1] as const],
        ['b', [0, 0.5] as const],
      ]),
    ),
  ]).toEqual([0, 1, 0, 0]);
});

test('parts are in the address, and nonsense is ignored', () => {
  const parts = new Map([['test_accuracy', [0.25, 0.75] as const]]);
  expect(partsText(parts)).toBe('test_accuracy~0.25~0.75');
  expect(readParts(partsText(parts))).toEqual(parts);
  expect(readParts('a~1~0,b,c~x~1,d~0~2')).toEqual(new Map());
  expect([partsText(new Map()), readParts(undefined).size]).toEqual([undefined, 0]);
});

test('arrow keys go from point to point along an axis', () => {
  const points = placeCurves(
    [
      { x: [5], y: [1] },
      { x: [1], y: [3] },
      { x: [5], y: [2] },
      { x: [9], y: [NaN] },
    ],
    (x) => x,
    (y) => y,
  );
  const at = (curve: number) => ({ curve, point: 0 });
  expect(nextInOrder(points, at(1), 'x', 1)).toEqual(at(0));
  expect(nextInOrder(points, at(0), 'x', 1)).toEqual(at(2));
  expect(nextInOrder(points, at(2), 'x', 1)).toEqual(at(2));
  expect(nextInOrder(points, at(0), 'x', -1)).toEqual(at(1));
  expect(nextInOrder(points, at(1), 'y', 1)).toEqual(at(2));
});
