import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { recomputed } from '../../src/layers/recomputed.js';
import { useCpuBackend } from '../fixtures/cpu-backend.js';
import { largestDifference, normalTensor } from '../fixtures/numbers.js';

useCpuBackend();

const SHAPE: [number, number, number, number] = [2, 3, 3, 4];

test('has the gradients of its function, twice in a row, and recomputes each part once', () => {
  const variables = tf.tidy(() =>
    [1, 2].map((seed) => tf.variable(normalTensor<tf.Rank.R4>([1, 1, 4, 4], seed))),
  );
  const calls: [number, boolean][] = [];
  const part = (i: number) => (x: tf.Tensor4D, again: boolean) => {
    calls.push([i, again]);
    return tf.tanh(tf.conv2d(x, variables[i] as unknown as tf.Tensor4D, 1, 'same'));
  };
  const loss = (apply: (i: number, x: tf.Tensor4D) => tf.Tensor4D) => () =>
    tf.sum<tf.Scalar>(tf.square(apply(1, apply(0, normalTensor<tf.Rank.R4>(SHAPE, 3)))));
  tf.tidy(() => {
    const { grads: expected } = tf.variableGrads(
      loss((i, x) => part(i)(x, false)),
      variables,
    );
    calls.length = 0;
    const { grads } = tf.variableGrads(
      loss((i, x) => recomputed(part(i), [variables[i]!])(x)),
      variables,
    );
    expect(calls).toEqual([
      [0, false],
      [1, false],
      [1, true],
      [0, true],
    ]);
    for (const [name, gradient] of Object.entries(expected))
      expect(largestDifference(grads[name]!, gradient)).toBeLessThan(1e-6);
  });
  tf.dispose(variables);
});
