import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { createSgd } from '../../src/optimizers/sgd.js';
import { useCpuBackend } from '../fixtures/cpu-backend.js';

useCpuBackend();

describe('createSgd', () => {
  test('matches a hand-worked update: v ← m·v + g, w ← w − rate·v', () => {
    const variable = tf.tidy(() => tf.variable(tf.tensor1d([1, 2])));
    const optimizer = createSgd([{ name: 'w', variable, decayed: true }], { momentum: 0.5 });
    const gradients = [
      [4, -8],
      [2, 0],
      [0, 0],
    ].map((gradient) => tf.tensor1d(gradient));
    const rates = [0.25, 0.25, 0.5].map((rate) => tf.scalar(rate));
    const steps = gradients.map((gradient, i) => {
      optimizer.step([gradient], [rates[i]!]);
      return Array.from(variable.dataSync());
    });
    // v: (4, −8), (4, −4), (2, −2)
    expect(steps).toEqual([
      [0, 4],
      [-1, 5],
      [-2, 6],
    ]);
    expect(optimizer.state.map(({ name }) => name)).toEqual(['velocities/w']);
    expect(Array.from(optimizer.state[0]!.variable.dataSync())).toEqual([2, -2]);
    optimizer.dispose();
    tf.dispose([variable, ...gradients, ...rates]);
  });
});
