import { describe, expect, it } from 'vitest';
import type { InvalidInputError } from '../src/index.js';
import {
  describeOptimizerOptions,
  expandSweep,
  optimizerOf,
  optimizerTitle,
  parseSweepSpec,
} from '../src/index.js';

const expand = (grid: object, training: object = {}) => [
  ...expandSweep(
    parseSweepSpec({
      name: 'n',
      dataset: 'cifar10',
      grid: { architecture: ['mlp-1x512'], ...grid },
      training,
    }),
  ),
];
const trainingsOf = (...given: Parameters<typeof expand>) =>
  expand(...given).map(({ cell }) => cell.training);

const USUAL = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

describe('Adam', () => {
  it('has by name the rate and the options of Kingma and Ba, for every architecture', () => {
    const architecture = ['mlp-1x512', 'inception-small', 'linear'];
    for (const training of trainingsOf({ architecture }, { optimizer: 'adam' }))
      expect(training).toEqual({
        epochs: 60,
        batchSize: 128,
        learningRate: 0.001,
        optimizer: USUAL,
        decay: 0.95,
        decaySteps: 391,
        stop: { trainLoss: null, trainAccuracy: null },
      });
  });

  it('is the same cell in whatever way it is written', () => {
    const written = ['adam', { kind: 'adam' }, { kind: 'adam', learningRate: 0.001 }, { beta1: 0.9 }, USUAL];
    expect(expand({ optimizer: written })).toEqual(expand({ optimizer: ['adam'] }));
    expect(expand({}, { optimizer: 'adam' })).toEqual(expand({ optimizer: ['adam'] }));
  });

  it('stands beside SGD in a grid, whose cells stay what they were', () => {
    const cells = expand({ optimizer: ['sgd', 'adam', {}] });
    expect(cells.map(({ cell }) => optimizerOf(cell.training))).toEqual([
      { kind: 'sgd', momentum: 0.9 },
      USUAL,
    ]);
    expect(cells[0]).toEqual(expand({})[0]);
    expect(cells[0]!.cell.training).not.toHaveProperty('optimizer');
    expect(cells[1]!.cell.training).not.toHaveProperty('momentum');
  });

  it('takes what it leaves out from training if that is Adam too, and nothing from SGD', () => {
    const adam = { kind: 'adam', learningRate: 0.01, beta2: 0.99 };
    expect(
      trainingsOf({ optimizer: [{ beta1: 0.5 }, { learningRate: 0.1 }] }, { optimizer: adam }),
    ).toMatchObject([
      { learningRate: 0.01, optimizer: { ...USUAL, beta1: 0.5, beta2: 0.99 } },
      { learningRate: 0.1, optimizer: { ...USUAL, beta2: 0.99 } },
    ]);
    expect(trainingsOf({ optimizer: ['adam'] }, { optimizer: { learningRate: 0.5 } })).toMatchObject([
      { learningRate: 0.001, optimizer: USUAL },
    ]);
    expect(trainingsOf({ optimizer: ['sgd', { momentum: 0 }] }, { optimizer: adam })).toMatchObject([
      { learningRate: 0.01, momentum: 0.9 },
      { learningRate: 0.01, momentum: 0 },
    ]);
  });

  it('is excluded by name', () => {
    const cells = [
      ...expandSweep(
        parseSweepSpec({
          name: 'n',
          dataset: 'cifar10',
          grid: { architecture: ['mlp-1x512'], optimizer: ['sgd', 'adam'] },
          exclude: [{ optimizer: ['adam'] }],
        }),
      ),
    ];
    expect(cells).toEqual(expand({ optimizer: ['sgd'] }));
  });

  it('is named in a report with its options', () => {
    const [training] = trainingsOf({ optimizer: [{ beta1: 0.5 }] });
    const optimizer = optimizerOf(training!);
    expect(optimizerTitle(optimizer)).toBe('Adam (Kingma and Ba 2015)');
    expect(describeOptimizerOptions(optimizer)).toBe('β₁ 0.5, β₂ 0.999, ε 1e-8');
  });

  it.each([
    ['adm', '', /^sgd, adam, {kind: sgd/],
    [{ kind: 'adamw' }, '', /^sgd, adam, {kind: sgd/],
    [{ kind: 'adam', beta1: 1 }, '/beta1', /from 0 to below 1/],
    [{ kind: 'adam', epsilon: 0 }, '/epsilon', /from 1e-20/],
    [{ kind: 'adam', momentum: 0.9 }, '/momentum', /learningRate, beta1, beta2, epsilon/],
    [{ beta1: 0.9, betas: 0.9 }, '/betas', /learningRate, beta1, beta2, epsilon/],
    [{ learningRate: -1 }, '/learningRate', /a number above 0/],
  ])('is refused where %j is wrong, with its place and what is expected', (optimizer, at, expected) => {
    expect.assertions(2);
    try {
      expand({}, { optimizer });
    } catch (error) {
      const { faults } = error as InvalidInputError;
      expect(faults.map(({ pointer }) => pointer)).toEqual([`/training/optimizer${at}`]);
      expect(faults[0]?.expected).toMatch(expected);
    }
  });
});
