import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { createMomentumSgd, learningRateAt } from '../../src/training/momentum-sgd.js';
import { useCpuBackend } from '../fixtures/cpu-backend.js';

useCpuBackend();

describe('createMomentumSgd', () => {
  test('matches a hand-worked update: v ← m·v + g, w ← w − rate·v', () => {
    const variable = tf.tidy(() => tf.variable(tf.tensor1d([1, 2])));
    const optimizer = createMomentumSgd([{ name: 'w', variable, decayed: true }], 0.5);
    const gradients = [
      [4, -8],
      [2, 0],
      [0, 0],
    ].map((gradient) => tf.tensor1d(gradient));
    const rates = [0.25, 0.25, 0.5].map((rate) => tf.scalar(rate));
    const steps = gradients.map((gradient, i) => {
      optimizer.step([gradient], rates[i]!);
      return Array.from(variable.dataSync());
    });
    // v: (4, −8), (4, −4), (2, −2)
    expect(steps).toEqual([
      [0, 4],
      [-1, 5],
      [-2, 6],
    ]);
    expect(optimizer.velocities.map((velocity) => Array.from(velocity.dataSync()))).toEqual([[2, -2]]);
    optimizer.dispose();
    tf.dispose([variable, ...gradients, ...rates]);
  });
});

describe('learningRateAt', () => {
  const schedule = { learningRate: 0.1, decay: 0.5, decaySteps: 3 };

  test('decays in jumps, once every decaySteps steps', () => {
    const rates = Array.from({ length: 8 }, (_, step) => learningRateAt(step, schedule));
    expect(rates).toEqual([0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.025, 0.025]);
  });
});
