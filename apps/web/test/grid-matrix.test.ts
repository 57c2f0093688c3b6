import { describe, expect, it } from 'vitest';
import { labelOf, matrixOf } from '../src/pages/new-sweep/grid-matrix.js';
import { outlineText } from '../src/pages/new-sweep/outline-text.js';

const matricesOf = (text: string): readonly ReturnType<typeof matrixOf>[] =>
  outlineText(text)!.grids.map(matrixOf);

describe('matrixOf', () => {
  it('shows the axes with the most values, and folds the seeds', () => {
    const [matrix] = matricesOf(`grid:
  architecture: [linear, mlp-1x16]
  corruption: [none, random-labels, gaussian]
  seed: { from: 1, to: 30 }`);
    expect(matrix).toMatchObject({
      rows: { title: 'corruption', labels: ['none', 'random-labels', 'gaussian'] },
      columns: { title: 'architecture' },
      perSquare: 30,
      folded: ['30 × seed'],
      combinations: 180,
    });
  });

  it('draws one square for one combination', () => {
    const [matrix] = matricesOf('grid: { architecture: [linear], seed: [1] }');
    expect(matrix).toMatchObject({ perSquare: 1, combinations: 1, columns: { labels: [''] } });
  });

  it('says how many values it does not draw', () => {
    const [matrix] = matricesOf('grid: { trainImages: { from: 1, to: 100 } }');
    expect(matrix?.rows.more).toBe(76);
    expect(matrix?.combinations).toBe(100);
  });

  it('says what a conditional grid is for', () => {
    const [, matrix] = matricesOf(
      'grid: { architecture: [linear, kernel], conditional: [{ if: { architecture: [kernel] }, seed: [2, 3] }] }',
    );
    expect(matrix).toMatchObject({
      title: 'conditional: only where architecture is kernel',
      combinations: 2,
    });
  });

  it('names values as a person would', () => {
    expect(labelOf({ kind: 'partial-labels', probability: 0.5 })).toBe('partial-labels, probability 0.5');
  });
});

describe('outlineText', () => {
  it('waits for a text that is YAML', () => {
    expect(outlineText('grid: [')).toBeUndefined();
  });
});
