import { describe, expect, it } from 'vitest';
import { diffDocuments, extendSpec, mergePatch, type SweepSpec } from '../src/index.js';

const SPEC: SweepSpec = {
  name: 'test',
  dataset: { name: 'synthetic', train: 64, test: 16 },
  grid: { architecture: ['mlp-1x512'], seed: { from: 1, to: 3 } },
};

describe('extendSpec', () => {
  const seedsOf = (seed: unknown) => extendSpec(SPEC, { seed }).grid.seed;

  it('joins ranges that overlap or touch', () => {
    expect(seedsOf({ from: 4, to: 6 })).toEqual({ from: 1, to: 6 });
    expect(seedsOf({ from: 2, to: 5 })).toEqual({ from: 1, to: 5 });
    expect(seedsOf({ from: 0, to: 0 })).toEqual({ from: 0, to: 3 });
  });

  it('writes other values out, each once', () => {
    expect(seedsOf([3, 9, 9])).toEqual([1, 2, 3, 9]);
    expect(seedsOf({ from: 8, to: 9 })).toEqual([1, 2, 3, 8, 9]);
    const { architecture } = extendSpec(SPEC, { architecture: ['linear', 'mlp-1x512'] }).grid;
    expect(architecture).toEqual(['mlp-1x512', 'linear']);
  });

  it('returns an equal spec if nothing is new', () => {
    expect(extendSpec(SPEC, { seed: [2, 1], architecture: ['mlp-1x512'] })).toEqual(SPEC);
  });
});

describe('mergePatch', () => {
  // The examples of RFC 7396, appendix A.
  it.each([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('of %j by %j is %j', (target, patch, result) => {
    expect(mergePatch(target, patch)).toEqual(result);
  });
});

it('diffDocuments names the place of each difference', () => {
  const left = { same: [1], a: { 'b/c': 1, gone: true }, list: [1, 2] };
  const right = { same: [1], a: { 'b/c': 2 }, list: [1], new: null };
  expect(diffDocuments(left, right)).toEqual([
    { pointer: '/a/b~1c', left: 1, right: 2 },
    { pointer: '/a/gone', left: true },
    { pointer: '/list', left: [1, 2], right: [1] },
    { pointer: '/new', right: null },
  ]);
});
