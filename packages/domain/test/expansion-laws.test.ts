import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalJson,
  cellId,
  expandSweep,
  InvalidInputError,
  optimizerOf,
  parseSweepSpec,
  resolveArchitecture,
  resolveCell,
  resolveCorruption,
  resolveRegularizer,
  startExpansion,
} from '../src/index.js';
import type { GridSpec, PatternSpec, SweepSpec } from '../src/index.js';

/**
 * The naive reference: every combination of the values as written, each resolved by itself. A pattern matches if, on
 * each axis that it names, one of its values means the same as the combination's.
 */
type Written = Readonly<Record<string, unknown>>;

const AXES: readonly (keyof GridSpec)[] = [
  'seed',
  'labelSeed',
  'orderSeed',
  'trainImages',
  'architecture',
  'corruption',
  'testLabels',
  'regularizer',
  'leaveOut',
  'epochs',
  'batchSize',
  'optimizer',
  'decayPerEpoch',
  'stepsPerDecay',
  'stop',
];

function combine(grid: GridSpec): readonly Written[] {
  let written: readonly Written[] = [{}];
  for (const axis of AXES) {
    const values = grid[axis] as readonly unknown[] | undefined;
    if (values !== undefined)
      written = written.flatMap((each) => values.map((value) => ({ ...each, [axis]: value })));
  }
  return written;
}

const OPTIMIZERS = { sgd: { momentum: 0.9 }, adam: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } };

/** The kind is the named one, or that of the options, or that of `training`, whose options count for the same kind only. */
function optimizerMeant(given: unknown, ofTraining: unknown): Written {
  const written = (value: unknown): Written =>
    typeof value === 'string' ? { kind: value } : ((value ?? {}) as Written);
  const kindOf = (value: Written, usual: 'sgd' | 'adam'): 'sgd' | 'adam' => {
    if (value['kind'] !== undefined) return value['kind'] as 'sgd';
    if ('momentum' in value) return 'sgd';
    return 'beta1' in value || 'beta2' in value ? 'adam' : usual;
  };
  const usualKind = kindOf(written(ofTraining), 'sgd');
  const kind = kindOf(written(given), usualKind);
  const inherited = kind === usualKind ? written(ofTraining) : {};
  return { learningRate: 'auto', ...OPTIMIZERS[kind], ...inherited, ...written(given), kind };
}

function cellOfWritten(written: Written, { dataset, training = {}, measures }: SweepSpec) {
  const { architecture, corruption, regularizer, seed, trainImages, optimizer, stop } = written;
  const { epochs, batchSize, decayPerEpoch, stepsPerDecay, ...rest } = written;
  const name = typeof dataset === 'string' ? { name: dataset } : dataset;
  return resolveCell({
    ...(rest as object),
    dataset: (trainImages === undefined ? name : { ...name, train: trainImages }) as SweepSpec['dataset'],
    architecture: architecture as 'linear',
    corruption: (corruption ?? 'none') as 'none',
    regularizer: regularizer ?? 'none',
    seed: (seed ?? 1) as number,
    training: {
      ...training,
      ...Object.fromEntries(
        Object.entries({ epochs, batchSize, decayPerEpoch, stepsPerDecay }).filter(
          ([, value]) => value !== undefined,
        ),
      ),
      optimizer: optimizerMeant(optimizer, training.optimizer),
      stop: { ...(training.stop as object | undefined), ...(stop as object | undefined) },
    },
    ...(measures === undefined ? {} : { measures }),
  });
}

/** What a value on an axis means in a combination, whether or not the cell uses it. */
function meaning(axis: keyof GridSpec, value: unknown, written: Written, spec: SweepSpec): unknown {
  const architecture = resolveArchitecture(written['architecture'] as 'linear');
  const { training = {}, dataset } = spec;
  const trained = cellOfWritten({ architecture: 'mlp-1x8', ...pick(written, ['batchSize']) }, spec);
  const usualRate =
    architecture.kind === 'linear' ? 0.001 : architecture.kind === 'inception-small' ? 0.1 : 0.01;
  switch (axis) {
    case 'seed':
      return value ?? 1;
    case 'labelSeed':
    case 'orderSeed':
      return value ?? written['seed'] ?? 1;
    case 'trainImages':
      return value ?? (typeof dataset === 'string' ? 4096 : dataset.train);
    case 'architecture':
      return resolveArchitecture(value as 'linear');
    case 'corruption':
      return resolveCorruption((value ?? 'none') as 'none');
    case 'testLabels':
      return value ?? 'clean';
    case 'regularizer':
      return resolveRegularizer(value ?? 'none', architecture);
    case 'leaveOut':
      return value ?? 'none';
    case 'optimizer': {
      const meant = optimizerMeant(value, training.optimizer);
      const auto = meant['kind'] === 'adam' ? 0.001 : usualRate;
      return meant['learningRate'] === 'auto' ? { ...meant, learningRate: auto } : meant;
    }
    case 'stop':
      return { trainLoss: null, trainAccuracy: null, ...(training.stop as object), ...(value as object) };
    case 'stepsPerDecay':
      return (value ?? training.stepsPerDecay ?? 'auto') === 'auto'
        ? Math.ceil(4096 / trained.training.batchSize)
        : (value ?? training.stepsPerDecay);
    case 'epochs':
      return value ?? training.epochs ?? 60;
    case 'batchSize':
      return value ?? training.batchSize ?? 128;
    case 'decayPerEpoch':
      return value ?? training.decayPerEpoch ?? 0.95;
    default:
      throw new TypeError(axis);
  }
}
const pick = (from: Written, keys: readonly string[]): Written =>
  Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key)));

const matches = (pattern: PatternSpec, written: Written, spec: SweepSpec): boolean =>
  AXES.every((axis) => {
    const values = pattern[axis] as readonly unknown[] | undefined;
    if (values === undefined) return true;
    const own = canonicalJson(meaning(axis, written[axis], written, spec));
    return values.some((value) => canonicalJson(meaning(axis, value, written, spec)) === own);
  });

function reference(spec: SweepSpec): ReadonlySet<string> {
  const written = [spec.grid, ...(spec.include ?? [])].flatMap(combine);
  const kept = written.filter(
    (each) => !(spec.exclude ?? []).some((pattern) => matches(pattern, each, spec)),
  );
  return new Set(kept.map((each) => cellId(cellOfWritten(each, spec))));
}

const values = {
  seed: fc.nat(2),
  labelSeed: fc.nat(2),
  orderSeed: fc.nat(2),
  trainImages: fc.constantFrom(64, 128),
  architecture: fc.constantFrom(
    'mlp-1x8',
    { kind: 'mlp', depth: 1, width: 8 },
    'alexnet-small',
    'linear',
    'linear-min-norm',
    'kernel-gabor',
  ),
  corruption: fc.constantFrom(
    'none',
    'random-labels',
    'gaussian',
    { kind: 'partial-labels', probability: 0 },
    { kind: 'partial-labels', probability: 1 },
    { kind: 'partial-labels', probability: 0.5 },
  ),
  testLabels: fc.constantFrom('clean', 'corrupted'),
  regularizer: fc.constantFrom(
    'none',
    'weight-decay',
    ['weight-decay'],
    { weightDecay: 5e-4 },
    { weightDecay: 'auto' },
    { weightDecay: 0 },
    {},
  ),
  leaveOut: fc.constantFrom('none', 0, 1),
  epochs: fc.constantFrom(1, 2, 60),
  batchSize: fc.constantFrom(64, 128),
  optimizer: fc.constantFrom(
    {},
    { learningRate: 0.01 },
    { learningRate: 'auto' },
    { momentum: 0 },
    { learningRate: 0.01, momentum: 0.9 },
    'sgd',
    'adam',
    { kind: 'adam', learningRate: 0.01 },
    { beta1: 0.5 },
    { beta1: 0.9, beta2: 0.999 },
  ),
  decayPerEpoch: fc.constantFrom(0.5, 0.95, 1),
  stepsPerDecay: fc.constantFrom('auto', 32, 64),
  stop: fc.constantFrom({}, { trainLoss: 0.1 }, { trainAccuracy: 1 }),
};
const lists = Object.fromEntries(
  Object.entries(values).map(([axis, value]) => [
    axis,
    fc.array(value as fc.Arbitrary<unknown>, { minLength: 1, maxLength: 3 }),
  ]),
) as { [A in keyof typeof values]: fc.Arbitrary<unknown[]> };
const few = <T extends object>(all: fc.Arbitrary<T>, keep: readonly string[]): fc.Arbitrary<T> =>
  fc
    .tuple(all, fc.shuffledSubarray(Object.keys(values), { maxLength: 4 }))
    .map(
      ([grid, axes]) =>
        Object.fromEntries(
          Object.entries(grid).filter(([axis]) => axes.includes(axis) || keep.includes(axis)),
        ) as T,
    );
const grid = few(fc.record(lists), ['architecture']) as unknown as fc.Arbitrary<GridSpec>;
const pattern = few(fc.record(lists), []) as unknown as fc.Arbitrary<PatternSpec>;
const training = fc.record(
  {
    epochs: values.epochs,
    batchSize: values.batchSize,
    optimizer: values.optimizer,
    stop: values.stop,
    stepsPerDecay: values.stepsPerDecay,
  },
  { requiredKeys: [] },
) as fc.Arbitrary<NonNullable<SweepSpec['training']>>;
const specs: fc.Arbitrary<SweepSpec> = fc.record({
  name: fc.constant('n'),
  // All of its 4096 images.
  dataset: fc.constantFrom('synthetic' as const, { name: 'synthetic' as const, train: 4096 }),
  grid,
  include: fc.array(grid, { maxLength: 2 }),
  exclude: fc.array(pattern, { maxLength: 3 }),
  training,
});

function idsOf(spec: SweepSpec): ReadonlySet<string> {
  const ids = new Set<string>();
  try {
    for (const { id, cell } of expandSweep(spec)) {
      expect(ids.has(id)).toBe(false);
      expect(cellId(structuredClone(cell))).toBe(id);
      ids.add(id);
    }
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    expect(error.faults).toMatchObject([{ pointer: '/exclude' }]);
    expect(ids.size).toBe(0);
  }
  return ids;
}

const shuffle = (value: unknown, seed: number): unknown => {
  if (Array.isArray(value))
    return value
      .map((each) => shuffle(each, seed))
      .sort(() => ((seed = (seed * 16807) % 2147483647) % 2 === 0 ? 1 : -1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, each]) => [key, shuffle(each, seed)] as const)
      .reverse(),
  );
};

describe('the cells of a sweep', () => {
  it('equal those of the naive reference', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        expect([...idsOf(spec)].sort()).toEqual([...reference(spec)].sort());
      }),
      { numRuns: 400 },
    );
  });

  it('do not depend on the order of lists and keys', () => {
    fc.assert(
      fc.property(specs, fc.integer({ min: 1, max: 1e6 }), (spec, seed) => {
        expect([...idsOf(shuffle(spec, seed) as SweepSpec)].sort()).toEqual([...idsOf(spec)].sort());
      }),
      { numRuns: 200 },
    );
  });

  it('are the same for a range of seeds as for its list, wherever seeds are listed', () => {
    const axes = ['seed', 'labelSeed', 'pixelSeed', 'initSeed', 'orderSeed'] as const;
    const range = fc.tuple(fc.nat(5), fc.nat(3)).map(([from, more]) => ({ from, to: from + more }));
    const ranges = fc.record(Object.fromEntries(axes.map((axis) => [axis, range])), { requiredKeys: [] });
    const written = fc.tuple(ranges, fc.constantFrom(['mlp-1x8'], ['mlp-1x8', 'linear-min-norm']));
    const listed = (grid: object): object =>
      Object.fromEntries(
        Object.entries(grid as Record<string, { from: number; to: number }>).map(([axis, { from, to }]) => [
          axis,
          Array.from({ length: to - from + 1 }, (_, index) => from + index),
        ]),
      );
    const expanded = (spec: object) => {
      const expansion = startExpansion(parseSweepSpec({ name: 'n', dataset: 'synthetic', ...spec }));
      try {
        return { ids: Array.from(expansion.steps, (step) => step?.id), warnings: expansion.warnings() };
      } catch (error) {
        return error;
      }
    };
    fc.assert(
      fc.property(
        written,
        fc.array(written, { maxLength: 1 }),
        fc.array(ranges, { maxLength: 2 }),
        ([grid, architecture], include, exclude) => {
          const corruption = ['random-labels', 'shuffled-pixels'];
          const of = (form: (grid: object) => object) =>
            expanded({
              grid: { ...form(grid), architecture, corruption },
              include: include.map(([more, others]) => ({ ...form(more), architecture: others })),
              exclude: exclude.map(form),
            });
          expect(of((ranged) => ranged)).toEqual(of(listed));
        },
      ),
      { numRuns: 200 },
    );
  });

  const cellsOf = (spec: object) => [
    ...expandSweep(
      parseSweepSpec({ name: 'n', dataset: { name: 'synthetic', train: 64, test: 32 }, ...spec }),
    ),
  ];

  it('include a cell that ignores an axis if only one value of the axis is excluded', () => {
    const noise = { architecture: ['mlp-1x16'], corruption: ['none', 'random-labels'] };
    expect(
      cellsOf({
        grid: { ...noise, testLabels: ['clean', 'corrupted'] },
        exclude: [{ testLabels: ['corrupted'] }],
      }).map(({ cell }) => [cell.corruption.kind, cell.testLabels]),
    ).toEqual([
      ['none', undefined],
      ['random-labels', undefined],
    ]);
    expect(cellsOf({ grid: { ...noise, labelSeed: [1, 2] }, exclude: [{ labelSeed: [2] }] })).toHaveLength(2);
    const solved = cellsOf({
      grid: { architecture: ['mlp-1x16', 'linear-min-norm'], epochs: [1, 2], seed: [1, 2] },
      exclude: [{ epochs: [2], seed: [2] }],
    });
    expect(solved.map(({ cell }) => [cell.architecture.kind, cell.seed, cell.training.epochs])).toEqual([
      ['mlp', 1, 1],
      ['mlp', 1, 2],
      ['linear', 1, 1],
      ['mlp', 2, 1],
      ['linear', 2, 1],
    ]);
  });

  it('take a missing nested value from training or the default, never from another value', () => {
    const rates = cellsOf({
      grid: { architecture: ['mlp-1x16'], optimizer: [{ learningRate: 0.1 }, { momentum: 0 }] },
      training: { optimizer: { learningRate: 0.5 } },
    });
    expect(rates.map(({ cell: { training } }) => [training.learningRate, optimizerOf(training)])).toEqual([
      [0.1, { kind: 'sgd', momentum: 0.9 }],
      [0.5, { kind: 'sgd', momentum: 0 }],
    ]);
  });

  it('must not be empty', () => {
    const grid = { architecture: ['mlp-1x16'], seed: [1] };
    for (const exclude of [
      [{}],
      [{ seed: [1] }],
      [{ corruption: [{ kind: 'partial-labels', probability: 0 }] }],
    ])
      expect(() => cellsOf({ grid, exclude })).toThrow(InvalidInputError);
  });
});
