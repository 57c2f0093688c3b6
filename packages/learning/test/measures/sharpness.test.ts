import { randomKey, randomSource } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import type { Sharpness } from '../../src/measures/sharpness.js';
import { DRAWS, findSharpness, LOSS_INCREASE } from '../../src/measures/sharpness.js';
import { useCpuBackend } from '../fixtures/cpu-backend.js';

useCpuBackend();

/** The sharpness of loss(w) = curvature · ‖w − minimum‖² + floor at its minimum, for two parameters. */
async function measureBowl(curvature: number, seed = 1, floor = 2): Promise<Sharpness | undefined> {
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

const sharpnessOfBowl = async (...bowl: Parameters<typeof measureBowl>): Promise<number | undefined> =>
  (await measureBowl(...bowl))?.sharpness;

/** ‖u‖² of each of the same perturbations. */
const squaresOf = (seed: number): readonly number[] =>
  Array.from({ length: DRAWS }, (_, draw) => {
    const source = randomSource(randomKey(seed, 'sharpness', draw));
    return [0, 1, 2, 3].reduce((sum) => sum + source.normal() ** 2, 0);
  });

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const meanSquare = (seed: number): number => meanOf(squaresOf(seed));

test('follows from the curvature of a quadratic loss: 1/σ² = curvature · mean ‖u‖² / increase', async () => {
  for (const curvature of [1, 100]) {
    const expected = (curvature * meanSquare(1)) / LOSS_INCREASE;
    expect((await sharpnessOfBowl(curvature))! / expected).toBeCloseTo(1, 2);
  }
});

test('has the standard error of a mean over directions', async () => {
  for (const seed of [1, 2, 3]) {
    const { sharpness, standardError } = (await measureBowl(10, seed))!;
    const squares = squaresOf(seed);
    const mean = meanOf(squares);
    const variance = squares.reduce((sum, square) => sum + (square - mean) ** 2, 0) / (DRAWS - 1);
    expect(standardError / sharpness / (Math.sqrt(variance / DRAWS) / mean)).toBeCloseTo(1, 4);
  }
});

test('is, over many seeds, as far from the mean over all directions as its standard error predicts', async () => {
  // For four parameters, the mean of ‖u‖² over all directions is 4.
  const truth = 4 / LOSS_INCREASE;
  const seeds = Array.from({ length: 200 }, (_, seed) => seed);
  const found = await Promise.all(seeds.map(async (seed) => (await measureBowl(1, seed))!));
  // The 97.5 % quantile of Student's t with two degrees of freedom; ‖u‖² is skewed, so fewer than 95 % are inside.
  const inside = found.filter(
    ({ sharpness, standardError }) => Math.abs(sharpness - truth) <= 4.303 * standardError,
  );
  expect(inside.length / seeds.length).toBeGreaterThan(0.85);
  expect(inside.length / seeds.length).toBeLessThan(0.99);
});

test('is larger for a sharper minimum, and does not depend on its height', async () => {
  expect(await sharpnessOfBowl(50)).toBeGreaterThan((await sharpnessOfBowl(1))!);
  expect(await sharpnessOfBowl(1, 1, 0)).toBeCloseTo((await sharpnessOfBowl(1, 1, 2))!, 1);
});

test('depends on the seed', async () => {
  expect(await sharpnessOfBowl(1)).toBe(await sharpnessOfBowl(1));
  expect(await sharpnessOfBowl(1, 2)).not.toBe(await sharpnessOfBowl(1));
});

test('is undefined if no perturbation in the range suffices, or the smallest is too much', async () => {
  expect(await sharpnessOfBowl(0)).toBeUndefined();
  expect(await sharpnessOfBowl(1e30)).toBeUndefined();
});

test('counts a NaN loss as beyond the threshold', async () => {
  const variable = tf.tidy(() => tf.variable(tf.zeros([1])));
  const radius = 0.25;
  const meanLoss = (): Promise<number> =>
    Promise.resolve(Math.abs(variable.dataSync()[0]!) > radius ? NaN : 0);
  const largest = Math.max(
    ...[0, 1, 2].map((draw) => Math.abs(randomSource(randomKey(1, 'sharpness', draw)).normal())),
  );
  const found = await findSharpness([variable], meanLoss, 1);
  variable.dispose();
  expect(found!.sharpness / (largest / radius) ** 2).toBeCloseTo(1, 2);
});
