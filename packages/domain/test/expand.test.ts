import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandSweep, parseSweepSpec, seedFor } from '../src/index.js';
import type { ExpandedCell, SweepSpec } from '../src/index.js';

const expand = (spec: unknown): ExpandedCell[] => [...expandSweep(parseSweepSpec(spec))];
const minimal = { name: 'n', dataset: 'cifar10', grid: { architecture: ['mlp-1x512'] } };

const grids = fc.record(
  {
    architecture: fc.uniqueArray(
      fc.constantFrom('mlp-1x512', 'mlp-3x512', 'alexnet-small', 'inception-small'),
      { minLength: 1 },
    ),
    corruption: fc.uniqueArray(fc.constantFrom('none', 'random-labels', 'shuffled-pixels', 'gaussian'), {
      minLength: 1,
    }),
    regularizer: fc.uniqueArray(fc.constantFrom('none', 'weight-decay', 'random-crop', 'dropout'), {
      minLength: 1,
    }),
    seed: fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { minLength: 1, maxLength: 4 }),
    batchSize: fc.uniqueArray(fc.integer({ min: 1, max: 512 }), { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: ['architecture'] },
);

describe('expandSweep', () => {
  it('yields the product of the axes, each cell with its own id', () => {
    fc.assert(
      fc.property(grids, (grid) => {
        const cells = expand({ ...minimal, grid });
        const size = Object.values(grid).reduce((product, values) => product * values.length, 1);
        expect(cells).toHaveLength(size);
        expect(new Set(cells.map(({ id }) => id)).size).toBe(size);
      }),
    );
  });

  it('is stable and does not depend on the order of keys', () => {
    fc.assert(
      fc.property(grids, (grid) => {
        const reversed = Object.fromEntries(Object.entries(grid).reverse());
        expect(expand({ grid: reversed, dataset: 'cifar10', name: 'other' })).toEqual(
          expand({ ...minimal, grid }),
        );
      }),
    );
  });

  it('merges synonyms into one cell', () => {
    const cells = expand({
      ...minimal,
      grid: {
        architecture: ['mlp-1x512', { kind: 'mlp', depth: 1, width: 512 }],
        corruption: ['none', { kind: 'partial-labels', probability: 0 }],
        regularizer: ['weight-decay', { weightDecay: 'auto' }, ['weight-decay'], { weightDecay: 5e-4 }],
        optimizer: [{}, { learningRate: 'auto' }, { learningRate: 0.01, momentum: 0.9 }],
        stepsPerDecay: ['auto', 391],
      },
    });
    expect(cells).toHaveLength(1);
  });

  it('keeps the ids of cells that have results: a changed id is a lost cache', () => {
    expect(expand(minimal).map(({ id }) => id)).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/) as string]);
    expect(expand(minimal)[0]!.id).toMatchInlineSnapshot(
      `"df5b82d3d71634f43988eca746d20fba84c207742a12ff19728a21015da1ca58"`,
    );
  });

  it('resolves the settings of the paper', () => {
    const training = (architecture: string): unknown =>
      expand({ ...minimal, grid: { architecture: [architecture] } })[0]!.cell.training;
    expect(training('inception-small')).toMatchObject({
      learningRate: 0.1,
      momentum: 0.9,
      batchSize: 128,
      decay: 0.95,
      decaySteps: 391,
    });
    expect(training('alexnet-small')).toMatchObject({ learningRate: 0.01 });
    expect(training('mlp-3x512')).toMatchObject({ learningRate: 0.01 });
  });

  it('keeps the decay of the whole train set on a subset', () => {
    const [cell] = expand({ ...minimal, dataset: { name: 'cifar10', train: 1000 } });
    expect(cell!.cell.training.decaySteps).toBe(391);
  });

  it('adds the cells of include, with defaults for omitted axes, and drops those that exclude matches', () => {
    const spec: SweepSpec = {
      name: 'n',
      dataset: 'cifar10',
      grid: {
        architecture: ['mlp-1x512', 'mlp-3x512'],
        corruption: ['none', 'random-labels'],
        regularizer: ['none', 'dropout'],
        seed: [5],
      },
      include: [{ architecture: ['alexnet-small'], corruption: ['random-labels'] }],
      exclude: [
        { architecture: [{ kind: 'mlp', depth: 3, width: 512 }], regularizer: ['dropout'] },
        { corruption: ['none'], seed: [5], architecture: ['mlp-1x512'] },
      ],
    };
    const names = expand(spec).map(
      ({ cell }) =>
        `${JSON.stringify(cell.architecture)} ${cell.corruption.kind} ${String(cell.regularizer.dropout)}`,
    );
    expect(names).toEqual([
      '{"kind":"mlp","depth":1,"width":512} random-labels 0',
      '{"kind":"mlp","depth":1,"width":512} random-labels 0.5',
      '{"kind":"mlp","depth":3,"width":512} none 0',
      '{"kind":"mlp","depth":3,"width":512} random-labels 0',
      '{"kind":"alexnet-small"} random-labels 0',
    ]);
    expect(expand(spec).at(-1)!.cell.seed).toBe(1);
  });
});

describe('axes that came later', () => {
  it('do not change the ids of cells that do not use them', () => {
    expect(expand(minimal).map(({ id }) => id)).toEqual([
      'df5b82d3d71634f43988eca746d20fba84c207742a12ff19728a21015da1ca58',
    ]);
  });

  it('draw each purpose from its own seed if one is given', () => {
    const [cell] = expand({
      ...minimal,
      grid: { ...minimal.grid, corruption: ['random-labels'], seed: [5], labelSeed: [7], initSeed: [5] },
    });
    expect(cell?.cell.seeds).toEqual({ labels: 7 });
    expect(seedFor(cell!.cell, 'labels')).toBe(7);
    expect(seedFor(cell!.cell, 'order')).toBe(5);
  });

  it('do not split cells that draw nothing at random', () => {
    const seeds = { labelSeed: [1, 2], pixelSeed: [1, 2], testLabels: ['clean', 'corrupted'] };
    expect(expand({ ...minimal, grid: { ...minimal.grid, ...seeds } })).toHaveLength(1);
    const noisy = { ...minimal.grid, ...seeds, corruption: ['random-labels'] };
    expect(expand({ ...minimal, grid: noisy })).toHaveLength(4);
  });

  it('treat the number of train images as an axis, with the same meaning as in the data set', () => {
    const of = (dataset: unknown, grid: object) =>
      expand({ ...minimal, dataset, grid: { ...minimal.grid, ...grid } }).map(({ id }) => id);
    const [few, all] = of('cifar10', { trainImages: [100, 50_000] });
    expect(of({ name: 'cifar10', train: 100 }, {})).toEqual([few]);
    expect(of('cifar10', {})).toEqual([all]);
  });

  it('give solved cells no training settings, so that they are the same cell in every sweep', () => {
    const of = (training: object) =>
      expand({ ...minimal, grid: { architecture: ['linear-min-norm'] }, training });
    expect(of({ epochs: 3 })).toEqual(of({ epochs: 5, batchSize: 7 }));
  });

  it('ignore requested measures if the cell is solved', () => {
    const of = (measures: object) =>
      expand({
        ...minimal,
        grid: { architecture: [{ kind: 'kernel', gamma: 0.0005 }, 'linear-min-norm', 'memorizer'] },
        measures,
      });
    expect(of({ sharpness: true, examples: true, epochs: [1] })).toEqual(of({}));
  });

  it('keep the requested measures, but no epoch that is never reached', () => {
    const [cell] = expand({ ...minimal, training: { epochs: 9 }, measures: { epochs: [12, 8, 2, 9] } });
    expect(cell?.cell.measures).toEqual({ epochs: [2, 8], sharpness: false, examples: false });
  });
});
