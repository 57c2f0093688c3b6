import { describe, expect, it } from 'vitest';
import { parseSweepSpec, startExpansion } from '../src/index.js';

function warningsOf(spec: object): readonly string[] {
  const expansion = startExpansion(
    parseSweepSpec({ name: 'n', dataset: { name: 'synthetic', train: 64, test: 32 }, ...spec }),
  );
  Array.from(expansion.steps);
  return expansion.warnings();
}
/** 64 images at a time: 1 step an epoch, and the rate decays after each. */
const training = { epochs: 3, batchSize: 64, stepsPerDecay: 1 };
const grid = { architecture: ['mlp-1x16'] };

describe('warnings', () => {
  it('are none where all that is said has its effect', () => {
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
      ['/grid/seed: 2 values given again, or as another word for the same; each counts once'],
    ],
    [
      { regularizer: ['none', { weightDecay: 0 }] },
      ['/grid/regularizer: 1 value given again, or as another word for the same; each counts once'],
    ],
    [
      { regularizer: ['weight-decay', { weightDecay: 5e-4 }] },
      ['/grid: 1 combination is the same cells as others of the sweep'],
    ],
    [
      { corruption: ['none', 'random-labels'], testLabels: ['clean', 'corrupted'], labelSeed: [1, 2] },
      [
        '/grid: 3 combinations are the same cells as others: labelSeed, testLabels make no difference to them',
      ],
    ],
    [{ pixelSeed: [4] }, ['/grid/pixelSeed: makes no difference to any cell here']],
    [{ trainImages: [100] }, ['/grid/trainImages: 1 value above dataset.train (64), whose place they take']],
    [{ batchSize: [65] }, ['batchSize 65 is more than the 64 train images: each epoch is one step']],
    [
      { stepsPerDecay: ['auto'] },
      [
        'the learning rate never decays: decayPerEpoch is a factor for every 64 steps (stepsPerDecay; auto is an epoch of the whole train set), and there are 3 steps',
      ],
    ],
    [
      { decayPerEpoch: [1, 0.5] },
      [
        'stepsPerDecay makes no difference where decayPerEpoch is 1, but makes cells of their own (1 of 2 cells)',
      ],
    ],
    [{ optimizer: [{ learningRate: 1000 }] }, ['a learning rate of 1000 is likely to diverge']],
    [
      { regularizer: ['early-stopping'] },
      ['early stopping never stops: its patience of 10 epochs is not below the 3 epochs'],
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
      ['asymmetric-labels changes no label: they train as none does, but are cells of their own'],
    ],
  ])('say of the axes %j what has no effect', (axes, expected) => {
    expect(warningsOf({ grid: { ...grid, ...axes }, training })).toEqual(expected);
  });

  it('name the excludes that match nothing, and those alone', () => {
    expect(
      warningsOf({
        grid: { ...grid, seed: [1, 2], epochs: [1, 2] },
        // The second matches what the first leaves out before it, the last one nothing.
        exclude: [{ seed: [2] }, { seed: [2], epochs: [1] }, { seed: [1], batchSize: [7] }],
        training,
      }),
    ).toEqual(['/exclude/2: matches nothing']);
  });

  it('say what an include takes from elsewhere, repeats, or loses', () => {
    expect(
      warningsOf({
        grid: { ...grid, corruption: ['random-labels'], seed: [1, 2] },
        include: [grid, { ...grid, corruption: ['random-labels'] }, { architecture: ['linear'] }],
        exclude: [{ architecture: ['linear'] }],
        training,
      }),
    ).toEqual([
      '/include/1: 1 combination is the same cells as others of the sweep',
      '/include/2: exclude leaves nothing of it',
      '/include/0: leaves out corruption, and so has what training says or the default, which /grid does not have',
      '/include/2: leaves out corruption, and so has what training says or the default, which /grid does not have',
    ]);
  });

  it('name measures after the last epoch, and training of what is solved', () => {
    expect(
      warningsOf({ grid: { ...grid, epochs: [2, 3] }, measures: { epochs: [1, 3, 9] }, training }),
    ).toEqual([
      'measures.epochs 3, 9 come after the last epoch, which is 2 (1 of 2 cells)',
      'measures.epochs 9 come after the last epoch, which is 3 (1 of 2 cells)',
    ]);
    expect(
      warningsOf({ grid: { architecture: ['linear-min-norm'] }, measures: { sharpness: true }, training }),
    ).toEqual([
      '/training: makes no difference, for every cell is solved, not trained',
      '/measures: makes no difference, for every cell is solved, not trained',
    ]);
  });

  it('tell that a ridge of what is solved is on another scale', () => {
    expect(
      warningsOf({
        grid: { architecture: ['linear', 'linear-min-norm'], regularizer: ['none', { weightDecay: 0.1 }] },
        training,
      }),
    ).toEqual([
      'weightDecay of what is solved is a ridge on the sum over the train images, where training has it on their mean: for the same model multiply it by the number of images (1 of 4 cells)',
    ]);
  });

  it('are 50 at most', () => {
    const exclude = Array.from({ length: 60 }, (_, index) => ({ seed: [index + 2] }));
    const warnings = warningsOf({ grid, exclude, training });
    expect(warnings).toHaveLength(50);
    expect(warnings.at(-1)).toBe('and 11 more warnings');
  });
});
