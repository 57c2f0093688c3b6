import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAdam } from '../../src/optimizers/adam.js';
import { useCpuBackend } from '../fixtures/cpu-backend.js';

useCpuBackend();

type Options = Parameters<typeof createAdam>[1];
const USUAL: Options = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/** The weights after each step, and what the optimizer keeps at the end. */
function descend(
  start: readonly number[],
  gradients: readonly (readonly number[])[],
  { learningRate, weightDecay = 0, ...options }: Options & { learningRate: number; weightDecay?: number },
) {
  return tf.tidy(() => {
    const variable = tf.variable(tf.tensor1d([...start]));
    const optimizer = createAdam([{ name: 'w', variable, decayed: true }], options);
    const steps = gradients.map((gradient, step) => {
      const numbers = optimizer.numbers.map((number) => tf.scalar(number(step, learningRate)));
      optimizer.step([tf.add(tf.tensor1d([...gradient]), tf.mul(variable, weightDecay))], numbers);
      return Array.from(variable.dataSync());
    });
    const state = Object.fromEntries(
      optimizer.state.map(({ name, variable: kept }) => [name, Array.from(kept.dataSync())]),
    );
    variable.dispose();
    optimizer.dispose();
    return { steps, state };
  });
}

function expectClose(actual: readonly (readonly number[])[], expected: readonly (readonly number[])[]): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((row, i) => {
    row.forEach((value, k) => {
      const wanted = expected[i]![k]!;
      expect(Math.abs(value - wanted), `${String(i)}, ${String(k)}`).toBeLessThanOrEqual(
        2e-6 * Math.abs(wanted),
      );
    });
  });
}

describe('createAdam', () => {
  test('matches three hand-worked steps', () => {
    // β₁ = 1/2, β₂ = 3/4, ε = 1/10, rate 1; g = 2, 0, −4.
    // m = 1, 1/2, −7/4; m̂ = m/(1/2), m/(3/4), m/(7/8) = 2, 2/3, −2.
    // v = 1, 3/4, 73/16; v̂ = v/(1/4), v/(7/16), v/(37/64) = 4, 12/7, 292/37.
    const { steps, state } = descend([1], [[2], [0], [-4]], {
      learningRate: 1,
      beta1: 0.5,
      beta2: 0.75,
      epsilon: 0.1,
    });
    const first = 1 - 2 / (2 + 0.1);
    const second = first - 2 / 3 / (Math.sqrt(12 / 7) + 0.1);
    const third = second + 2 / (Math.sqrt(292 / 37) + 0.1);
    steps.forEach(([value], i) => {
      expect(value).toBeCloseTo([first, second, third][i]!, 6);
    });
    expect(state).toEqual({ 'first-moments/w': [-1.75], 'second-moments/w': [4.5625] });
  });

  // torch 2.13.0, float32, from `w = [1, -2, 0.5, 0]`; the numbers of each step are those of
  //   o = torch.optim.Adam([w], lr=0.01, …); for g in gs: w.grad = torch.tensor(g); o.step(); print(w)
  const GRADIENTS = [
    [0.1, -3, 1e-6, 0],
    [-0.2, 0.5, 2e-6, 0],
    [0.3, 0.25, -1e-6, 0],
    [4, 0, 1e-9, 0],
  ];
  test('has the steps of torch.optim.Adam with its defaults', () => {
    const { steps, state } = descend([1, -2, 0.5, 0], GRADIENTS, { learningRate: 0.01, ...USUAL });
    expectClose(steps, [
      [0.99000001, -1.99, 0.49009901, 0],
      [0.99366105, -1.9846146, 0.48050785, 0],
      [0.99022865, -1.9809896, 0.47633645, 0],
      [0.98418093, -1.9780202, 0.47292086, 0],
    ]);
    expectClose(
      [state['first-moments/w']!, state['second-moments/w']!],
      [
        [0.41808999, -0.15570001, 1.45e-7, 0],
        [0.016139802, 0.0092849638, 5.9880084e-15, 0],
      ],
    );
  });

  test('has those of torch.optim.Adam(betas=(0.5, 0.75), eps=0.001, weight_decay=0.1): decay is in the gradient', () => {
    const options = { learningRate: 0.01, beta1: 0.5, beta2: 0.75, epsilon: 0.001, weightDecay: 0.1 };
    const { steps, state } = descend([1, -2, 0.5, 0], GRADIENTS, options);
    expectClose(steps, [
      [0.99004978, -1.9900031, 0.49019608, 0],
      [0.99009323, -1.9858954, 0.48041329, 0],
      [0.98216301, -1.9837444, 0.47066227, 0],
      [0.97295761, -1.9816576, 0.4609504, 0],
    ]);
    expectClose(
      [state['first-moments/w']!, state['second-moments/w']!],
      [
        [2.1487362, -0.24870965, 0.04479596, 0],
        [4.2343493, 1.1030746, 0.0015881546, 0],
      ],
    );
  });

  test('corrects its bias: while the gradient stays the same, each step is the rate against its sign', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.boolean(),
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        fc.double({ min: 0, max: 0.9999, noNaN: true }),
        (size, isNegative, beta1, beta2) => {
          const gradient = isNegative ? -size : size;
          const options = { learningRate: 0.125, beta1, beta2, epsilon: 1e-12 };
          const { steps } = descend(
            [0],
            Array.from({ length: 5 }, () => [gradient]),
            options,
          );
          steps.forEach(([value], i) => {
            expect(value! / (-Math.sign(gradient) * 0.125 * (i + 1))).toBeCloseTo(1, 3);
          });
        },
      ),
      { numRuns: 50 },
    );
  });

  test('leaves a weight that never had a gradient where it is, with the least ε that a spec may have', () => {
    const options = { learningRate: 1, beta1: 0.9, beta2: 1 - 2 ** -53, epsilon: 1e-20 };
    expect(descend([0.5], [[0], [0]], options).steps).toEqual([[0.5], [0.5]]);
  });
});
