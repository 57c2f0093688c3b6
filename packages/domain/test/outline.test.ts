import { describe, expect, it } from 'vitest';
import { outlineSweep } from '../src/shorthand/outline.js';

describe('outlineSweep', () => {
  it('lists the axes of the grid and of what it includes', () => {
    const { grids, excluded } = outlineSweep({
      grid: { architecture: ['mlp-1x16', 'mlp-1x32'], seed: { from: 1, to: 3 } },
      include: [{ architecture: ['linear'] }],
      exclude: [{ seed: [1] }],
    });
    expect(
      grids.map(({ part, axes }) => [part, axes.map(({ names, steps }) => [...names, steps.length])]),
    ).toEqual([
      [
        'grid',
        [
          ['architecture', 2],
          ['seed', 3],
        ],
      ],
      ['include', [['architecture', 1]]],
    ]);
    expect(excluded).toBe(1);
  });

  it('writes out ranges within values', () => {
    const probability = { from: 0.1, to: 0.5, step: 0.1 };
    const { grids } = outlineSweep({
      grid: { corruption: ['none', { kind: 'partial-labels', probability }] },
    });
    expect(grids[0]?.axes[0]?.steps).toHaveLength(6);
  });

  it('keeps axes together that advance together', () => {
    const { grids } = outlineSweep({
      grid: { zip: { trainImages: [10, 20], batchSize: [5, 10] }, seed: [1] },
    });
    expect(grids[0]?.axes).toEqual([
      { names: ['seed'], steps: [[1]] },
      {
        names: ['trainImages', 'batchSize'],
        steps: [
          [10, 5],
          [20, 10],
        ],
      },
    ]);
  });

  it('shows what is only for some values as a grid of its own', () => {
    const { grids } = outlineSweep({
      grid: {
        architecture: ['linear', 'mlp-1x16'],
        seed: [1],
        conditional: [{ if: { architecture: ['linear'] }, seed: [2, 3] }],
      },
    });
    expect(grids[1]).toEqual({
      part: 'conditional',
      when: { architecture: ['linear'] },
      axes: [
        { names: ['architecture'], steps: [['linear']] },
        { names: ['seed'], steps: [[2], [3]] },
      ],
    });
  });

  it('writes out presets', () => {
    const { grids } = outlineSweep({ preset: 'paper-figure-1a' });
    expect(grids[0]?.axes.map(({ names }) => names.join())).toContain('corruption');
  });

  it.each([
    undefined,
    null,
    1,
    'x',
    [],
    { grid: 1 },
    { grid: { seed: 1, zip: 2, conditional: 3 } },
    { include: [1] },
  ])('draws what it can of %j', (written) => {
    expect(() => outlineSweep(written)).not.toThrow();
  });
});
