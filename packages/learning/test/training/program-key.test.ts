import type { Cell } from '@rote/domain';
import { isSolved, resolveArchitecture } from '@rote/domain';
import { cellOf } from '@rote/testkit/values';
import type { CellChanges } from '@rote/testkit/values';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { buildModel } from '../../src/architectures/build-model.js';
import { prepareData } from '../../src/data/prepared-data.js';
import { createImageCache } from '../../src/data/prepared-images.js';
import { createOptimizer } from '../../src/optimizers/index.js';
import type { CellProgram } from '../../src/training/cell-program.js';
import { createCellProgram } from '../../src/training/cell-program.js';
import { EXCLUDED_FROM_KEY, keyedPart, programKey } from '../../src/training/program-key.js';
import { randomDataset } from '../fixtures/random-dataset.js';
import { useEngine } from '../fixtures/engine.js';

useEngine({ force: 'wasm' });

const DATASET = randomDataset({ train: 8, test: 4 });
const SMALL: CellChanges = { architecture: { kind: 'mlp', depth: 2, width: 3 } };

async function withProgram<T>(changes: CellChanges, use: (program: CellProgram) => T): Promise<T> {
  const cell = cellOf({ ...SMALL, ...changes });
  if (isSolved(cell.architecture)) throw new Error('only a trained architecture has a program');
  const signal = new AbortController().signal;
  const cache = createImageCache();
  const data = await prepareData(cell, DATASET, { cache, signal });
  const model = buildModel(cell.architecture, { channels: 3, classes: data.classes, seed: cell.seed });
  const optimizer = createOptimizer(cell.training, model.parameters);
  try {
    return use(createCellProgram({ cell, data, model, optimizer, savesMemory: false }));
  } finally {
    for (const each of [optimizer, model, data, cache]) each.dispose();
  }
}

/**
 * What a recording of a program's functions sees: each kernel with its attributes, the sources of its inputs, and the
 * values of constants. If traces are equal, so are the graphs.
 */
function traceOf(program: CellProgram): unknown[] {
  const trace: unknown[] = [];
  const origins = new Map<number, string>();
  const name = (tensors: readonly tf.Tensor[], origin: string): void => {
    tensors.forEach(({ id }, index) => origins.set(id, `${origin} ${String(index)}`));
  };
  const originOf = (tensor: tf.Tensor): unknown =>
    origins.get(tensor.id) ?? [tensor.shape, Array.from(tensor.dataSync())];
  const engine = tf.engine();
  const run = engine.runKernel.bind(engine);
  const spy = vi.spyOn(engine, 'runKernel').mockImplementation((kernel, inputs, attributes) => {
    const seen = Object.entries(inputs).map(([key, input]) => [
      key,
      [input as unknown as tf.Tensor | tf.Tensor[]].flat().map((tensor) => originOf(tensor)),
    ]);
    const outputs = run(kernel, inputs, attributes);
    name([outputs].flat(), `output of ${String(trace.length)}`);
    trace.push([kernel, seen, JSON.stringify(attributes)]);
    return outputs;
  });
  try {
    for (const [key, { feeds, run: call }] of Object.entries(program.functions))
      tf.tidy(() => {
        const given = feeds.map(({ shape, dtype }) => tf.zeros([...shape], dtype));
        name(given, `feed of ${key}`);
        name(program.residents, 'resident');
        name(program.variables, 'variable');
        call(...given);
      });
  } finally {
    spy.mockRestore();
  }
  return trace;
}

/** The path of every value in a cell that is not itself an object. */
const pathsOf = (value: unknown, path: readonly string[] = []): readonly (readonly string[])[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))
    : [path];

const isExcluded = (path: readonly string[]): boolean => {
  let at: unknown = EXCLUDED_FROM_KEY;
  for (const key of path) {
    if (typeof at === 'string') return true;
    at = (at as Readonly<Record<string, unknown>> | undefined)?.[key];
  }
  return typeof at === 'string';
};

function withAt(value: unknown, [key, ...rest]: readonly string[], leaf: unknown): unknown {
  if (key === undefined) return leaf;
  if (Array.isArray(value))
    return value.map((each: unknown, index) => (String(index) === key ? withAt(each, rest, leaf) : each));
  const object = value as Readonly<Record<string, unknown>>;
  return { ...object, [key]: withAt(object[key], rest, leaf) };
}

const otherThan = (value: unknown): unknown =>
  typeof value === 'number' ? value + 1 : typeof value === 'boolean' ? !value : `not ${String(value)}`;

/** Cells that together have every field. */
const cells: fc.Arbitrary<Cell> = fc
  .record({
    architecture: fc
      .constantFrom(
        'mlp-2x3',
        'alexnet-small',
        'inception-small',
        'inception-v3',
        'resnet-18-k3',
        'linear-from-0.5-gabor',
      )
      .map(resolveArchitecture),
    corruption: fc.constantFrom<Cell['corruption']>(
      { kind: 'none' },
      { kind: 'partial-labels', probability: 0.5, excludeTrueClass: true },
      { kind: 'asymmetric-labels', transitions: [[1]] },
    ),
    seeds: fc.record({ labels: fc.nat(), pixels: fc.nat(), init: fc.nat(), order: fc.nat() }),
    testLabels: fc.constant('corrupted' as const),
    leaveOut: fc.nat(7),
    measures: fc.constant({ epochs: [1], sharpness: true, examples: false }),
    training: fc.constantFrom<NonNullable<CellChanges['training']>>(
      {},
      { optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } },
    ),
  })
  .map((changes) =>
    cellOf({ ...changes, regularizer: { patience: 3, dropout: 0.5, labelSmoothing: 0.1, mixup: 1 } }),
  );

describe('the key of a program', () => {
  const shapes = { variables: [], residents: [], functions: {} };
  const keyOf = (cell: Cell): string => programKey(cell, shapes, { microBatches: 1 });

  test('changes if and only if a cell differs in a field that is not excluded', () => {
    fc.assert(
      fc.property(cells, fc.nat(), (cell, choice) => {
        const paths = pathsOf(cell);
        const path = paths[choice % paths.length]!;
        const leaf = path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], cell);
        const other = withAt(cell, path, otherThan(leaf)) as Cell;
        expect(keyOf(other) === keyOf(cell), path.join('.')).toBe(isExcluded(path));
      }),
      { numRuns: 500 },
    );
  });

  test('includes fields that may be added to cells later', () => {
    const cell = cellOf();
    const later = { ...cell, regularizer: { ...cell.regularizer, later: 0.1 }, later: { field: 1 } };
    expect(keyedPart(later)).toMatchObject({ regularizer: { later: 0.1 }, later: { field: 1 } });
  });

  test('does not depend on the order of fields', () => {
    const cell = cellOf();
    expect(keyOf(Object.fromEntries(Object.entries(cell).reverse()) as unknown as Cell)).toBe(keyOf(cell));
  });

  test('states the reason for each excluded field', () => {
    const reasons = pathsOf(EXCLUDED_FROM_KEY).map((path) =>
      path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], EXCLUDED_FROM_KEY),
    );
    for (const reason of reasons) expect(reason).toMatch(/\w{3}/);
  });
});

describe('programs with the same key', () => {
  /** Changes only in excluded fields. */
  const excluded = fc.record(
    {
      seed: fc.nat(),
      seeds: fc.record({ labels: fc.nat(), pixels: fc.nat(), init: fc.nat(), order: fc.nat() }),
      corruption: fc.constantFrom<Cell['corruption']>(
        { kind: 'random-labels' },
        { kind: 'random-binary-labels' },
        { kind: 'partial-labels', probability: 0.3 },
        { kind: 'shuffled-pixels' },
        { kind: 'random-pixels' },
        { kind: 'gaussian' },
      ),
      testLabels: fc.constant('corrupted' as const),
      leaveOut: fc.nat(7),
      measures: fc.constant({ epochs: [1], sharpness: true, examples: true }),
      regularizer: fc.record({ dropout: fc.constantFrom(0.1, 0.5), patience: fc.constantFrom(null, 3) }),
      training: fc.record({
        epochs: fc.integer({ min: 1, max: 9 }),
        learningRate: fc.double({ min: 0.001, max: 1, noNaN: true }),
        decay: fc.double({ min: 0.1, max: 1, noNaN: true }),
        decaySteps: fc.integer({ min: 1, max: 99 }),
        stop: fc.constant({ trainLoss: 0.1, trainAccuracy: 1 }),
      }),
    },
    { requiredKeys: ['leaveOut', 'regularizer'] },
  );
  /** Changes in fields that are not excluded. */
  const kept: readonly CellChanges[] = [
    {},
    { regularizer: { weightDecay: 0.01, augmentation: 'flip-rotation' } },
    { training: { batchSize: 3 }, dataset: { ...cellOf().dataset, preprocessing: 'scale' } },
  ];
  const merge = (a: CellChanges, b: CellChanges): CellChanges => ({
    ...a,
    ...b,
    regularizer: { ...a.regularizer, ...b.regularizer },
    training: { ...a.training, ...b.training },
  });

  test('do the same with variables, residents and feeds, however else the cells differ', async () => {
    let shared = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...kept), excluded, excluded, async (common, a, b) => {
        const [first, second] = [
          await withProgram(merge(common, a), (made) => [made.key, traceOf(made)] as const),
          await withProgram(merge(common, b), (made) => [made.key, traceOf(made)] as const),
        ];
        if (first[0] !== second[0]) return;
        shared++;
        expect(first[1].length).toBeGreaterThan(20);
        expect(second[1]).toEqual(first[1]);
      }),
      { numRuns: 40 },
    );
    expect(shared).toBeGreaterThan(10);
  });

  test.each<[string, CellChanges]>([
    ['seeds', { seed: 5, seeds: { labels: 7, init: 8, order: 9 } }],
    ['labels', { corruption: { kind: 'partial-labels', probability: 0.7 }, testLabels: 'corrupted' }],
    ['the learning rate', { training: { learningRate: 0.5, decay: 0.5, decaySteps: 3 } }],
    ['when to stop', { training: { epochs: 7 }, regularizer: { patience: 3 } }],
    ['the image left out', { leaveOut: 2 }],
    ['measures', { measures: { epochs: [], sharpness: true, examples: true } }],
  ])('are shared by cells of a sweep that differ in %s', async (_name, changes) => {
    const base: CellChanges = { corruption: { kind: 'random-labels' }, leaveOut: 1 };
    const keyOf = (more: CellChanges) => withProgram(merge(base, more), ({ key }) => key);
    expect(await keyOf(changes)).toBe(await keyOf({}));
  });

  test('distinguish constants: a trace contains the weight decay', async () => {
    const traceWith = (weightDecay: number) => withProgram({ regularizer: { weightDecay } }, traceOf);
    expect(await traceWith(0.1)).not.toEqual(await traceWith(0.2));
    expect(await traceWith(0.1)).toEqual(await traceWith(0.1));
  });
});
