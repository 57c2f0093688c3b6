import { randomKey, randomSource } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { findSharpness, LOSS_INCREASE } from '../../src/measures/sharpness.js';
import { useCpuBackend } from '../fixtures/cpu-backend.js';

useCpuBackend();

/** The sharpness of loss(w) = curvature · ‖w − minimum‖² + floor at its minimum, for two parameters. */
async function sharpnessOfBowl(curvature: number, seed = 1, floor = 2): Promise<number | undefined> {
  const minimum = [Float32Array.of(1, -2, 3), Float32Array.of(0.5)];
  const variables = minimum.map((values) => tf.tidy(() => tf.variable(tf.tensor1d(values))));
  const meanLoss = (): Promise<number> => {
    const squares = variables.flatMap((variable, k) =>
      Array.from(variable.dataSync(), (value, i) => (value - minimum[k]![i]!) ** 2),
    );
    return Promise.resolve(floor + curvature * squares.reduce((sum, square) => sum + square, 0));
  };
  try {
    return await findSharpness(variables, meanLoss, seed);
  } finally {
    tf.dispose(variables);
  }
}

/** Of the same perturbations: the mean of ‖u‖². */
function meanSquare(seed: number): number {
  const squares = [0, 1, 2].map((draw) => {
    const source = randomSource(randomKey(seed, 'sharpness', draw));
    return [0, 1, 2, 3].reduce((sum) => sum + source.normal() ** 2, 0);
  });
  return squares.reduce((sum, square) => sum + square, 0) / squares.length;
}

test('of a bowl is what its curvature says: 1/σ² = curvature · mean ‖u‖² / increase', async () => {
  for (const curvature of [1, 100]) {
    const expected = (curvature * meanSquare(1)) / LOSS_INCREASE;
    expect((await sharpnessOfBowl(curvature))! / expected).toBeCloseTo(1, 2);
  }
});

test('is larger for the sharper one, and blind to the height of the floor', async () => {
  expect(await sharpnessOfBowl(50)).toBeGreaterThan((await sharpnessOfBowl(1))!);
  expect(await sharpnessOfBowl(1, 1, 0)).toBeCloseTo((await sharpnessOfBowl(1, 1, 2))!, 1);
});

test('is a function of the seed', async () => {
  expect(await sharpnessOfBowl(1)).toBe(await sharpnessOfBowl(1));
  expect(await sharpnessOfBowl(1, 2)).not.toBe(await sharpnessOfBowl(1));
});

test('is none where no perturbation of the range makes the difference, or the smallest does', async () => {
  expect(await sharpnessOfBowl(0)).toBeUndefined();
  expect(await sharpnessOfBowl(1e30)).toBeUndefined();
});

test('takes a loss that is no number for beyond the threshold', async () => {
  const variable = tf.tidy(() => tf.variable(tf.zeros([1])));
  const radius = 0.25;
  const meanLoss = (): Promise<number> =>
    Promise.resolve(Math.abs(variable.dataSync()[0]!) > radius ? NaN : 0);
  const largest = Math.max(
    ...[0, 1, 2].map((draw) => Math.abs(randomSource(randomKey(1, 'sharpness', draw)).normal())),
  );
  const found = await findSharpness([variable], meanLoss, 1);
  variable.dispose();
  expect(found! / (largest / radius) ** 2).toBeCloseTo(1, 2);
});
