import type { EngineName, TrainedArchitecture } from '@rote/domain';
import { loadEngine, verifyEngine } from '@rote/engines';
import { findSwiftShader } from '@rote/testkit';
import { cellOf } from '@rote/testkit/values';
import type { CellChanges } from '@rote/testkit/values';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { buildModel } from '../src/architectures/build-model.js';
import { EVALUATION } from '../src/architectures/model.js';
import { createSgd } from '../src/optimizers/sgd.js';
import { train } from '../src/train.js';
import { penalizedGradients } from '../src/training/gradients.js';
import { randomDataset } from './fixtures/random-dataset.js';
import { normalTensor } from './fixtures/numbers.js';

Object.assign(process.env, findSwiftShader());

const ENGINES = ['wasm', 'tfjs-node-gpu', 'webgpu'] as const satisfies readonly EngineName[];
/** SwiftShader takes minutes for convolutions; the forms of webgpu's are collected on wasm. */
const isSlow = (name: EngineName): boolean => name === 'webgpu';

const linear = (kind: 'raw' | 'gabor' | 'random-convolutions'): TrainedArchitecture => ({
  kind: 'linear',
  features: kind === 'random-convolutions' ? { kind, filters: 8, side: 6 } : { kind },
  solver: { kind: 'sgd', start: 0 },
});

/** Together, these have every architecture trained on windows of 28×28, and everything else that a cell can request. */
const CELLS: readonly (CellChanges & { readonly microBatches?: 2 })[] = [
  {
    corruption: { kind: 'random-pixels' },
    regularizer: { dropout: 0.5, weightDecay: 0.01, augmentation: 'random-crop' },
    microBatches: 2,
  },
  { corruption: { kind: 'shuffled-pixels' }, regularizer: { augmentation: 'flip-rotation' } },
  { architecture: { kind: 'alexnet-small' }, regularizer: { dropout: 0.5, weightDecay: 0.01 } },
  { architecture: { kind: 'inception-small', batchNorm: true } },
  { architecture: { kind: 'inception-small', batchNorm: true }, microBatches: 2 },
  { architecture: { kind: 'inception-small', batchNorm: false } },
  { architecture: { kind: 'resnet-18', width: 3 } },
  { architecture: { kind: 'resnet-18', width: 3 }, microBatches: 2 },
  { architecture: linear('raw') },
  { training: { optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } } },
  { architecture: linear('gabor') },
  { architecture: linear('random-convolutions') },
];

const dataset = randomDataset({ train: 3, test: 1 });

async function runCells(cells: typeof CELLS): Promise<void> {
  for (const { microBatches = 1, ...changes } of cells)
    await train(cellOf({ ...changes, training: { batchSize: 2, ...changes.training } }), dataset, {
      signal: new AbortController().signal,
      onEvent: () => undefined,
      clock: () => 0,
      microBatches,
    });
}

/** A step of Inception-v3 and its evaluation, on images that are small for it; the global mean accepts any size. */
async function runInceptionV3(): Promise<void> {
  const model = buildModel({ kind: 'inception-v3' }, { channels: 3, classes: 10, seed: 1 });
  const optimizer = createSgd(model.parameters, { momentum: 0.9 });
  const read = tf.tidy(() => {
    const images = normalTensor<tf.Rank.R4>([2, 75, 75, 3]);
    const targets = tf.cast(tf.oneHot(tf.tensor1d([3, 8], 'int32'), 10), 'float32') as tf.Tensor2D;
    const pass = { ...EVALUATION, momentsWeight: tf.scalar(1) };
    const gradients = penalizedGradients(model, { images, targets }, { pass, weightDecay: 0 });
    optimizer.step(gradients, [tf.scalar(0.1)]);
    return model.forward(images, EVALUATION);
  });
  await read.data();
  tf.dispose(read);
  optimizer.dispose();
  model.dispose();
}

interface Call {
  readonly name: string;
  readonly inputs: tf.NamedTensorMap;
  readonly attrs: Readonly<Record<string, unknown>>;
}

/** The kind of a filter [height, width]: engines distinguish points, squares, rows and columns. */
function outline([height, width]: readonly number[]): string {
  if (height === width) return `${String(height)} × ${String(width)}`;
  return height === 1 ? 'row' : 'column';
}

/**
 * The form in which a kernel is called: everything that selects the path through it, without sizes other than those of
 * filters.
 */
function formOf({ name, inputs, attrs }: Call): string {
  const tensors = Object.values(inputs);
  const dtypes = [...new Set(tensors.map(({ dtype }) => dtype))].join(', ');
  const { a, b, filter } = inputs;
  const details: unknown[] = [name, dtypes];
  if (a !== undefined && b !== undefined && attrs['transposeA'] === undefined)
    details.push(
      tf.util.arraysEqual(a.shape, b.shape) ? 'alike' : a.rank === 0 || b.rank === 0 ? 'by one' : 'broadcast',
    );
  const filterShape = filter?.shape ?? (attrs['filterShape'] as readonly number[] | undefined);
  const window = filterShape ?? (attrs['filterSize'] as readonly number[] | number | undefined);
  if (window !== undefined) details.push(outline([window, window].flat().slice(0, 2)));
  for (const key of [
    'strides',
    'pad',
    'axis',
    'keepDims',
    'transposeA',
    'transposeB',
    'interpolation',
    'batchDims',
  ])
    if (attrs[key] !== undefined) details.push(`${key} ${JSON.stringify(attrs[key])}`);
  if (attrs['axis'] !== undefined) details.push(`rank ${String(tensors[0]!.rank)}`);
  return details.join('; ');
}

/** The forms in which some work calls the engine's kernels. */
async function formsOf(work: () => Promise<void>): Promise<ReadonlySet<string>> {
  const forms = new Set<string>();
  const engine = tf.engine();
  const run = engine.runKernel.bind(engine);
  const spy: typeof engine.runKernel = (name, inputs, attrs) => {
    forms.add(formOf({ name, inputs, attrs: attrs ?? {} }));
    return run(name, inputs, attrs);
  };
  Object.assign(engine, { runKernel: spy });
  try {
    await work();
  } finally {
    Reflect.deleteProperty(engine, 'runKernel');
  }
  return forms;
}

/** Forms that cannot give wrong results: they only reshape values, or have fixed ones. */
const PLAIN = /^(Reshape|Identity|Cast|Fill|Range|OnesLike|ZerosLike|ExpandDims);/;

test.for(ENGINES)(
  'every kernel that training runs is probed beforehand in the same form: %s',
  { timeout: 300_000 },
  async (force, { skip }) => {
    const engine = await loadEngine({ force }).catch(() => undefined);
    if (engine === undefined) return skip(`${force} is not on this machine`);
    const probed = await formsOf(() => verifyEngine(engine));
    const used = await formsOf(async () => {
      await runCells(isSlow(force) ? CELLS.slice(0, 1) : CELLS);
      if (!isSlow(force)) await runInceptionV3();
    });
    expect([...used].filter((form) => !PLAIN.test(form) && !probed.has(form)).toSorted()).toEqual([]);
  },
);
