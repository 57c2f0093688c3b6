import { describe, expect, it } from 'vitest';
import {
  architectureName,
  cellId,
  DATASETS,
  expandSweep,
  IMAGE_FOLDER,
  parameterCount,
  parseSweepSpec,
  Regularizer,
  regularizerName,
  satisfiesSchema,
  SweepSpec,
} from '../src/index.js';
import pinned from './fixtures/pinned-cells.json' with { type: 'json' };

const sweepOf = (spec: object): SweepSpec => parseSweepSpec({ name: 'n', ...spec });

describe('cells that have results', () => {
  it.each(pinned.map((cell) => [cell.of, JSON.stringify(cell.spec), cell] as const))(
    'keep the id, names and size of their %s: %s',
    (_of, _text, { spec, id, architecture, regularizer, parameters }) => {
      const cells = [...expandSweep(sweepOf(spec))];
      expect(cells).toHaveLength(1);
      const [expanded] = cells;
      const { cell } = expanded!;
      expect({
        id: expanded!.id,
        architecture: architectureName(cell.architecture),
        regularizer: regularizerName(cell.regularizer),
        parameters: parameterCount(cell),
      }).toEqual({ id, architecture, regularizer, parameters });
      expect(cellId(JSON.parse(JSON.stringify(cell)) as typeof cell)).toBe(id);
    },
  );

  it('cover every kind of architecture, corruption and data set, and every field of a regularizer', () => {
    const cells = pinned.flatMap(({ spec }) => [...expandSweep(sweepOf(spec))].map(({ cell }) => cell));
    const kinds = (of: (cell: (typeof cells)[number]) => string) => [...new Set(cells.map(of))].sort();
    expect(kinds(({ architecture }) => architecture.kind)).toEqual([
      'alexnet-small',
      'inception-small',
      'inception-v3',
      'kernel',
      'linear',
      'memorizer',
      'mlp',
      'resnet-18',
    ]);
    expect(kinds(({ corruption }) => corruption.kind)).toEqual([
      'asymmetric-labels',
      'gaussian',
      'none',
      'partial-labels',
      'random-binary-labels',
      'random-labels',
      'random-pixels',
      'shuffled-pixels',
    ]);
    expect(kinds(({ dataset }) => dataset.name)).toEqual([...Object.keys(DATASETS), IMAGE_FOLDER].sort());
    for (const field of Object.keys(Regularizer.properties) as (keyof Regularizer)[])
      expect(new Set(cells.map(({ regularizer }) => regularizer[field])).size, field).toBeGreaterThan(1);
  });
});

describe('the schema of a sweep', () => {
  const withAxis = (axis: string, value: unknown) => ({
    name: 'n',
    dataset: 'cifar10',
    grid: { architecture: ['mlp-1x512'], [axis]: [value] },
  });
  const accepts = (axis: string, value: unknown): boolean =>
    axis === 'dataset'
      ? satisfiesSchema(SweepSpec, { ...withAxis('seed', 1), dataset: value })
      : satisfiesSchema(SweepSpec, withAxis(axis, value));
  const folder = { name: 'image-folder', folder: 'f', classes: 2, images: { train: 1, test: 1 } };

  it.each<[axis: string, values: readonly unknown[]]>([
    [
      'architecture',
      [
        'mlp-999x99999',
        'linear-from-0.5',
        'linear-from-1e+99-random-convolutions',
        'linear-min-norm-gabor',
        'linear-random-convolutions',
        'kernel-random-convolutions',
        'memorizer-99-float32',
        { kind: 'linear' },
        { kind: 'linear', features: 'gabor', solver: 'min-norm', start: 1 },
        { kind: 'kernel', features: { kind: 'random-convolutions', side: 27 }, gamma: 1e-9 },
        { kind: 'memorizer' },
        'resnet-18-k999',
        { kind: 'resnet-18', width: 1 },
      ],
    ],
    [
      'regularizer',
      [
        'none',
        ['weight-decay', 'dropout', 'random-crop', 'flip-rotation', 'early-stopping'],
        {},
        { weightDecay: 'auto', dropout: 0, augmentation: 'none', patience: 1 },
      ],
    ],
    ['corruption', ['none', { kind: 'partial-labels', probability: 1, excludeTrueClass: false }]],
    [
      'dataset',
      ['synthetic', { name: 'mnist', train: 1, preprocessing: 'whiten' }, { ...folder, train: 1, test: 1 }],
    ],
  ])('still accepts for %s what it always accepted', (axis, values) => {
    for (const value of values) expect(accepts(axis, value), JSON.stringify(value)).toBe(true);
  });

  it.each<[axis: string, values: readonly unknown[]]>([
    [
      'architecture',
      [
        'mlp',
        'mlp-0x5',
        'mlp-1x100000',
        'mlp-1000x1',
        'linear-raw',
        'linear-gabor-min-norm',
        'linear-from-.5',
        'linear-from-1e5',
        'linear-min-norm-from-1',
        'kernel-raw',
        'kernel-min-norm',
        'memorizer-1',
        'memorizer-100',
        'memorizer-float64',
        'memorizer-float32',
        'inception-v3-no-bn',
        'resnet-18-k0',
        'resnet-18-k1000',
        'resnet-18-no-bn',
        { kind: 'resnet-18', width: 1000 },
        { kind: 'alexnet-small' },
        { kind: 'inception-small', batchNorm: true },
        { kind: 'mlp', depth: 1 },
        { kind: 'mlp', depth: 1, width: 1, features: 'raw' },
        { kind: 'linear', features: { kind: 'gabor' } },
        { kind: 'linear', start: -1 },
        { kind: 'kernel', gamma: 0 },
        { kind: 'kernel', features: { kind: 'random-convolutions', side: 28 } },
        { kind: 'memorizer', depth: 1 },
      ],
    ],
    [
      'regularizer',
      [
        [],
        ['none'],
        ['dropout', 'dropout'],
        'augmentation',
        { dropout: 'auto' },
        { dropout: 1 },
        { augmentation: 'early-stopping' },
        { patience: null },
        { patience: 0 },
      ],
    ],
    [
      'corruption',
      [
        'partial-labels',
        'asymmetric-labels',
        { kind: 'none' },
        { kind: 'partial-labels' },
        { kind: 'asymmetric-labels', transitions: [[1]] },
      ],
    ],
    [
      'dataset',
      [
        'image-folder',
        { name: 'cifar10', preprocessing: 'inception' },
        { ...folder, preprocessing: 'inception' },
        { ...folder, classes: 65_537 },
        { name: 'cifar10', folder: 'f' },
      ],
    ],
  ])('still rejects for %s what it always rejected', (axis, values) => {
    for (const value of values) expect(accepts(axis, value), JSON.stringify(value)).toBe(false);
  });
});
