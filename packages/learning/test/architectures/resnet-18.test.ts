import type { NamedTensor } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { buildModel } from '../../src/architectures/build-model.js';
import type { Model } from '../../src/architectures/model.js';
import { EVALUATION, parameterCount } from '../../src/architectures/model.js';
import { createResnet18 } from '../../src/architectures/resnet-18.js';
import { assignTensors, readTensors } from '../../src/engine/named-tensors.js';
import { meanSoftmaxCrossEntropy } from '../../src/layers/softmax-cross-entropy.js';
import { pathNorm } from '../../src/measures/path-norm.js';
import { penalizedGradients } from '../../src/training/gradients.js';
import { useEngine } from '../fixtures/engine.js';
import { modelOf } from '../fixtures/models.js';
// By infra/bench/torch_resnet_reference.py.
import reference from '../fixtures/resnet-18-reference.json' with { type: 'json' };

useEngine();

async function withModel<T>(
  { width, channels = 3 }: { readonly width: number; readonly channels?: number },
  use: (model: Model) => T | Promise<T>,
): Promise<T> {
  const model = buildModel({ kind: 'resnet-18', width }, { channels, classes: 10, seed: 1 });
  try {
    return await use(model);
  } finally {
    model.dispose();
  }
}

const size = (shape: readonly number[]): number => shape.reduce((product, extent) => product * extent, 1);

describe('resnet-18', () => {
  /* By hand, the first blocks of stages 1 and 2: γ, β and 9 · 64 · 64 weights, twice; γ and β of 64, 9 · 64 · 128 weights, γ
   * and β of 128, 9 · 128 · 128 weights, and a projection of 64 · 128. */
  test('has 11,171,146 parameters at the usual width: those of each part, counted by hand', async () => {
    await withModel({ width: 64 }, (model) => {
      const countOf = (name: string): number =>
        model.parameters
          .filter((parameter) => parameter.name.startsWith(name))
          .reduce((sum, { variable }) => sum + variable.size, 0);
      expect(countOf('stage-1/block-1')).toBe(2 * (128 + 9 * 64 * 64));
      expect(countOf('stage-2/block-1')).toBe(128 + 9 * 64 * 128 + 256 + 9 * 128 * 128 + 64 * 128);
      const parts = ['stem', 'stage-1', 'stage-2', 'stage-3', 'stage-4', 'output'].map(countOf);
      expect(parts).toEqual([1728, 147_968, 525_184, 2_098_944, 8_392_192, 5130]);
      expect(parameterCount(model)).toBe(11_171_146);
    });
  });

  test('takes windows of one channel', async () => {
    await withModel({ width: 1, channels: 1 }, (model) => {
      tf.tidy(() => {
        expect(model.forward(tf.ones([2, 28, 28, 1]), EVALUATION).shape).toEqual([2, 10]);
      });
    });
  });

  test('decays its kernels, and no γ or β', async () => {
    await withModel({ width: 2 }, ({ parameters }) => {
      for (const { name, decayed } of parameters) expect(decayed, name).toBe(name.endsWith('/kernel'));
    });
  });
});

/** sin(1.7 · i + phase). */
const waves = (count: number, phase: number): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(1.7 * i + phase));

/** A value of the network of the reference, by its place in the reference's list. */
function referenceTensor(name: string, shape: readonly number[], phase: number): NamedTensor {
  const wave = Array.from({ length: size(shape) }, (_, i) => Math.sin(1.7 * i + phase));
  const kind = name.slice(name.lastIndexOf('/') + 1);
  const formulas: Readonly<Record<string, (value: number) => number>> = {
    kernel: (value) => value * (2 / Math.sqrt(size(shape.slice(0, -1)))),
    gamma: (value) => 0.6 + value,
    beta: (value) => 0.3 * value,
    bias: (value) => value,
    mean: (value) => value,
    variance: (value) => 1.5 + value,
  };
  return { name, shape, values: Float32Array.from(wave, formulas[kind]) };
}

const expectNear = (actual: number, expected: number, tolerance: number, what: string): void => {
  expect(Math.abs(actual - expected), what).toBeLessThan(tolerance);
};

describe('the numbers of PyTorch', () => {
  const { gradients, statistics } = reference;
  const names = [...gradients.map(({ name }) => name), ...statistics];
  const images = (): tf.Tensor4D => tf.tensor4d(waves(3 * 28 * 28 * 3, 0.5), [3, 28, 28, 3]);
  const targets = (): tf.Tensor2D =>
    tf.cast(tf.oneHot(tf.tensor1d(reference.labels, 'int32'), 10), 'float32') as tf.Tensor2D;
  const withReference = <T>(use: (model: Model) => T): Promise<T> =>
    withModel({ width: reference.width }, async (model) => {
      const values = [...model.parameters, ...model.statistics];
      expect(values.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
      const given = await readTensors(values);
      assignTensors(
        values,
        given.map(({ name, shape }) => referenceTensor(name, shape, names.indexOf(name))),
      );
      return use(model);
    });
  const rows = (logits: readonly (readonly number[])[]): readonly number[] => logits.flat();

  test('are those of an evaluation, by running averages', async () => {
    await withReference((model) => {
      const logits = tf.tidy(() => model.forward(images(), EVALUATION).dataSync());
      rows(reference.evaluated).forEach((value, i) => {
        expectNear(logits[i]!, value, 1e-3, String(i));
      });
    });
  });

  test('are those of a training pass and of the gradient of every parameter', async () => {
    await withReference((model) => {
      tf.tidy(() => {
        const pass = { ...EVALUATION, momentsWeight: tf.scalar(1) };
        const logits = model.forward(images(), pass);
        expectNear(meanSoftmaxCrossEntropy(logits, targets()).dataSync()[0]!, reference.loss, 1e-4, 'loss');
        const given = logits.dataSync();
        rows(reference.logits).forEach((value, i) => {
          expectNear(given[i]!, value, 1e-3, `logit ${String(i)}`);
        });
        const batch = { images: images(), targets: targets() };
        const computed = penalizedGradients(model, batch, { pass, weightDecay: 0 });
        for (const { name, shape, norm, projection } of gradients) {
          const gradient = computed[model.parameters.findIndex((parameter) => parameter.name === name)]!;
          expect(gradient.shape, name).toEqual(shape);
          const values = Array.from(gradient.dataSync());
          const direction = waves(values.length, 0);
          expectNear(Math.hypot(...values), norm, 1e-3 * norm, `norm of ${name}`);
          const product = values.reduce((sum, value, i) => sum + value * direction[i]!, 0);
          expectNear(product, projection, 1e-3 * norm * Math.sqrt(values.length), `product of ${name}`);
        }
      });
    });
  });
});

/**
 * Of one pixel and one channel: of each kernel 3×3 only the middle sees it. What is not named passes on what it is given:
 * kernels of a block are 0, a shortcut takes the first channel to the first, γ = 1, β = 0, mean 0, variance 1.
 */
function onePixelNetwork(named: Readonly<Record<string, number>>): Model {
  const model = modelOf((parameters) =>
    createResnet18(parameters, { channels: 1, classes: 2, width: 1, recompute: false }),
  );
  tf.tidy(() => {
    for (const { name, variable } of [...model.parameters, ...model.statistics]) {
      const values = new Float32Array(variable.size);
      if (/(gamma|variance)$/.test(name)) values.fill(name.endsWith('gamma') ? 1 : 1 - 0.001);
      const isPassing = /(stem|shortcut|output)\/kernel$/.test(name);
      const value = named[name] ?? (isPassing ? 1 : values[0]!);
      const isSquare = variable.shape[0] === 3 && variable.rank === 4;
      // The middle of nine taps, from the first input to the first filter.
      values[isSquare ? (4 * variable.size) / 9 : 0] = value;
      variable.assign(tf.tensor(values, variable.shape));
    }
  });
  return model;
}

describe('a block, worked by hand', () => {
  const logit = (model: Model): number => {
    const [first] = tf.tidy(() => model.forward(tf.ones([1, 1, 1, 1]), EVALUATION).dataSync());
    model.dispose();
    return first!;
  };
  const identity = {
    'stem/kernel': -1,
    // relu(−2 · −1 + 1) = 3, twice that is 6, relu(6/2 − 1) = 2, four times that is 8.
    'stage-1/block-1/norm-1/gamma': -2,
    'stage-1/block-1/norm-1/beta': 1,
    'stage-1/block-1/conv-1/kernel': 2,
    'stage-1/block-1/norm-2/gamma': 0.5,
    'stage-1/block-1/norm-2/beta': -1,
    'stage-1/block-1/conv-2/kernel': 4,
  };

  test('adds what it computes to its input as it is, which no ReLU has seen', () => {
    expect(logit(onePixelNetwork(identity))).toBeCloseTo(-1 + 8, 4);
  });

  test('with other filters adds it to a projection of what the first ReLU gives', () => {
    const projected = {
      // Of 7: relu(7 − 2) = 5, projected 15; relu(5) = 5, negated −5.
      'stage-2/block-1/norm-1/beta': -2,
      'stage-2/block-1/shortcut/kernel': 3,
      'stage-2/block-1/conv-1/kernel': 1,
      'stage-2/block-1/conv-2/kernel': -1,
    };
    expect(logit(onePixelNetwork({ ...identity, ...projected }))).toBeCloseTo(15 - 5, 4);
  });
});

describe('its path norm', () => {
  test('has every shortcut and projection, worked by hand on one pixel', async () => {
    const model = onePixelNetwork({
      'stem/kernel': 2,
      'stage-1/block-1/norm-1/gamma': -3,
      'stage-1/block-1/conv-1/kernel': 0.5,
      'stage-1/block-1/conv-2/kernel': 2,
      'stage-2/block-1/shortcut/kernel': 5,
      'stage-2/block-1/conv-1/kernel': 1,
      'stage-2/block-1/norm-2/beta': 2,
      'stage-2/block-1/conv-2/kernel': 3,
    });
    const weights = await readTensors([...model.parameters, ...model.statistics]);
    const norm = await pathNorm(model, weights, [1, 1, 1]);
    model.dispose();
    // Squares: 4 after the stem. The block adds 4 · 9 · 1/4 · 4 = 36 to it. Of 40, the projection makes 40 · 25, and
    // the other branch (40 · 1 + 4) · 9. The projections of the other stages, the mean and the dense layer pass it on.
    expect(norm).toBeCloseTo(Math.sqrt(1000 + 396), 3);
  });

  test('is that of no normalization where each γ makes up for its variance', async () => {
    await withModel({ width: 2 }, async (model) => {
      const plain = await readTensors([...model.parameters, ...model.statistics]);
      const replace = (change: (tensor: NamedTensor, part: string) => Float32Array): readonly NamedTensor[] =>
        plain.map((tensor) => ({
          ...tensor,
          values: change(tensor, tensor.name.slice(tensor.name.lastIndexOf('/') + 1)),
        }));
      const gammaAt = (i: number): number => (i % 3) - 1.5;
      const compensated = replace(({ values }, part) =>
        values.map((value, i) =>
          part === 'gamma' ? gammaAt(i) : part === 'variance' ? gammaAt(i) ** 2 - 0.001 : value,
        ),
      );
      const identity = replace(({ values }, part) =>
        values.map((value) => (part === 'variance' ? 1 - 0.001 : value)),
      );
      const normOf = (weights: readonly NamedTensor[]): Promise<number> =>
        pathNorm(model, weights, [28, 28, 3]);
      const expected = await normOf(identity);
      expect((await normOf(compensated)) / expected).toBeCloseTo(1, 5);
    });
  });
});
