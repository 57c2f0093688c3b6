import type { EpochMetrics } from '@rote/domain';
import { hasBatchNorm } from '@rote/domain';
import { loadEngine } from '@rote/engines';
import { createGraphCompiler } from '@rote/graph-step';
import { beforeAll, expect, test } from 'vitest';
import type { CellChanges, ModelName } from './models.js';
import { ADAM, MODEL_NAMES, MODELS, smallCell, trainCell, trainUnmeasured } from './models.js';

beforeAll(async () => {
  await loadEngine({ force: 'tfjs-node-gpu' });
});

const ALL_REGULARIZERS = {
  weightDecay: 0.01,
  dropout: 0.5,
  labelSmoothing: 0.1,
  mixup: 1,
  augmentation: 'random-crop',
} as const satisfies CellChanges['regularizer'];

/** Of every network, which is also trained to its end with no regularizer. */
const TRAININGS: Readonly<Record<string, CellChanges>> = {
  'all regularizers': { regularizer: ALL_REGULARIZERS },
  'all regularizers, by Adam': { regularizer: ALL_REGULARIZERS, training: { optimizer: ADAM } },
};

/** Each regularizer by itself, on one network: they act on weights, on losses or on images of any network alike. */
const EACH_REGULARIZER: Readonly<Record<string, CellChanges>> = Object.fromEntries(
  Object.entries(ALL_REGULARIZERS).map(([name, value]) => [name, { regularizer: { [name]: value } }]),
);

/** What happens to images before a network sees them: tested on one network only. */
const AUGMENTATIONS: Readonly<Record<string, CellChanges>> = {
  'random crop of shuffled pixels': {
    corruption: { kind: 'shuffled-pixels' },
    regularizer: { augmentation: 'random-crop' },
  },
  'flip and rotation of random pixels': {
    corruption: { kind: 'random-pixels' },
    regularizer: { augmentation: 'flip-rotation' },
  },
  'flip and rotation of noise': {
    corruption: { kind: 'gaussian' },
    regularizer: { augmentation: 'flip-rotation' },
  },
};

/** Relative. Batch normalization over a few images amplifies rounding. */
const toleranceOf = (model: ModelName): number => (hasBatchNorm(MODELS[model]) ? 5e-3 : 1e-3);

/** Measures of weights, which a graph has to hand out first. */
const MEASURES = ['l2-norm', 'distance-from-initialization', 'spectral-product', 'path-norm'] as const;

const numbers = ({ train, test, gradientNorm, weightNorm, measures }: EpochMetrics): readonly number[] => [
  train.loss,
  test.loss,
  gradientNorm!,
  weightNorm,
  ...(measures === undefined ? [] : MEASURES.map((name) => measures[name]!)),
];

const casesOf = (models: readonly ModelName[], changes: Readonly<Record<string, CellChanges>>) =>
  models.flatMap((model) => Object.entries(changes).map(([kind, change]) => [model, kind, change] as const));
const CASES = [
  ...casesOf(MODEL_NAMES, TRAININGS),
  ...casesOf(['alexnet-small'], { ...EACH_REGULARIZER, ...AUGMENTATIONS }),
  ...casesOf(['mlp-1x512', 'alexnet-small'], { 'a hundred classes': { dataset: 'cifar100' } }),
];

/** Two whole batches and a smaller one. The learning rate is small: the longer a step, the more it amplifies rounding. */
const shortCell = (model: ModelName, change: CellChanges, epochs: number) =>
  smallCell(MODELS[model], {
    ...change,
    train: 20,
    training: { epochs, learningRate: 0.0003, ...change.training },
  });

function expectAgreement(
  model: ModelName,
  graph: readonly EpochMetrics[],
  eager: readonly EpochMetrics[],
): void {
  expect(graph.length).toBe(eager.length);
  graph.forEach((epoch, i) => {
    numbers(epoch).forEach((value, k) => {
      const expected = numbers(eager[i]!)[k]!;
      expect(Math.abs(value - expected) / expected).toBeLessThan(toleranceOf(model));
    });
  });
}

test.each(CASES)('%s with %s: the graph and eager operations agree', async (model, _kind, change) => {
  const cell = shortCell(model, change, 1);
  const eager = await trainUnmeasured(cell);
  expectAgreement(model, await trainUnmeasured(cell, { compile: createGraphCompiler().compile }), eager);
});

test.each(MODEL_NAMES)(
  '%s: the graph and eager operations agree to the end',
  async (model) => {
    const cell = shortCell(model, {}, 2);
    const eager = await trainCell(cell);
    const graph = await trainCell(cell, { compile: createGraphCompiler().compile });
    expectAgreement(model, graph.curve, eager.curve);
    expect(graph.result.corruption).toEqual(eager.result.corruption);
    expect(Object.keys(graph.result.final!.measures!)).toEqual(expect.arrayContaining([...MEASURES]));
  },
  120_000,
);
