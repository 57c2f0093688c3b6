import { describe, expect, it } from 'vitest';
import { chooseAxes, listAxes } from '../src/grid/model/choose-axes.js';
import { CORRUPTION_AND_NOISE, findAxis } from '../src/grid/model/grid-axis.js';
import { combinations, sampleCells, type SampleRow } from './grid-sample.js';

const WIDE = 20;
const noisy: readonly SampleRow[] = [
  { corruption: 'none', label_noise: 0 },
  { corruption: 'partial-labels', label_noise: 0.2 },
  { corruption: 'partial-labels', label_noise: 0.5 },
  { corruption: 'random-labels', label_noise: 1 },
];
const regularizers: readonly SampleRow[] = [
  { regularizer: 'none', weight_decay: 0, dropout: 0 },
  { regularizer: 'weight-decay', weight_decay: 5e-4, dropout: 0 },
  { regularizer: 'dropout', weight_decay: 0, dropout: 0.5 },
];
const cross = (...sides: readonly (readonly SampleRow[])[]): SampleRow[] =>
  sides.reduce<SampleRow[]>(
    (rows, side) => rows.flatMap((row) => side.map((each) => ({ ...row, ...each }))),
    [{}],
  );
const seeds = combinations({ seed: [1, 2] });

describe('the axes of a grid', () => {
  it('join corruption and noise, and write the noise only where it is open', () => {
    const axis = findAxis(sampleCells(noisy), CORRUPTION_AND_NOISE);
    expect(axis?.labels).toEqual(['none', 'partial-labels 0.2', 'partial-labels 0.5', 'random-labels']);
    expect([...axis!.codes]).toEqual([0, 1, 2, 3]);
  });

  it('need columns that vary in the sweep', () => {
    expect(findAxis(sampleCells(noisy), 'corruption,optimizer')).toBeUndefined();
  });

  it('offer corruption without noise where noise follows from it', () => {
    const cells = sampleCells([noisy[0]!, noisy[3]!]);
    expect(listAxes(cells).map(({ key }) => key)).toEqual(['corruption', 'label_noise']);
  });
});

describe('the axes that suit a sweep', () => {
  it('are regularizers by corruption, with architectures in panels and seeds folded', () => {
    const cells = sampleCells(cross(combinations({ architecture: ['a', 'b'] }), noisy, regularizers, seeds));
    const sides = { x: CORRUPTION_AND_NOISE, y: 'regularizer' };
    expect(chooseAxes(cells, WIDE)).toEqual({ ...sides, beside: 'architecture', below: undefined });
    expect(chooseAxes(cells, 5)).toEqual({ ...sides, beside: undefined, below: 'architecture' });
  });

  it('leave out what follows from a regularizer', () => {
    const view = chooseAxes(sampleCells(cross(regularizers, seeds)), WIDE);
    expect(view).toEqual({ x: 'regularizer', y: undefined, beside: undefined, below: undefined });
  });

  it('are the seeds where nothing else varies', () => {
    expect(chooseAxes(sampleCells(seeds), WIDE).x).toBe('seed');
  });

  it('do not exist for one cell', () => {
    expect(chooseAxes(sampleCells([{}]), WIDE)).toEqual({
      x: undefined,
      y: undefined,
      beside: undefined,
      below: undefined,
    });
  });
});
