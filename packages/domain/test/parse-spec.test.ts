import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { architectureName, InvalidInputError, parseSweepSpec, resolveArchitecture } from '../src/index.js';
import { faultsOf } from './fixtures/faults-of.js';

describe('parseSweepSpec', () => {
  it('reports every fault of a spec at once, with its place', () => {
    const faults = faultsOf({
      name: '',
      dataset: { name: 'cifar11', train: 0 },
      grid: {
        corruption: ['nonsense', { kind: 'partial-labels', probability: 2 }, 5],
        regularizer: [['weight-decay', 'foo']],
        architecture: ['mlp-0x5', 'mlp-3x512'],
        color: ['red'],
      },
      training: { epochs: 'many', optimizer: { rate: 1 } },
    });
    expect(faults.map(({ pointer }) => pointer).sort()).toEqual([
      '/dataset/name',
      '/dataset/train',
      '/grid/architecture/0',
      '/grid/color',
      '/grid/corruption/0',
      '/grid/corruption/1/probability',
      '/grid/corruption/2',
      '/grid/regularizer/0/1',
      '/name',
      '/training/epochs',
      '/training/optimizer/rate',
    ]);
    for (const { expected } of faults) expect(expected.length).toBeGreaterThan(6);
  });

  it.each([null, 5, 'text', []])('rejects %j as a whole', (value) => {
    expect(faultsOf(value)).toHaveLength(1);
    expect(faultsOf(value)[0]!.pointer).toBe('');
  });

  it('accepts every architecture name that results print, with the same meaning except for defaults', () => {
    const features = fc.constantFrom('raw' as const, 'gabor' as const, 'random-convolutions' as const);
    const architectures = fc.oneof(
      fc.constantFrom(
        'alexnet-small',
        'inception-small',
        'inception-small-no-bn',
        'inception-v3',
        'mlp-3x512',
      ),
      fc.record({ kind: fc.constant('linear' as const), features, solver: fc.constant('min-norm' as const) }),
      fc.record({
        kind: fc.constant('linear' as const),
        features,
        start: fc.double({ min: 0, max: 1e99, noNaN: true }),
      }),
      fc.record({ kind: fc.constant('kernel' as const), features }),
      fc.record({
        kind: fc.constant('memorizer' as const),
        depth: fc.integer({ min: 2, max: 99 }),
        precision: fc.constantFrom('float64' as const, 'float32' as const),
      }),
    );
    fc.assert(
      fc.property(architectures, (spec) => {
        const architecture = resolveArchitecture(spec);
        const name = architectureName(architecture);
        const faults = faultsOf({ name: 'n', dataset: 'mnist', grid: { architecture: [name] } });
        // Some do not fit the data set, but that is another matter.
        expect(faults.filter(({ expected }) => expected.includes('mlp-<depth>x<width>'))).toEqual([]);
        expect(resolveArchitecture(name)).toEqual(architecture);
      }),
    );
  });

  it.each([
    'memorizer-1',
    'memorizer-3-float16',
    'linear-from-1.2.3',
    'linear-from-1e999',
    'kernel-from-1',
    'linear-min-norm-from-1',
  ])('rejects the architecture name %s', (name) => {
    const faults = faultsOf({ name: 'n', dataset: 'mnist', grid: { architecture: [name] } });
    expect(faults).toMatchObject([
      { pointer: '/grid/architecture/0', expected: expect.stringContaining('mlp-<depth>x<width>') as string },
    ]);
  });

  it('says what a missing field should contain', () => {
    expect(faultsOf({ name: 'n', dataset: 'cifar10' })).toEqual([
      { pointer: '/grid', expected: expect.stringContaining('architecture') as string, found: 'nothing' },
    ]);
  });

  it('accepts a name only if it can be stored and printed', () => {
    const named = (name: string) => ({ name, dataset: 'cifar10', grid: { architecture: ['mlp-1x512'] } });
    for (const name of ['Zufällige Etiketten, 随机 😀', "O'Neil; --"])
      expect(faultsOf(named(name))).toEqual([]);
    for (const name of ['a\0b', 'a\nb', '\u001b[2J', '\ud83d', 'a\udc00b'])
      expect(faultsOf(named(name)).map(({ pointer }) => pointer)).toEqual(['/name']);
  });

  it('checks the settings of a sweep that are not part of its cells', () => {
    const asking = (asked: object) => ({
      name: 'n',
      dataset: 'cifar10',
      grid: { architecture: ['mlp-1x512'] },
      ...asked,
    });
    expect(
      faultsOf(asking({ priority: -1000, device: 'gpu', keepWeights: true, timeLimitSeconds: 1 })),
    ).toEqual([]);
    expect(
      faultsOf(asking({ priority: 1001, device: 'tpu', keepWeights: 'yes', timeLimitSeconds: 0.5 })),
    ).toMatchObject([
      { pointer: '/priority', expected: expect.stringContaining('from -1000 to 1000') as string },
      { pointer: '/device', expected: expect.stringContaining('any or gpu') as string },
      { pointer: '/keepWeights', expected: expect.stringContaining('true or false') as string },
      {
        pointer: '/timeLimitSeconds',
        expected: expect.stringContaining('a whole number of seconds') as string,
      },
    ]);
  });

  it('escapes keys in pointers according to RFC 6901', () => {
    const spec = { name: 'n', dataset: 'cifar10', grid: { architecture: ['mlp-1x512'], 'a/b~c': [1] } };
    expect(faultsOf(spec).map(({ pointer }) => pointer)).toEqual(['/grid/a~1b~0c']);
  });

  it('enforces the limits of the data set', () => {
    const faults = faultsOf({
      name: 'n',
      dataset: { name: 'mnist', train: 60_001, test: 10_001 },
      grid: { architecture: ['mlp-1x512'], regularizer: ['random-crop', ['random-crop', 'flip-rotation']] },
      include: [{ architecture: ['mlp-1x512'], regularizer: [{ augmentation: 'random-crop' }] }],
    });
    expect(faults.map(({ pointer }) => pointer)).toEqual([
      '/dataset/train',
      '/dataset/test',
      '/grid/regularizer/0',
      '/grid/regularizer/1',
      '/grid/regularizer/1',
      '/include/0/regularizer/0',
    ]);
  });

  it('rejects a grid of more than a million cells without expanding it', () => {
    const seed = Array.from({ length: 1001 }, (_, i) => i);
    const batchSize = Array.from({ length: 1000 }, (_, i) => i + 1);
    expect(
      faultsOf({ name: 'n', dataset: 'cifar10', grid: { architecture: ['mlp-1x512'], seed, batchSize } }),
    ).toEqual([{ pointer: '/grid', expected: 'at most 1000000 cells: split the sweep', found: '1001000' }]);
  });
});

describe('a range of seeds', () => {
  const faultsWith = (spec: object, grid: object = {}) =>
    faultsOf({ name: 'n', dataset: 'cifar10', grid: { architecture: ['mlp-1x512'], ...grid }, ...spec });

  it('has two ends in order, and no more seeds than a sweep may have cells', () => {
    const from = 1;
    const far = Number.MAX_SAFE_INTEGER;
    expect(faultsWith({}, { seed: { from, to: 1_000_000 }, labelSeed: { from: far, to: far } })).toEqual([]);
    expect(faultsWith({}, { seed: { from, to: far } })).toEqual([
      { pointer: '/grid', expected: 'at most 1000000 cells: split the sweep', found: String(far) },
    ]);
    expect(faultsWith({}, { seed: { from: 3, to: 2 }, initSeed: { from: 0 } })).toMatchObject([
      { pointer: '/grid/initSeed/to', found: 'nothing' },
      { pointer: '/grid/seed/to', expected: 'at least 3, where the range begins', found: '2' },
    ]);
    const wrong = { dataset: 'cifar11', exclude: [{ seed: { from: 2, to: 1 }, epochs: 3 }] };
    expect(faultsWith(wrong, { seed: { from: 5, to: 1, by: 2 } }).map(({ pointer }) => pointer)).toEqual([
      '/dataset',
      '/grid/seed/by',
      '/exclude/0/epochs',
      '/grid/seed/to',
      '/exclude/0/seed/to',
    ]);
    expect(faultsWith({}, { seed: '1-5', architecture: { from: 1, to: 3 } })).toMatchObject([
      { pointer: '/grid/architecture' },
      { pointer: '/grid/seed', expected: expect.stringContaining('{from, to}') as string },
    ]);
  });

  it('may have any length in an exclude', () => {
    const architecture = ['mlp-1x512'];
    const seed = { from: 2, to: Number.MAX_SAFE_INTEGER };
    expect(faultsWith({ exclude: Array(100).fill({ seed }) })).toEqual([]);
    expect(
      faultsWith({
        include: [{ architecture, orderSeed: { from: 5, to: 4 } }],
        exclude: [{ seed: { from: 9, to: 8 } }],
      }).map(({ pointer }) => pointer),
    ).toEqual(['/include/0/orderSeed/to', '/exclude/0/seed/to']);
  });
});

describe('an include', () => {
  const pointersOf = (grid: object, include: object) =>
    faultsOf({ name: 'n', dataset: 'cifar10', grid, include: [include] }).map(({ pointer }) => pointer);
  const architecture = ['mlp-1x512'];

  it('leaves out only images of its own train set', () => {
    expect(
      pointersOf({ architecture }, { architecture, trainImages: [100], leaveOut: ['none', 99, 500] }),
    ).toEqual(['/include/0/leaveOut/2']);
    expect(pointersOf({ architecture, trainImages: [100] }, { architecture, leaveOut: [500] })).toEqual([]);
    expect(pointersOf({ architecture, leaveOut: [500] }, { architecture, trainImages: [100] })).toEqual([]);
  });

  it('has no regularizer if it names none', () => {
    expect(
      pointersOf(
        { architecture: ['inception-small'], regularizer: ['random-crop'] },
        { architecture: ['memorizer'] },
      ),
    ).toEqual([]);
    expect(
      pointersOf(
        { architecture: ['inception-small'] },
        { architecture: ['memorizer'], regularizer: ['random-crop'] },
      ),
    ).toEqual(['/include/0/regularizer/0']);
  });
});

it('rejects dropout for a linear model', () => {
  const grid = { architecture: ['linear'], regularizer: ['weight-decay', 'dropout', { dropout: 0.1 }] };
  const expected = 'no dropout: a linear model has no hidden units';
  expect(faultsOf({ name: 'n', dataset: 'mnist', grid })).toEqual([
    { pointer: '/grid/regularizer/1', expected },
    { pointer: '/grid/regularizer/2', expected },
  ]);
});

it('accepts only random filters that are smaller than the window', () => {
  const of = (side: number) =>
    faultsOf({
      name: 'n',
      dataset: 'mnist',
      grid: { architecture: [{ kind: 'linear', features: { kind: 'random-convolutions', side } }] },
    });
  expect(of(27)).toEqual([]);
  expect(of(28)).toHaveLength(1);
});

describe('a kernel with the default gamma', () => {
  const faultsWith = (preprocessing: 'scale' | 'whiten', architecture: readonly unknown[]) =>
    faultsOf({ name: 'n', dataset: { name: 'mnist', preprocessing }, grid: { architecture } });
  const gabor = { kind: 'kernel', features: 'gabor' };
  const random = { kind: 'kernel', features: { kind: 'random-convolutions', filters: 64 } };

  it('is accepted on pixels of 0 … 1 and on their wavelets', () => {
    expect(faultsWith('scale', ['kernel', { kind: 'kernel' }, gabor])).toEqual([]);
    const expected = expect.stringMatching(
      /^a kernel's gamma: the default 0\.02 is for pixels of 0 … 1, and .* whiten .* write \{ kind: kernel, gamma/,
    ) as string;
    expect(faultsWith('whiten', ['kernel', { kind: 'kernel' }, gabor, 'linear-min-norm'])).toMatchObject([
      { pointer: '/grid/architecture/0', expected },
      { pointer: '/grid/architecture/1/gamma', expected },
      { pointer: '/grid/architecture/2/gamma', expected },
    ]);
  });

  it('is rejected on random convolutions', () => {
    expect(faultsWith('scale', [random])).toMatchObject([
      {
        pointer: '/grid/architecture/0/gamma',
        expected: expect.stringContaining('random convolutions') as string,
      },
    ]);
    expect(faultsWith('whiten', [{ ...random, gamma: 0.002 }])).toEqual([]);
  });
});

it('reports values that contradict each other', () => {
  const faults = faultsOf({
    name: 'n',
    dataset: { name: 'cifar10', train: 100 },
    grid: {
      architecture: [{ kind: 'kernel', gamma: 0.0005 }],
      regularizer: ['weight-decay', 'dropout'],
      trainImages: [80, 50_001],
      leaveOut: ['none', 80],
      corruption: [{ kind: 'asymmetric-labels', transitions: [[1], [1]] }],
    },
    include: [{ regularizer: ['early-stopping'], architecture: ['memorizer'] }],
  });
  expect(faults.map(({ pointer }) => pointer)).toEqual([
    '/grid/regularizer/1',
    '/grid/corruption/0/transitions',
    '/grid/trainImages/1',
    '/grid/leaveOut/1',
    '/include/0/regularizer/0',
  ]);
});

describe('faults', () => {
  const spec = (parts: object) => ({
    name: 'n',
    dataset: 'cifar10',
    grid: { architecture: ['mlp-1x8'] },
    ...parts,
  });
  const thrownBy = (value: unknown): InvalidInputError => {
    try {
      parseSweepSpec(value);
    } catch (error) {
      if (error instanceof InvalidInputError) return error;
      throw error;
    }
    throw new Error('the spec is accepted');
  };

  it.each([
    [{ trainig: {} }, '/trainig', 'training'],
    [{ grid: { architectures: ['linear'], architecture: ['linear'] } }, '/grid/architectures', undefined],
    [{ grid: { architectures: ['linear'] } }, '/grid/architectures', 'architecture'],
    [{ grid: { architecture: ['linear'], seeds: [1] } }, '/grid/seeds', 'seed'],
    [{ grid: { architecture: ['linear'], batch_size: [1] } }, '/grid/batch_size', 'batchSize'],
    [{ grid: { architecture: ['alexnet'] } }, '/grid/architecture/0', 'alexnet-small'],
    [{ grid: { architecture: ['mlp-512'] } }, '/grid/architecture/0', 'mlp-1x512'],
    [{ grid: { architecture: ['resnet'] } }, '/grid/architecture/0', 'resnet-18'],
    [{ grid: { architecture: ['vgg'] } }, '/grid/architecture/0', undefined],
    [
      { grid: { architecture: ['linear'], regularizer: ['weight_decay'] } },
      '/grid/regularizer/0',
      'weight-decay',
    ],
    [
      { grid: { architecture: ['linear'], corruption: ['random_label'] } },
      '/grid/corruption/0',
      'random-labels',
    ],
    [{ training: { learningrate: 1 } }, '/training/learningrate', 'optimizer: { learningRate }'],
    [
      { training: { learningRate: 1, optimizer: { momentum: 0 } } },
      '/training/learningRate',
      'optimizer: { learningRate }',
    ],
    [{ training: { batchSize: 8, batch_size: 8 } }, '/training/batch_size', undefined],
    [
      { grid: { architecture: ['linear'], learningRate: [1] } },
      '/grid/learningRate',
      'optimizer: [{ learningRate }]',
    ],
    [
      { training: { timeLimitSeconds: 60 } },
      '/training/timeLimitSeconds',
      'timeLimitSeconds at the top level',
    ],
    [{ training: { seed: [1] } }, '/training/seed', 'grid: { seed } at the top level'],
    [{ epochs: 5 }, '/epochs', 'training: { epochs }'],
    [{ dataset: 'cifar-10' }, '/dataset', 'cifar10'],
    [{ dataset: { name: 'CIFAR10' } }, '/dataset/name', 'cifar10'],
  ])('of %j suggest what was probably intended', (parts, pointer, suggestion) => {
    const { faults } = thrownBy(spec(parts));
    expect(faults.find((fault) => fault.pointer === pointer)?.suggestion).toBe(suggestion);
  });

  it('say separately what was expected and what was found', () => {
    expect(
      thrownBy(spec({ training: { epochs: 'many' }, grid: { architecture: ['linear'], seed: 5 } })).faults,
    ).toEqual([
      {
        pointer: '/grid/seed',
        expected: 'a list of whole numbers from 0 to 9007199254740991, or {from, to} for a whole range',
        found: '5',
      },
      { pointer: '/training/epochs', expected: 'a whole number from 1 to 1000000', found: '"many"' },
    ]);
    expect(thrownBy(spec({ grid: { architecture: [] } })).faults).toEqual([
      { pointer: '/grid/architecture', expected: 'a list of at least 1 item', found: '[]' },
    ]);
    expect(thrownBy(spec({ training: { optimizer: { learningRate: Number.NaN } } })).faults).toMatchObject([
      { pointer: '/training/optimizer/learningRate', found: 'NaN' },
    ]);
  });

  it('of structure and of meaning are reported together', () => {
    const { faults } = thrownBy(
      spec({
        dataset: { name: 'cifar10', train: 60_000 },
        grid: { architecture: ['resnet'], trainImages: [70_000] },
      }),
    );
    expect(faults.map(({ pointer }) => pointer)).toEqual([
      '/grid/architecture/0',
      '/dataset/train',
      '/grid/trainImages/0',
    ]);
  });

  it('are limited to 50, with the number of the others', () => {
    for (const grid of [
      { architecture: Array<number>(125_000).fill(1) },
      { architecture: ['linear'], corruption: Array<number>(125_000).fill(1) },
      { architecture: ['linear'], trainImages: Array<number>(125_000).fill(99_999_999) },
    ]) {
      const error = thrownBy(spec({ grid }));
      expect(error.faults).toHaveLength(50);
      expect(error.more).toBe(124_950);
      expect(error.message.length).toBeLessThan(50_000);
      expect(error.message).toContain('and 124950 more');
    }
    expect(thrownBy(spec({ exclude: Array<number>(125_000).fill(1) })).more).toBe(124_950);
  });

  it('name a measured epoch that is listed twice, in a list of any length', () => {
    const epochs = [...Array.from({ length: 40_000 }, (_, index) => index + 1), 7];
    expect(thrownBy(spec({ measures: { epochs } })).faults).toEqual([
      {
        pointer: '/measures/epochs/40000',
        expected: 'each epoch once',
        found: '7, which /measures/epochs/6 already names',
      },
    ]);
  });

  it('name networks and trainings that are too large', () => {
    const faultsWith = (parts: object) =>
      thrownBy(spec(parts)).faults.map(({ pointer, found }) => `${pointer}: ${found ?? ''}`);
    expect(
      faultsWith({ grid: { architecture: ['linear', 'mlp-999x99999', 'mlp-999x40000', 'mlp-1x99999'] } }),
    ).toEqual([
      '/grid/architecture/1: mlp-999x99999, with a layer of 1.0 × 10^10 weights',
      '/grid/architecture/2: mlp-999x40000, with 1.6 × 10^12 weights (6388 GB)',
    ]);
    expect(faultsWith({ training: { epochs: 1_000_000, batchSize: 1 } })).toEqual([
      '/training/epochs: 50000000000: 1000000 epochs of 50000 images in batches of 1',
    ]);
    expect(
      faultsWith({
        grid: { architecture: ['linear'], seed: Array.from({ length: 20_000 }, (_, index) => index) },
        exclude: Array.from({ length: 2501 }, () => ({ seed: [1] })),
      }),
    ).toEqual(['/exclude: 2501']);
    expect(faultsWith({ training: { epochs: 1e11, batchSize: 2 ** 31, stepsPerDecay: 1e300 } })).toEqual([
      '/training/epochs: 100000000000',
      '/training/batchSize: 2147483648',
      '/training/stepsPerDecay: 1e+300',
    ]);
  });
});
