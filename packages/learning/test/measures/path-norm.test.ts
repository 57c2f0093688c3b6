import type { NamedTensor } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAlexnetSmall } from '../../src/architectures/alexnet-small.js';
import { createConvolution, createLinearConvolution } from '../../src/architectures/convolution.js';
import { constant } from '../../src/architectures/initializers.js';
import { createLinear } from '../../src/architectures/linear.js';
import { createMlp } from '../../src/architectures/mlp.js';
import type { Model } from '../../src/architectures/model.js';
import { createNormalization } from '../../src/architectures/normalization.js';
import type { ParameterFactory } from '../../src/architectures/parameters.js';
import { readTensors } from '../../src/engine/named-tensors.js';
import { pathNorm } from '../../src/measures/path-norm.js';
import { useCpuBackend } from '../fixtures/cpu-backend.js';
import { modelOf, tensor } from '../fixtures/models.js';

useCpuBackend();

/** Two inputs, two hidden layers of two units, two classes. The weights of a hidden unit are a column of its kernel. */
type Weights = readonly [number[], number[], number[], number[], number[], number[]];

const named = ([k1, b1, k2, b2, k3, b3]: Weights): readonly NamedTensor[] => [
  tensor('hidden-1/kernel', [2, 2], k1),
  tensor('hidden-1/bias', [2], b1),
  tensor('hidden-2/kernel', [2, 2], k2),
  tensor('hidden-2/bias', [2], b2),
  tensor('output/kernel', [2, 2], k3),
  tensor('output/bias', [2], b3),
];

/** The sum over all paths, one by one, from each input and each bias. */
function enumerated([k1, b1, k2, b2, k3, b3]: Weights): number {
  const from = (kernel: number[], input: number, output: number): number => kernel[2 * input + output]! ** 2;
  let sum = 0;
  for (const out of [0, 1]) {
    sum += b3[out]! ** 2;
    for (const second of [0, 1]) {
      const last = from(k3, second, out);
      sum += b2[second]! ** 2 * last;
      for (const first of [0, 1]) {
        const middle = from(k2, first, second) * last;
        sum += b1[first]! ** 2 * middle;
        for (const input of [0, 1]) sum += from(k1, input, first) * middle;
      }
    }
  }
  return Math.sqrt(sum);
}

async function withModel<T>(model: Model, use: (model: Model) => Promise<T>): Promise<T> {
  try {
    return await use(model);
  } finally {
    model.dispose();
  }
}

const mlpNorm = (weights: Weights): Promise<number> =>
  withModel(
    modelOf((parameters) => createMlp(parameters, { inputs: 2, depth: 2, width: 2, classes: 2 })),
    (model) => pathNorm(model, named(weights), [1, 2, 1]),
  );

const EXAMPLE: Weights = [
  [1, -2, 3, 0.5],
  [0.5, -1],
  [2, -1, 1, 4],
  [-3, 2],
  [1, 2, -1, 0.25],
  [-2, 1],
];

test('of a small network is the root of the sum over its paths', async () => {
  const norm = await mlpNorm(EXAMPLE);
  expect(norm).toBeCloseTo(enumerated(EXAMPLE), 4);
  // By hand, for a single path: 3 · 2 · 5.
  expect(
    await mlpNorm([
      [3, 0, 0, 0],
      [0, 0],
      [2, 0, 0, 0],
      [0, 0],
      [5, 0, 0, 0],
      [0, 0],
    ]),
  ).toBeCloseTo(30, 4);
});

test('of a linear model is its Frobenius norm', async () => {
  const norm = await withModel(
    modelOf((parameters) => createLinear(parameters, { inputs: 2, start: 0, classes: 2 })),
    (model) => pathNorm(model, [tensor('output/kernel', [2, 2], [1, -2, 3, 0.5])], [1, 2, 1]),
  );
  expect(norm).toBeCloseTo(Math.sqrt(1 + 4 + 9 + 0.25), 5);
});

test('does not change if a ReLU unit is scaled up before and down after it', async () => {
  const factor = fc.integer({ min: -6, max: 6 }).map((exponent) => 2 ** exponent);
  const entry = fc.integer({ min: -8, max: 8 }).map((value) => value / 4);
  const entries = (count: number) => fc.array(entry, { minLength: count, maxLength: count });
  const weights = fc.tuple(entries(4), entries(2), entries(4), entries(2), entries(4), entries(2));
  await fc.assert(
    fc.asyncProperty(weights, factor, factor, async ([k1, b1, k2, b2, k3, b3], first, second) => {
      // Unit 0 of the first hidden layer, and unit 1 of the second.
      const scaled: Weights = [
        k1.map((value, i) => (i % 2 === 0 ? value * first : value)),
        [b1[0]! * first, b1[1]!],
        k2.map((value, i) => (i < 2 ? value / first : value) * (i % 2 === 1 ? second : 1)),
        [b2[0]!, b2[1]! * second],
        k3.map((value, i) => (i >= 2 ? value / second : value)),
        b3,
      ];
      const norm = await mlpNorm([k1, b1, k2, b2, k3, b3]);
      expect(Math.abs((await mlpNorm(scaled)) - norm)).toBeLessThanOrEqual(1e-5 * norm);
    }),
    { numRuns: 40 },
  );
});

test('folds a batch normalization into the kernel and the bias', async () => {
  const convolution = (batchNorm: boolean): Model =>
    modelOf((parameters) => {
      const layer = createConvolution(parameters, 'conv', {
        inputs: 1,
        filters: 2,
        side: 1,
        kernel: constant(1),
        bias: constant(0),
        decayed: false,
        batchNorm,
      });
      return { forward: (x, pass) => tf.reshape(layer(x, pass), [1, 2]), droppable: [] };
    });
  const normalized = await withModel(convolution(true), (model) =>
    pathNorm(
      model,
      [
        tensor('conv/kernel', [1, 1, 1, 2], [3, -2]),
        tensor('conv/beta', [2], [1, 0.5]),
        tensor('conv/mean', [2], [2, -4]),
        tensor('conv/variance', [2], [4 - 0.001, 0.25 - 0.001]),
      ],
      [1, 1, 1],
    ),
  );
  // Scales 1/2 and 2: kernels 1.5 and −4, biases 1 − 1 and 0.5 + 8.
  expect(normalized).toBeCloseTo(Math.sqrt(1.5 ** 2 + 4 ** 2 + 0 + 8.5 ** 2), 5);
  const folded = await withModel(convolution(false), (model) =>
    pathNorm(
      model,
      [tensor('conv/kernel', [1, 1, 1, 2], [1.5, -4]), tensor('conv/bias', [2], [0, 8.5])],
      [1, 1, 1],
    ),
  );
  expect(folded).toBeCloseTo(normalized, 5);
});

/** A convolution of one pixel without a bias: a matrix [inputs, filters]. */
const pointwise = (parameters: ParameterFactory, name: string, inputs: number, filters: number) =>
  createLinearConvolution(parameters, name, {
    inputs,
    filters,
    side: 1,
    kernel: constant(1),
    decayed: false,
  });

/** A pre-activation block on one pixel of two channels; its shortcut is a projection or the identity. */
const preactivated = (projected: boolean): Model =>
  modelOf((parameters) => {
    const normalize = createNormalization(parameters, 'norm', { channels: 2, scaled: true });
    const convolve = pointwise(parameters, 'conv', 2, 2);
    const shortcut = projected ? pointwise(parameters, 'shortcut', 2, 2) : undefined;
    return {
      forward(x, pass) {
        const activated = normalize(x, pass);
        return tf.reshape(tf.add(shortcut?.(activated) ?? x, convolve(activated)), [1, 2]);
      },
      droppable: [],
    };
  });

/** Scales γ/√(variance + ε) of 3/2 and −2; shifts β − mean·scale of 1 − 2·1.5 = −2 and 0.5 − 4·2 = −7.5. */
const NORM = [
  tensor('norm/gamma', [2], [3, -1]),
  tensor('norm/beta', [2], [1, 0.5]),
  tensor('norm/mean', [2], [2, -4]),
  tensor('norm/variance', [2], [4 - 0.001, 0.25 - 0.001]),
];
/** What the squared network has of each channel after the normalization: 1.5² + 2² and 2² + 7.5². */
const [ACTIVATED_0, ACTIVATED_1] = [2.25 + 4, 4 + 56.25];
const KERNEL = tensor('conv/kernel', [1, 1, 2, 2], [3, -1, 2, 5]);
/** From channel i to either of two outputs: Σ w² of row i. */
const [FROM_0, FROM_1] = [9 + 1, 4 + 25];

test('folds a batch normalization with γ where it stands, before the kernel and not into the shortcut', async () => {
  const norm = await withModel(preactivated(false), (model) => pathNorm(model, [...NORM, KERNEL], [1, 1, 2]));
  // The shortcut has the input, 1, in each of two outputs.
  expect(norm).toBeCloseTo(Math.sqrt(2 + ACTIVATED_0 * FROM_0 + ACTIVATED_1 * FROM_1), 4);
});

test('takes a projection shortcut from the normalized values', async () => {
  const projection = tensor('shortcut/kernel', [1, 1, 2, 2], [0.5, 0, 0, -2]);
  const norm = await withModel(preactivated(true), (model) =>
    pathNorm(model, [...NORM, KERNEL, projection], [1, 1, 2]),
  );
  expect(norm).toBeCloseTo(Math.sqrt(ACTIVATED_0 * (FROM_0 + 0.25) + ACTIVATED_1 * (FROM_1 + 4)), 4);
});

test('scales by γ the inputs of a kernel with another number of filters', async () => {
  const model = modelOf((parameters) => {
    const normalize = createNormalization(parameters, 'norm', { channels: 2, scaled: true });
    const convolve = pointwise(parameters, 'conv', 2, 1);
    return { forward: (x, pass) => tf.reshape(convolve(normalize(x, pass)), [1, 1]), droppable: [] };
  });
  const norm = await withModel(model, () =>
    pathNorm(model, [...NORM, tensor('conv/kernel', [1, 1, 2, 1], [3, -2])], [1, 1, 2]),
  );
  expect(norm).toBeCloseTo(Math.sqrt(ACTIVATED_0 * 9 + ACTIVATED_1 * 4), 4);
});

test('rejects a batch normalization if nothing says where it stands', async () => {
  const [, beta, mean, variance] = NORM;
  const model = modelOf((parameters) => {
    const normalize = createNormalization(parameters, 'norm', { channels: 2, scaled: false });
    return { forward: (x, pass) => tf.reshape(normalize(x, pass), [1, 2]), droppable: [] };
  });
  await withModel(model, () =>
    expect(pathNorm(model, [beta!, mean!, variance!], [1, 1, 2])).rejects.toThrow(
      /the batch normalization norm has neither γ nor a kernel/,
    ),
  );
});

test('treats local response normalization as the identity', async () => {
  const create = (): Model =>
    modelOf((parameters) => createAlexnetSmall(parameters, { channels: 1, classes: 10 }));
  const normOf = (firstKernel: number): Promise<number> =>
    withModel(create(), async (model) => {
      const weights = (await readTensors(model.parameters)).map((parameter) => ({
        ...parameter,
        values: parameter.values.map((value) =>
          parameter.name.endsWith('/bias')
            ? 0
            : parameter.name === 'conv-1/kernel'
              ? value * firstKernel
              : value,
        ),
      }));
      return pathNorm(model, weights, [28, 28, 1]);
    });
  const norm = await normOf(1);
  expect(norm).toBeGreaterThan(0);
  expect((await normOf(100)) / norm).toBeCloseTo(100, 3);
});
