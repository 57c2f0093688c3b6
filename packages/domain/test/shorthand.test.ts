import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeOut } from '../src/shorthand/index.js';
import { expandSweep, parseSweepSpec, readSweepSpec, startExpansion } from '../src/index.js';
import { faultsOf } from './fixtures/faults-of.js';

const specWith = (grid: object, rest: object = {}): object => ({
  name: 'n',
  dataset: 'cifar10',
  grid: { architecture: ['mlp-1x512'], ...grid },
  ...rest,
});
const idsOf = (spec: unknown): string[] => [...expandSweep(parseSweepSpec(spec))].map(({ id }) => id);
const gridOf = (grid: object): unknown => parseSweepSpec(specWith(grid)).grid;

describe('a range', () => {
  it.each([
    [{ from: 1000, to: 4000, step: 1000 }, [1000, 2000, 3000, 4000]],
    [{ from: 1, to: 3 }, [1, 2, 3]],
    [{ from: 10, to: 15, step: 2 }, [10, 12, 14]],
    [{ linspace: [10, 50, 5] }, [10, 20, 30, 40, 50]],
    [{ linspace: [60, 20, 3] }, [60, 40, 20]],
    [{ logspace: [0, 3, 4] }, [1, 10, 100, 1000]],
    [{ geomspace: [16, 256, 5] }, [16, 32, 64, 128, 256]],
    [{ geomspace: [7, 7, 1] }, [7]],
    [
      [5, { from: 10, to: 20, step: 5 }, 60],
      [5, 10, 15, 20, 60],
    ],
  ])('in place of a list or inside one, %j, is its numbers', (written, expected) => {
    expect(gridOf({ epochs: written })).toMatchObject({ epochs: expected });
  });

  it('has the decimal fractions that a person would write', () => {
    const tenths = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
    const corruption = tenths.map((probability) => ({ kind: 'partial-labels', probability }));
    for (const probability of [{ linspace: [0, 1, 11] }, { from: 0, to: 1, step: 0.1 }])
      expect(gridOf({ corruption: [{ kind: 'partial-labels', probability }] })).toMatchObject({ corruption });
    expect(gridOf({ optimizer: [{ learningRate: { logspace: [-4, -1, 4] } }] })).toMatchObject({
      optimizer: [0.0001, 0.001, 0.01, 0.1].map((learningRate) => ({ learningRate })),
    });
    expect(gridOf({ optimizer: [{ learningRate: { geomspace: [0.0001, 0.1, 4] } }] })).toMatchObject({
      optimizer: [0.0001, 0.001, 0.01, 0.1].map((learningRate) => ({ learningRate })),
    });
  });

  it('ends at its ends, with as many numbers as it says', () => {
    const ends = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(ends, ends, fc.integer({ min: 2, max: 200 }), (first, last, count) => {
        const { decayPerEpoch = [] } = readUnchecked({ decayPerEpoch: { linspace: [first, last, count] } });
        expect(decayPerEpoch).toHaveLength(count);
        expect(decayPerEpoch[0]).toBeCloseTo(first, 5);
        expect(decayPerEpoch.at(-1)).toBeCloseTo(last, 5);
      }),
    );
  });

  it('combines with the other ranges of one value, the last varying fastest', () => {
    const written = { kind: 'mlp', depth: { from: 1, to: 2 }, width: { geomspace: [32, 128, 3] } };
    expect(gridOf({ architecture: [written, 'linear'] })).toEqual({
      architecture: [
        ...[1, 2].flatMap((depth) => [32, 64, 128].map((width) => ({ kind: 'mlp', depth, width }))),
        'linear',
      ],
    });
  });

  it('means the same cells as its list, in grids and patterns', () => {
    const listed = specWith(
      { trainImages: [100, 200, 300], batchSize: [32, 64] },
      { exclude: [{ trainImages: [200, 300], batchSize: [64] }] },
    );
    const ranged = specWith(
      { trainImages: { from: 100, to: 300, step: 100 }, batchSize: [{ geomspace: [32, 64, 2] }] },
      { exclude: [{ trainImages: { linspace: [200, 300, 2] }, batchSize: [64] }] },
    );
    expect(idsOf(ranged)).toEqual(idsOf(listed));
  });

  it('of seeds with a step is a list', () => {
    expect(gridOf({ seed: { from: 1, to: 9, step: 4 }, initSeed: [{ from: 3, to: 4 }] })).toMatchObject({
      seed: [1, 5, 9],
      initSeed: [3, 4],
    });
    expect(gridOf({ seed: { from: 1, to: 100 } })).toMatchObject({ seed: { from: 1, to: 100 } });
  });

  it.each([
    [{ epochs: { from: 3, to: 1 } }, '/grid/epochs/to', 'at least 3'],
    [{ epochs: { from: 1, to: 3, step: 0 } }, '/grid/epochs/step', 'above 0'],
    [{ epochs: { from: 1, to: 1e6, step: 1 } }, '/grid/epochs', 'at most 100000 values'],
    [{ epochs: [5, { linspace: [1, 3] }] }, '/grid/epochs/1/linspace', '[first, last, count]'],
    [{ epochs: { linspace: [1, 3, 3], to: 4 } }, '/grid/epochs/to', 'one of the fields'],
    [{ epochs: [5, { linspace: [1, 2, 3] }] }, '/grid/epochs/1', 'a whole number'],
    [
      { optimizer: [{ learningRate: { geomspace: [0, 1, 3] } }] },
      '/grid/optimizer/0/learningRate',
      'above 0',
    ],
    [
      { corruption: ['none', { kind: 'partial-labels', probability: { linspace: [0, 2, 5] } }] },
      '/grid/corruption/1/probability',
      'a probability',
    ],
    [{ trainImages: [10, { from: 49_999, to: 50_003 }] }, '/grid/trainImages/1', 'at most 50000'],
  ])('that is wrong, %j, is rejected where it was written: %s', (grid, pointer, expected) => {
    const faults = faultsOf(specWith(grid));
    expect(faults[0]).toMatchObject({
      pointer: expect.stringContaining(pointer) as string,
      expected: expect.stringContaining(expected) as string,
    });
    expect(new Set(faults.map((fault) => JSON.stringify(fault))).size).toBe(faults.length);
  });
});

/** The axes of numbers of a grid, whether or not they are valid. */
function readUnchecked(grid: object): Record<string, number[]> {
  const faults = faultsOf(specWith(grid));
  const { spec } =
    faults.length === 0 ? readSweepSpec(specWith(grid)) : { spec: writeOut(specWith(grid)).spec };
  return (spec as { grid: Record<string, number[]> }).grid;
}

describe('zip', () => {
  it('advances its axes together, each step combined with the other axes', () => {
    const spec = specWith({
      seed: [1, 2],
      zip: { trainImages: [1000, 2000, 4000], epochs: { linspace: [60, 20, 3] } },
    });
    const cells = [...expandSweep(parseSweepSpec(spec))].map(({ cell }) => cell);
    expect(
      cells.map(({ dataset, training, seed }) => [
        dataset.train,
        (training as { epochs: number }).epochs,
        seed,
      ]),
    ).toEqual([
      [1000, 60, 1],
      [1000, 60, 2],
      [2000, 40, 1],
      [2000, 40, 2],
      [4000, 20, 1],
      [4000, 20, 2],
    ]);
  });

  it('of several groups is their product, also in an include', () => {
    const zip = [
      { trainImages: [100, 200], epochs: [2, 1] },
      { batchSize: [32, 64, 128], decayPerEpoch: [0.9, 0.95, 1] },
    ];
    expect(idsOf(specWith({ zip }))).toHaveLength(6);
    const included = specWith({}, { include: [{ architecture: ['mlp-1x16'], zip }] });
    expect(idsOf(included)).toHaveLength(7);
  });

  it('that is wrong may have an axis that the grid must have', () => {
    const spec = {
      name: 'n',
      dataset: 'cifar10',
      grid: { zip: { architecture: ['linear'], epochs: [1, 2] } },
    };
    expect(faultsOf(spec).map(({ pointer }) => pointer)).toEqual(['/grid/zip/epochs']);
  });

  it.each([
    [{ trainImages: [1, 2], epochs: [1, 2, 3] }, '/grid/zip/epochs', '2 values, as many as trainImages'],
    [{ trainImages: [1, 2] }, '/grid/zip', 'at least two axes'],
    [[{ trainImages: [1, 2], epochs: [1, 2] }, 7], '/grid/zip/1', 'at least two axes'],
    [{ architecture: ['linear', 'mlp-1x8'], epochs: [1, 2] }, '/grid/zip/architecture', 'only once'],
    [
      [
        { trainImages: [1, 2], epochs: [1, 2] },
        { batchSize: [1, 2], epochs: [1, 2] },
      ],
      '/grid/zip/1/epochs',
      'only once',
    ],
    [{ trainImages: [10, 60_000], epochs: [1, 2] }, '/grid/zip/trainImages/1', 'at most 50000'],
    [{ trainImage: [10, 20], epochs: [1, 2] }, '/grid/zip/trainImage', 'one of the fields'],
    [{ seed: { from: 1, to: 1001 }, trainImages: { from: 1, to: 1001 } }, '/grid/zip', 'at most 1000 steps'],
  ])('that is wrong, %j, is rejected at %s', (zip, pointer, expected) => {
    expect(faultsOf(specWith({ zip }))).toMatchObject([
      { pointer, expected: expect.stringContaining(expected) as string },
    ]);
  });
});

describe('conditional', () => {
  const grid = {
    architecture: ['mlp-1x512', 'alexnet-small'],
    corruption: ['none', 'random-labels'],
    regularizer: ['none'],
  };

  it('adds values for the combinations that meet it', () => {
    const conditional = [
      {
        if: { architecture: ['alexnet-small'], corruption: ['none'] },
        regularizer: ['dropout', 'random-crop'],
      },
    ];
    const listed = specWith(grid, {
      include: [
        { architecture: ['alexnet-small'], corruption: ['none'], regularizer: ['dropout', 'random-crop'] },
      ],
    });
    expect(idsOf(specWith({ ...grid, conditional }))).toEqual(idsOf(listed));
  });

  it('compares seeds with those of a range', () => {
    const conditional = [{ if: { seed: [3] }, batchSize: [32] }];
    expect(idsOf(specWith({ seed: { from: 1, to: 5 }, conditional }))).toHaveLength(6);
  });

  it('applies to the steps of a zip', () => {
    const zip = { trainImages: [100, 200], epochs: [2, 1] };
    const conditional = [{ if: { trainImages: [200] }, batchSize: [32, 64] }];
    expect(idsOf(specWith({ zip, conditional }))).toHaveLength(4);
  });

  it.each([
    [{}, '/grid/conditional', 'a list'],
    [[{ regularizer: ['dropout'] }], '/grid/conditional/0', 'the field if'],
    [
      [{ if: { architecture: ['linear'] }, epochs: [3] }],
      '/grid/conditional/0/if/architecture/0',
      'has in this',
    ],
    [[{ if: { batchSize: [32] }, epochs: [3] }], '/grid/conditional/0/if/batchSize/0', 'has in this grid'],
    [
      [{ if: { regularizer: ['none'] }, regularizer: ['dropout'] }],
      '/grid/conditional/0/regularizer',
      'not in if',
    ],
    [[{ if: { regularizer: ['none'] }, epochs: [0] }], '/grid/conditional/0/epochs/0', 'a whole number'],
  ])('that is wrong, %j, is rejected at %s', (conditional, pointer, expected) => {
    expect(faultsOf(specWith({ ...grid, conditional }))).toMatchObject([
      { pointer, expected: expect.stringContaining(expected) as string },
    ]);
  });
});

describe('a warning', () => {
  it('names the place that was written, once for all steps of a zip', () => {
    const { spec, placeOf } = readSweepSpec(
      specWith({
        architecture: ['linear-min-norm'],
        batchSize: { from: 1, to: 2 },
        zip: { trainImages: [100, 200, 300], initSeed: [1, 2, 3] },
      }),
    );
    const { steps, warnings } = startExpansion(spec, placeOf);
    expect([...steps]).not.toHaveLength(0);
    expect(warnings().filter((warning) => warning.startsWith('/grid/batchSize'))).toEqual([
      '/grid/batchSize: makes no difference to any cell here',
    ]);
    expect(warnings().filter((warning) => warning.startsWith('/include'))).toEqual([]);
  });
});

describe('a short text', () => {
  const many = { from: 1, to: 100_000 };
  const list = Array.from({ length: 50 }, (_, index) => ({
    from: index * 100_000,
    to: (index + 1) * 100_000 - 1,
  }));
  const zip = { trainImages: { from: 1, to: 1000 }, seed: { from: 1, to: 1000 } };

  it.each([
    ['a list of long ranges', { orderSeed: list }],
    [
      'ranges inside one value',
      { architecture: [{ kind: 'mlp', depth: { from: 1, to: 999 }, width: many }] },
    ],
    ['a zip of long axes', { initSeed: [many], zip }],
    [
      'many conditions',
      { zip, conditional: Array.from({ length: 1000 }, () => ({ if: { seed: [1] }, epochs: [3] })) },
    ],
    [
      'many faults',
      { epochs: Array.from({ length: 50_000 }, () => ({ linspace: [] })), trainImages: [many] },
    ],
    ['many groups', { zip: Array.from({ length: 50_000 }, () => ({ epochs: [1], batchSize: [1] })) }],
  ])('does not stand for more than a sweep can be: %s', (_, grid) => {
    const faults = faultsOf(specWith(grid));
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.length).toBeLessThanOrEqual(50);
  });
});
