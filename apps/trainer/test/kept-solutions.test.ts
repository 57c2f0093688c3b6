import type { Architecture, CellResult, Dataset, Engine, ImageSet, KnownDataset } from '@rote/domain';
import { randomKey, randomSource } from '@rote/domain';
import { loadEngine } from '@rote/engines';
import { train } from '@rote/learning';
import { beforeAll, describe, expect, test } from 'vitest';
import { decodeSafetensors, encodeSafetensors } from '@rote/checkpoints';
import { createLinearAlgebra } from '../src/create-linear-algebra.js';
import { cellOf } from '@rote/testkit/values';

const CLASSES = 10;
const SIDE = 28;
const SIZE = SIDE * SIDE;

/** Generates noise with labels that are unrelated to it. */
function noise(train: number, test: number): Dataset {
  const source = randomSource(randomKey(5, 'noise'));
  const split = (count: number): ImageSet => ({
    count,
    images: Uint8Array.from({ length: count * SIZE }, () => source.integer(256)),
    labels: Uint8Array.from({ length: count }, () => source.integer(CLASSES)),
  });
  const form = { name: 'synthetic', height: SIDE, width: SIDE, channels: 1, classes: CLASSES } as const;
  return { ...form, train: split(train), test: split(test) };
}

const DATA = noise(300, 100);
const SETS = [DATA.train, DATA.test];
/** As a network sees them: float32, 0 … 1. */
const IMAGES = SETS.flatMap(({ images, count }) =>
  Array.from({ length: count }, (_, i) =>
    Float32Array.from(images.subarray(i * SIZE, (i + 1) * SIZE), (gray) => gray / 255),
  ),
);
const LABELS = SETS.flatMap(({ labels }) => Array.from(labels));
const TRAINED = DATA.train.count;

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine({ force: 'tfjs-node-gpu' });
});

type Tensors = Readonly<Record<string, ArrayLike<number>>>;

/** Solves a cell, and reads the tensors in the file of its weights. */
async function solve(
  architecture: Architecture,
): Promise<{ readonly result: CellResult; readonly kept: Tensors }> {
  const dataset: KnownDataset = {
    name: 'synthetic',
    train: TRAINED,
    test: DATA.test.count,
    subsetSeed: 0,
    preprocessing: 'scale',
  };
  const cell = cellOf({ architecture, dataset });
  let bytes = new Uint8Array();
  const result = await train(cell, DATA, {
    signal: new AbortController().signal,
    onEvent: () => undefined,
    clock: () => 0,
    linearAlgebra: createLinearAlgebra(engine, undefined)!,
    keepWeights: (tensors) => {
      bytes = Uint8Array.from(encodeSafetensors({ tensors, metadata: {} }));
      return Promise.resolve();
    },
  });
  const kept = Object.fromEntries(decodeSafetensors(bytes).tensors.map(({ name, values }) => [name, values]));
  return { result, kept };
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>, [first, step] = [0, 1]): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[first + i * step]!;
  return sum;
};
const classesOf = (output: (k: number) => number): number[] =>
  Array.from({ length: CLASSES }, (_, k) => output(k));
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Compares the result's numbers with one-hot outputs. */
function expectScores(outputs: readonly (readonly number[])[], { final }: CellResult): void {
  const losses = outputs.map((row, i) =>
    row.reduce((sum, value, k) => sum + (value - (k === LABELS[i] ? 1 : 0)) ** 2 / 2, 0),
  );
  const right = outputs.map((row, i) => (row.indexOf(Math.max(...row)) === LABELS[i] ? 1 : 0));
  expect(mean(right.slice(0, TRAINED))).toBe(final!.train.accuracy);
  expect(mean(right.slice(TRAINED))).toBe(final!.test.accuracy);
  expect(mean(losses.slice(TRAINED))).toBeCloseTo(final!.test.loss, 5);
}

describe('the file of kept weights is all it takes to rebuild', () => {
  test.each([2, 3, 6])('a memorizer of depth %i', async (depth) => {
    const { result, kept } = await solve({ kind: 'memorizer', depth, precision: 'float64' });
    const { direction, origin, biases, weights } = kept;
    const outputs = IMAGES.map((image) => {
      const t = dot(direction!, image) - origin![0]!;
      // From the end: see evaluateMemorizer.
      let sum = 0;
      for (let j = biases!.length - 1; j >= 0; j--) sum += weights![j]! * Math.max(t - biases![j]!, 0);
      return sum;
    });
    const predicted = outputs.map((output) => Math.min(Math.max(Math.round(output), 0), CLASSES - 1));
    const right = predicted.map((label, i) => (label === LABELS[i] ? 1 : 0));
    expect(mean(right.slice(0, TRAINED))).toBe(1);
    expect(result.final!.train.accuracy).toBe(1);
    expect(mean(right.slice(TRAINED))).toBe(result.final!.test.accuracy);
    const errors = outputs.slice(0, TRAINED).map((output, i) => Math.abs(output - LABELS[i]!));
    expect(Math.max(...errors)).toBeLessThan(1e-6);
  });

  test('a kernel', async () => {
    const gamma = 0.02;
    const { result, kept } = await solve({ kind: 'kernel', features: { kind: 'raw' }, gamma });
    const outputs = IMAGES.map((image) => {
      const near = IMAGES.slice(0, TRAINED).map((other) =>
        Math.exp(-gamma * image.reduce((sum, value, i) => sum + (value - other[i]!) ** 2, 0)),
      );
      return classesOf((k) => dot(near, kept['coefficients']!, [k, CLASSES]));
    });
    expectScores(outputs, result);
  });

  test('a linear solution of least norm', async () => {
    const { result, kept } = await solve({
      kind: 'linear',
      features: { kind: 'raw' },
      solver: { kind: 'min-norm' },
    });
    const outputs = IMAGES.map((image) => classesOf((k) => dot(image, kept['weights']!, [k, CLASSES])));
    expectScores(outputs, result);
  });
});
