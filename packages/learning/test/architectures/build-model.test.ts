import type { Features, TrainedArchitecture } from '@rote/domain';
import { architectureName, parameterCount as countParameters, resolveDataset } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { buildModel } from '../../src/architectures/build-model.js';
import type { Model } from '../../src/architectures/model.js';
import { EVALUATION, parameterCount } from '../../src/architectures/model.js';
import { useCpuBackend } from '../fixtures/cpu-backend.js';

useCpuBackend();

function withModel<T extends tf.TensorContainer>(
  architecture: TrainedArchitecture,
  use: (model: Model) => T,
  seed = 1,
): T {
  const model = buildModel(architecture, { channels: 3, classes: 10, seed });
  try {
    return tf.tidy(() => use(model));
  } finally {
    model.dispose();
  }
}

const inception = { kind: 'inception-small', batchNorm: true } as const;
const inceptionWithoutNorm = { kind: 'inception-small', batchNorm: false } as const;
const alexnet = { kind: 'alexnet-small' } as const;
const mlp = (depth: number, width = 512) => ({ kind: 'mlp', depth, width }) as const;

const PAPER: readonly (readonly [TrainedArchitecture, number])[] = [
  [inception, 1_649_402],
  [inceptionWithoutNorm, 1_649_402],
  [alexnet, 1_387_786],
  [mlp(3), 1_735_178],
  [mlp(1), 1_209_866],
];
const NETWORKS: typeof PAPER = [...PAPER, [{ kind: 'resnet-18', width: 4 }, 44_446]];
const namesOf = (networks: typeof PAPER) =>
  networks.map(([architecture, count]) => [architectureName(architecture), architecture, count] as const);
const named = namesOf(NETWORKS);

const linear = (features: Features, start = 0) =>
  ({ kind: 'linear', features, solver: { kind: 'sgd', start } }) as const;

describe('a linear model', () => {
  test.each<readonly [Features, number]>([
    [{ kind: 'raw' }, 28 * 28 * 3],
    // The positive and the negative parts of each response over four quadrants, and a constant.
    [{ kind: 'random-convolutions', filters: 16, side: 6 }, 16 * 2 * 4 + 1],
    // Three wavelengths and eight orientations at each of 7×7 positions, for each channel.
    [{ kind: 'gabor' }, 3 * 8 * 7 * 7 * 3],
  ])('has a weight for each class and each value of an image: %j', (features, values) => {
    withModel(linear(features), (model) => {
      expect(parameterCount(model)).toBe(values * 10);
      expect(model.forward(tf.ones([2, 1, 1, values]), EVALUATION).shape).toEqual([2, 10]);
    });
  });

  test('starts at zero, or at normal weights with the requested deviation', () => {
    const weightsFrom = (start: number) =>
      withModel(
        linear({ kind: 'raw' }, start),
        ({ parameters }) => parameters[0]!.variable.dataSync() as Float32Array,
      );
    expect(weightsFrom(0).every((weight) => weight === 0)).toBe(true);
    const weights = weightsFrom(0.1);
    const std = Math.sqrt(weights.reduce((sum, weight) => sum + weight ** 2, 0) / weights.length);
    expect(std).toBeCloseTo(0.1, 2);
  });
});

describe('parameters', () => {
  test.each(namesOf(PAPER))('%s has the parameter count of the paper', (_name, architecture, count) => {
    expect(withModel(architecture, parameterCount)).toBe(count);
  });

  test.each(named)('%s has the parameter count predicted before it is built', (_name, architecture) => {
    for (const [dataset, kind] of [
      ['cifar10', 'none'],
      ['mnist', 'random-labels'],
      ['fashion-mnist', 'random-binary-labels'],
    ] as const) {
      const channels = dataset === 'cifar10' ? 3 : 1;
      const classes = kind === 'random-binary-labels' ? 2 : 10;
      const model = buildModel(architecture, { channels, classes, seed: 1 });
      const known = countParameters({
        architecture,
        dataset: resolveDataset(dataset),
        corruption: { kind },
      });
      expect(known).toBe(parameterCount(model));
      model.dispose();
    }
  });

  test.each(named)('%s decays no bias', (_name, architecture) => {
    withModel(architecture, ({ parameters }) => {
      for (const { name, decayed } of parameters) {
        if (decayed) expect(name).toMatch(/\/kernel$/);
      }
    });
  });

  test('alexnet-small decays only its two hidden dense layers', () => {
    withModel(alexnet, ({ parameters }) => {
      const decayed = parameters.filter((parameter) => parameter.decayed).map(({ name }) => name);
      expect(decayed).toEqual(['dense-1/kernel', 'dense-2/kernel']);
    });
  });

  test('initial values depend on the seed and differ between layers of the same shape', () => {
    const kernels = (seed: number) =>
      withModel(
        mlp(3, 8),
        ({ parameters }) => parameters.map(({ variable }) => Array.from(variable.dataSync())),
        seed,
      );
    expect(kernels(1)).toEqual(kernels(1));
    expect(kernels(1)).not.toEqual(kernels(2));
    const [, , second, , third] = kernels(1);
    expect(second).not.toEqual(third);
  });

  test('alexnet-small starts like the TensorFlow tutorial: truncated normal kernels, biases 0 or 0.1', () => {
    withModel(alexnet, ({ parameters }) => {
      const valuesOf = (name: string): Float32Array =>
        parameters.find((parameter) => parameter.name === name)!.variable.dataSync() as Float32Array;
      const kernel = valuesOf('dense-1/kernel');
      expect(kernel.every((value) => Math.abs(value) <= 0.08 + 1e-7)).toBe(true);
      // A normal distribution cut at two deviations has 0.8796 of the original deviation.
      const std = Math.sqrt(kernel.reduce((sum, value) => sum + value * value, 0) / kernel.length);
      expect(std / 0.04).toBeCloseTo(0.8796, 2);
      expect(new Set(valuesOf('conv-1/bias'))).toEqual(new Set([0]));
      expect(new Set(valuesOf('conv-2/bias'))).toEqual(new Set([Math.fround(0.1)]));
      expect(new Set(valuesOf('output/bias'))).toEqual(new Set([0]));
    });
  });

  test('Glorot kernels are uniform within √(6 / (fan in + fan out))', () => {
    withModel(inception, ({ parameters }) => {
      const kernel = parameters
        .find(({ name }) => name === 'stem/kernel')!
        .variable.dataSync() as Float32Array;
      const limit = Math.sqrt(6 / (9 * (3 + 96)));
      const largest = kernel.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      expect(largest).toBeLessThanOrEqual(limit + 1e-7);
      expect(largest).toBeGreaterThan(0.95 * limit);
    });
  });
});
