import { describe, expect, it } from 'vitest';
import { parseSweepSpec, startExpansion } from '../src/index.js';

function warningsOf(spec: object): readonly string[] {
  const expansion = startExpansion(
    parseSweepSpec({ name: 'n', dataset: { name: 'synthetic', train: 64, test: 32 }, ...spec }),
  );
  Array.from(expansion.steps);
  return expansion.warnings();
}
/** One step of 64 images per epoch; the rate decays after each. */
const training = { epochs: 3, batchSize: 64, stepsPerDecay: 1 };
const grid = { architecture: ['mlp-1x16'] };

describe('warnings', () => {
  it('are empty if everything in the spec has its effect', () => {
    expect(
      warningsOf({
        grid: { ...grid, corruption: ['none', 'random-labels'], seed: [1, 2], labelSeed: [3] },
        exclude: [{ corruption: ['none'], seed: [2] }],
        measures: { epochs: [1, 2] },
        training,
      }),
    ).toEqual([]);
  });

  it.each([
    [
      { seed: [1, 1, 2, 1] },
      ['/grid/seed: 2 values repeated, possibly under another name; each counts once'],
    ],
    [
      { regularizer: ['none', { weightDecay: 0 }] },
      ['/grid/regularizer: 1 value repeated, possibly under another name; each counts once'],
    ],
    [
      { regularizer: ['weight-decay', { weightDecay: 5e-4 }] },
      ['/grid: 1 combination is the same as other cells of the sweep'],
    ],
    [
      { corruption: ['none', 'random-labels'], testLabels: ['clean', 'corrupted'], labelSeed: [1, 2] },
      ['/grid: 3 combinations are the same as other cells: labelSeed, testLabels make no difference to them'],
    ],
    [{ pixelSeed: [4] }, ['/grid/pixelSeed: makes no difference to any cell here']],
    [{ trainImages: [100] }, ['/grid/trainImages: 1 value above dataset.train (64), which they override']],
    [{ batchSize: [65] }, ['batchSize 65 is more than the 64 train images: each epoch is one step']],
    [
      { stepsPerDecay: ['auto'] },
      [
        'the learning rate never decays: decayPerEpoch applies once every 64 steps (stepsPerDecay; auto is an epoch of the whole train set), and there are only 3 steps',
      ],
    ],
    [
      { decayPerEpoch: [1, 0.5] },
      [
        'stepsPerDecay makes no difference if decayPerEpoch is 1, but still makes separate cells (1 of 2 cells)',
      ],
    ],
    [{ optimizer: [{ learningRate: 1000 }] }, ['a learning rate of 1000 is likely to diverge']],
    [
      { regularizer: ['early-stopping'] },
      ['early stopping never stops: its patience of 10 epochs is not less than the 3 epochs of training'],
    ],
    [{ architecture: ['mlp-256x2'] }, ['mlp-256x2 has 256 hidden layers of 2 units; mlp-2x256 has 2 of 256']],
    [
      {
        corruption: [
          {
            kind: 'asymmetric-labels',
            transitions: Array.from({ length: 10 }, (_, i) =>
              Array.from({ length: 10 }, (__, j) => (i === j ? 1 : 0)),
            ),
          },
        ],
      },
      ['this asymmetric-labels changes no label: its cells train as with none, but count as separate cells'],
    ],
  ])('tell what has no effect in the axes %j', (axes, expected) => {
    expect(warningsOf({ grid: { ...grid, ...axes }, training })).toEqual(expected);
  });

  it('name only the excludes that match nothing', () => {
    expect(
      warningsOf({
        grid: { ...grid, seed: [1, 2], epochs: [1, 2] },
        // The second matches only combinations that the first has already excluded; the last matches nothing.
        exclude: [{ seed: [2] }, { seed: [2], epochs: [1] }, { seed: [1], batchSize: [7] }],
        training,
      }),
    ).toEqual(['/exclude/2: matches nothing']);
  });

  it('tell what an include inherits, repeats or loses', () => {
    expect(
      warningsOf({
        grid: { ...grid, corruption: ['random-labels'], seed: [1, 2] },
        include: [grid, { ...grid, corruption: ['random-labels'] }, { architecture: ['linear'] }],
        exclude: [{ architecture: ['linear'] }],
        training,
      }),
    ).toEqual([
      '/include/1: 1 combination is the same as other cells of the sweep',
      '/include/2: exclude removes all of it',
      '/include/0: omits corruption, so it takes the value in training or the default, which /grid does not contain',
      '/include/2: omits corruption, so it takes the value in training or the default, which /grid does not contain',
    ]);
  });

  it('name measures after the last epoch, and training settings of solved cells', () => {
    expect(
      warningsOf({ grid: { ...grid, epochs: [2, 3] }, measures: { epochs: [1, 3, 9] }, training }),
    ).toEqual([
      'measures.epochs 3, 9 are after the last epoch, 2 (1 of 2 cells)',
      'measures.epochs 9 are after the last epoch, 3 (1 of 2 cells)',
    ]);
    expect(
      warningsOf({ grid: { architecture: ['linear-min-norm'] }, measures: { sharpness: true }, training }),
    ).toEqual([
      '/training: makes no difference, because every cell is solved, not trained',
      '/measures: makes no difference, because every cell is solved, not trained',
    ]);
  });

  it('name an optimizer of training that no grid has', () => {
    const sgd = { ...training, optimizer: { learningRate: 0.0003 } };
    expect(warningsOf({ grid: { ...grid, optimizer: ['adam'] }, training: sgd })).toEqual([
      '/training/optimizer: makes no difference, because no grid has sgd on its axis optimizer',
    ]);
    expect(warningsOf({ grid: { ...grid, optimizer: ['adam', 'sgd'] }, training: sgd })).toEqual([]);
    expect(
      warningsOf({
        grid: { ...grid, optimizer: [{ beta1: 0.5 }] },
        training: { ...training, optimizer: 'adam' },
      }),
    ).toEqual([]);
    expect(warningsOf({ grid, training: sgd })).toEqual([]);
  });

  it('tell that the ridge of a solved model has another scale', () => {
    expect(
      warningsOf({
        grid: { architecture: ['linear', 'linear-min-norm'], regularizer: ['none', { weightDecay: 0.1 }] },
        training,
      }),
    ).toEqual([
      'for a solved model, weightDecay is a ridge on the sum over the train images; in training it applies to their mean. For the same model, multiply it by the number of images (1 of 4 cells)',
    ]);
  });

  it('number at most 50', () => {
    const exclude = Array.from({ length: 60 }, (_, index) => ({ seed: [index + 2] }));
    const warnings = warningsOf({ grid, exclude, training });
    expect(warnings).toHaveLength(50);
    expect(warnings.at(-1)).toBe('and 11 more warnings');
  });
});
