import { describe, expect, test } from 'vitest';
import { cellId, protocolVersion } from '../src/index.js';
import type { Architecture, Cell } from '../src/index.js';

const CELL: Cell = {
  dataset: { name: 'cifar10', train: 128, test: 100, subsetSeed: 0, preprocessing: 'whiten' },
  corruption: { kind: 'none' },
  regularizer: { weightDecay: 0, dropout: 0, augmentation: 'none', patience: null },
  architecture: { kind: 'inception-small', batchNorm: true },
  seed: 1,
  training: {
    epochs: 6,
    batchSize: 64,
    learningRate: 0.01,
    momentum: 0.9,
    decay: 0.95,
    decaySteps: 391,
    stop: { trainLoss: null, trainAccuracy: null },
  },
};

const of = (images: number, batchSize: number, rest: Partial<Cell> = {}): Cell => ({
  ...CELL,
  dataset: { name: 'cifar10', train: images, test: 100, subsetSeed: 0, preprocessing: 'whiten' },
  training: { ...CELL.training, batchSize },
  ...rest,
});

const LINEAR = { kind: 'linear', features: { kind: 'raw' } } as const;

describe('the protocol of a cell', () => {
  test.each([
    ['whole batches', of(128, 64), 1],
    ['one batch per epoch', of(50, 64), 1],
    ['a last batch of one', of(129, 64), 2],
    ['all of CIFAR-10, whose last batch has 80 images', of(50_000, 128), 2],
    ['one image left out, with only whole batches', of(129, 64, { leaveOut: 3 }), 1],
    ['one image left out, with a smaller last batch', of(128, 64, { leaveOut: 3 }), 2],
  ])('with batch normalization: %s', (_, cell, version) => {
    expect(protocolVersion(cell)).toBe(version);
  });

  const ARCHITECTURES: readonly (readonly [Architecture, 1 | 2])[] = [
    [{ kind: 'inception-small', batchNorm: false }, 1],
    [{ kind: 'alexnet-small' }, 1],
    [{ kind: 'mlp', depth: 3, width: 512 }, 1],
    [{ kind: 'kernel', features: { kind: 'raw' }, gamma: 0.02 }, 1],
    [{ kind: 'memorizer', depth: 2, precision: 'float64' }, 1],
    [{ kind: 'inception-v3' }, 2],
    [{ ...LINEAR, solver: { kind: 'sgd', start: 0 } }, 2],
    [{ ...LINEAR, solver: { kind: 'min-norm' } }, 2],
  ];
  test.each(ARCHITECTURES)('of %j does not depend on the last batch', (architecture, version) => {
    expect(protocolVersion(of(129, 64, { architecture }))).toBe(version);
    expect(protocolVersion(of(128, 64, { architecture }))).toBe(version);
  });

  test('of a ridge is 1, because it was always correct', () => {
    const regularizer = { ...CELL.regularizer, weightDecay: 0.1 };
    const architecture = { ...LINEAR, solver: { kind: 'min-norm' } } as const;
    expect(protocolVersion(of(129, 64, { architecture, regularizer }))).toBe(1);
  });
});

test('cells of protocol 1 keep their old ids, and others get new ones', () => {
  // The id in the first version.
  expect(cellId(of(128, 64))).toBe('22a1d3e7803a8857ad1058366e52fc6e2f38308a0e45861976386ed65bca5f60');
  expect(cellId(of(129, 64, { architecture: { kind: 'mlp', depth: 1, width: 512 } }))).toBe(
    '622dc39cb40c3418d7a83d5be8f93640451d6f472638a16e36d4b30b412a05c8',
  );
  expect(
    cellId(of(129, 64, { architecture: { kind: 'kernel', features: { kind: 'raw' }, gamma: 0.02 } })),
  ).toBe('f34776940aeb8ad4923eeff256489047179585d6e4029712154d46e9551949ec');
  expect(cellId(of(129, 64))).toBe('9e48991c38a48c1006a7a12fc7835d5b4d5e8cc7b6680d4f7b984d34b289261f');
});
