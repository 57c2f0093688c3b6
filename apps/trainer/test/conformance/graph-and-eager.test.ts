import type { EpochMetrics } from '@rote/domain';
import { hasBatchNorm } from '@rote/domain';
import { loadEngine } from '@rote/engines';
import { createGraphCompiler } from '@rote/graph-step';
import { beforeAll, expect, test } from 'vitest';
import type { CellChanges, ModelName } from './models.js';
import { ADAM, MODEL_NAMES, MODELS, smallCell, trainCell } from './models.js';

beforeAll(async () => {
  await loadEngine({ force: 'tfjs-node-gpu' });
});

const REGULARIZERS: Readonly<Record<string, CellChanges>> = {
  none: {},
  'weight decay': { regularizer: { weightDecay: 0.01 } },
  dropout: { regularizer: { dropout: 0.5 } },
  'label smoothing': { regularizer: { labelSmoothing: 0.1 } },
  mixup: { regularizer: { mixup: 1 } },
  'random crop': { regularizer: { augmentation: 'random-crop' } },
  Adam: { training: { optimizer: ADAM } },
};

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
  ...casesOf(MODEL_NAMES, REGULARIZERS),
  ...casesOf(['alexnet-small'], AUGMENTATIONS),
  ...casesOf(['mlp-1x512', 'alexnet-small'], { 'a hundred classes': { dataset: 'cifar100' } }),
];

test.each(CASES)('%s with %s: the graph and eager operations agree', async (model, _kind, change) => {
  // Two whole batches and a smaller one.
  const cell = smallCell(MODELS[model], {
    ...change,
    train: 20,
    // Small: the longer a step, the more it amplifies rounding.
    training: { epochs: 2, learningRate: 0.0003, ...change.training },
  });
  const eager = await trainCell(cell);
  const graph = await trainCell(cell, { compile: createGraphCompiler() });
  graph.curve.forEach((epoch, i) => {
    numbers(epoch).forEach((value, k) => {
      const expected = numbers(eager.curve[i]!)[k]!;
      expect(Math.abs(value - expected) / expected).toBeLessThan(toleranceOf(model));
    });
  });
  expect(graph.result.corruption).toEqual(eager.result.corruption);
  expect(Object.keys(graph.result.final!.measures!)).toEqual(expect.arrayContaining([...MEASURES]));
});
