import type { ResultRow } from '@rote/contracts';
import { type Cell, expandSweep, parseSweepSpec } from '@rote/domain';
import { describe, expect, it } from 'vitest';
import { csvOfResults, csvOfTable } from '../src/report/csv-of.js';
import { describeFinding } from '../src/report/describe-finding.js';
import { describeMissing } from '../src/report/describe-missing.js';
import { aboveTable, summaryTable } from '../src/report/summary-table.js';

const SUCCEEDED = {
  state: 'succeeded',
  train_accuracy: 1,
  test_accuracy: 0.41,
  epochs_to_fit: 12,
  epochs: 14,
  seconds: 3.21,
};
const FAILED = {
  state: 'failed',
  train_accuracy: null,
  test_accuracy: null,
  epochs_to_fit: null,
  epochs: null,
  seconds: null,
};
const rowOf = (row: object): ResultRow => ({ ...SUCCEEDED, ...row }) as ResultRow;

const BASE = { name: 'test', dataset: { name: 'cifar10', train: 200, test: 100 } };
const cellsOf = (spec: object): readonly Cell[] =>
  [...expandSweep(parseSweepSpec({ ...BASE, ...spec }))].map(({ cell }) => cell);

/** Returns the table of a sweep whose cells all have the same result. */
function tableOf(spec: object): {
  names: readonly string[];
  rows: readonly (readonly unknown[])[];
  shared: string;
} {
  const cells = cellsOf(spec);
  const { columns, rows, shared } = summaryTable(
    cells.map(() => rowOf({})),
    cells,
  );
  return { names: columns.map(({ name }) => name), rows, shared };
}

describe('summaryTable', () => {
  it('has a column for everything that differs, and states the rest once', () => {
    const { names, rows, shared } = tableOf({
      grid: {
        architecture: ['mlp-1x512'],
        corruption: ['none', { kind: 'partial-labels', probability: 0.5 }],
      },
    });
    expect(names).toEqual([
      'corruption',
      'train accuracy',
      'test accuracy',
      'epochs to fit',
      'epochs',
      'seconds',
    ]);
    expect(rows).toEqual([
      ['none', '100.0 %', '41.0 %', 12, 14, '3.2'],
      ['partial-labels 0.5', '100.0 %', '41.0 %', 12, 14, '3.2'],
    ]);
    expect(aboveTable(rows, shared)).toBe(
      '2 cells: cifar10, 200 train images, 100 test images, mlp-1x512, no regularizer, at most 60 epochs, batch 128, sgd, rate 0.01, seed 1.',
    );
  });

  // Whatever a grid varies, no two of its rows look alike.
  it.each<[string, object]>([
    ['rate', { optimizer: [{ learningRate: 1000 }, { learningRate: 0.01 }] }],
    ['momentum', { optimizer: [{ momentum: 0 }, { momentum: 0.9 }] }],
    [
      'batch, test labels',
      { corruption: ['random-labels'], batchSize: [10, 25], testLabels: ['clean', 'corrupted'] },
    ],
    [
      'regularizer, weight decay',
      { regularizer: ['weight-decay', { weightDecay: 0.01 }, { weightDecay: 0.5 }, 'none'] },
    ],
    ['dropout', { regularizer: [{ dropout: 0.2 }, { dropout: 0.8 }] }],
    ['patience', { regularizer: [{ patience: 3 }, { patience: 4 }] }],
    [
      'never true class',
      {
        corruption: [
          { kind: 'partial-labels', probability: 0.5 },
          { kind: 'partial-labels', probability: 0.5, excludeTrueClass: true },
        ],
      },
    ],
    ['train images', { trainImages: [100, 150] }],
    ['label seed', { corruption: ['random-labels'], labelSeed: [1, 2] }],
    ['pixel seed', { corruption: ['gaussian'], pixelSeed: [1, 2] }],
    ['order seed, init seed', { initSeed: [1, 2], orderSeed: [1, 2] }],
    ['left out', { leaveOut: ['none', 3, 4] }],
    ['max epochs', { epochs: [1, 2] }],
    ['decay', { decayPerEpoch: [1, 0.5] }],
    ['decay steps', { stepsPerDecay: [10, 20] }],
    ['stop at loss', { stop: [{}, { trainLoss: 0.1 }] }],
    ['stop at accuracy', { stop: [{}, { trainAccuracy: 1 }] }],
    [
      'gamma',
      {
        architecture: [
          { kind: 'kernel', gamma: 0.1 },
          { kind: 'kernel', gamma: 0.2 },
        ],
      },
    ],
    [
      'features.filters',
      {
        architecture: [8, 16].map((filters) => ({
          kind: 'linear',
          features: { kind: 'random-convolutions', filters },
        })),
      },
    ],
    ['seed', { seed: [1, 2] }],
  ])('tells cells apart by %s', (axes, grid) => {
    const { names, rows } = tableOf({ grid: { architecture: ['mlp-2x64'], ...grid } });
    expect(names.slice(0, -5).join(', ')).toBe(axes);
    expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(rows.length);
  });

  it('has no column for values that follow from the architecture', () => {
    const { names } = tableOf({
      grid: { architecture: ['mlp-1x512', 'inception-small'], regularizer: ['none', 'weight-decay'] },
    });
    expect(names.slice(0, -5)).toEqual(['architecture', 'regularizer']);
  });

  it('leaves the results of a cell without a result empty', () => {
    const { columns, rows } = summaryTable([rowOf(FAILED)], cellsOf({ grid: { architecture: ['mlp-1x8'] } }));
    expect(columns.map(({ name }) => name)).toContain('state');
    expect(rows).toEqual([['failed', '', '', null, null, '']]);
  });
});

describe('describeFinding', () => {
  const bare = { dataset: 'cifar10', regularizer: 'none', corruption: 'none' };

  it('compares true labels with random ones', () => {
    const random = { ...bare, corruption: 'random-labels', train_accuracy: 0.994, test_accuracy: 0.098 };
    expect(describeFinding([rowOf(bare), rowOf(random)])).toBe(
      'Without a regularizer:\n' +
        '  true labels:   train 100.0 %, test 41.0 %\n' +
        '  random labels: train 99.4 %, test 9.8 % (chance is 10 %)',
    );
  });

  it('omits chance if data sets have different numbers of classes, or unknown ones', () => {
    const random = { ...bare, corruption: 'random-labels' };
    const folder = { ...random, dataset: 'image-folder' };
    expect(describeFinding([rowOf(bare), rowOf(folder)])).toMatch(/test 41.0 %$/);
    expect(describeFinding([rowOf(bare), rowOf(random), rowOf(folder)])).toMatch(/test 41.0 %$/);
  });

  it('returns nothing if there is nothing to compare', () => {
    expect(describeFinding([rowOf(bare), rowOf({ ...FAILED, ...bare })])).toBeUndefined();
    expect(describeFinding([])).toBeUndefined();
  });
});

it('describeMissing names the cells without a result, and why', () => {
  const cell = {
    id: 'c5'.repeat(32),
    state: 'failed',
    architecture: 'mlp-1x512',
    corruption: 'none',
    regularizer: 'weight-decay',
    seed: 1,
    error: { class: 'crash', message: 'the trainer crashed' },
  } as const;
  expect(describeMissing([{ ...cell, state: 'succeeded' }, cell])).toEqual([
    'failed: mlp-1x512, none, weight-decay, seed 1 (cell c5c5c5c5c5c5): crash: the trainer crashed',
  ]);
});

it('a report’s CSV has every column, and guards what a spreadsheet would run', () => {
  const csv = csvOfResults([rowOf({ sweep: '=1+1', train_loss: 'NaN', test_loss: null })]);
  const [head, line] = csv.split('\n');
  expect(head).toMatch(/^sweep,sweep_id,position,cell,state,/);
  expect(line).toMatch(/^'=1\+1,/);
  expect(line).toContain(',NaN,');
  const table = { name: 'x', columns: ['a', 'b'], rows: [['-Infinity', '-x']] };
  expect(csvOfTable(table)).toBe("a,b\n-Infinity,'-x\n");
});
