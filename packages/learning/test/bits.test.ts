import { createHash } from 'node:crypto';
import { expandSweep, parseSweepSpec, power, randomKey } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import {
  normal,
  scaledTruncatedNormal,
  truncatedNormal,
  glorotUniform,
} from '../src/architectures/initializers.js';
import { momentsWeightAt } from '../src/architectures/running-moments.js';
import { corruptLabels } from '../src/corruption/corrupt-labels.js';
import { gaussianImage } from '../src/corruption/gaussian-noise.js';
import { pixelOrders } from '../src/corruption/pixel-orders.js';
import { drawPart } from '../src/data/draw-part.js';
import { createGaborExtractor } from '../src/features/gabor.js';
import { dropoutMask } from '../src/layers/dropout.js';
import { learningRateAt } from '../src/training/learning-rate.js';
import { useCpuBackend } from './fixtures/cpu-backend.js';

useCpuBackend();

/** Shortened SHA-256 of the bytes of these numbers. */
function digest(
  ...arrays: readonly (Uint8Array | Uint16Array | Int32Array | Float32Array | Float64Array)[]
): string {
  const hash = createHash('sha256');
  for (const { buffer, byteOffset, byteLength } of arrays)
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  return hash.digest('hex').slice(0, 16);
}

const textDigest = (text: string): string => digest(new TextEncoder().encode(text));
const count = (length: number): readonly number[] => Array.from({ length }, (_, i) => i);
const floats = (length: number, of: (index: number) => number): Float64Array =>
  Float64Array.from({ length }, (_, i) => of(i));
const labels = Uint8Array.from(count(5000), (i) => i % 10);
const corrupted = (corruption: Parameters<typeof corruptLabels>[1]) =>
  corruptLabels(labels, corruption, { classes: 10, seed: 7, split: 'train' }).labels;

/**
 * What results depend on has the same bits on every version of Node. Node 20.20, 22.23 and 24.22 computed these values.
 * If one changes, so do the cells that use it: see the protocol version.
 */
test.each<readonly [string, () => string, string]>([
  [
    'labels with noise',
    () => digest(corrupted({ kind: 'partial-labels', probability: 0.3 })),
    '1485f0353a263c3d',
  ],
  ['random labels', () => digest(corrupted({ kind: 'random-labels' })), '2f4fb17e4918f8bf'],
  [
    'labels with asymmetric noise',
    () =>
      digest(
        corrupted({
          kind: 'asymmetric-labels',
          transitions: count(10).map((i) =>
            count(10).map((j) => (i === j ? 0.7 : j === (i + 1) % 10 ? 0.3 : 0)),
          ),
        }),
      ),
    'ade91a63ba3b9054',
  ],
  [
    'shuffled and random pixels',
    () =>
      digest(
        ...(['shuffled-pixels', 'random-pixels'] as const).map((kind) =>
          pixelOrders({ kind }, { split: 'train', positions: 1024, seed: 7 })!(3),
        ),
      ),
    '5500a52965d55653',
  ],
  [
    'Gaussian images',
    () =>
      digest(
        gaussianImage(
          { mean: [120, 110, 90.5], std: [60, 61.25, 70] },
          { split: 'test', index: 5, pixels: 1024, seed: 7 },
        ),
      ),
    '70210d2736674f85',
  ],
  [
    'initial weights',
    () =>
      digest(
        ...[normal(0.1), truncatedNormal(0.05), glorotUniform(), scaledTruncatedNormal()].map((initializer) =>
          initializer([5, 5, 3, 64], randomKey(7, 'init', 'conv-1/kernel')),
        ),
      ),
    'a64f1b4189c11115',
  ],
  [
    'learning rates',
    () =>
      digest(
        floats(60_000, (step) => learningRateAt(step, { learningRate: 0.1, decay: 0.95, decaySteps: 391 })),
        floats(5000, (step) => learningRateAt(step, { learningRate: 0.01, decay: 0.987, decaySteps: 7 })),
      ),
    'd35e7c69277a5e45',
  ],
  [
    'weights of running averages',
    () => digest(floats(2000, (step) => momentsWeightAt(step, { images: 12_800, batchSize: 128 }))),
    'c420c53b0ac9bd46',
  ],
  [
    'drawn parts of images',
    () =>
      digest(
        ...count(500).map((index) => {
          const part = drawPart({ seed: 7, epoch: 2, index });
          return part.kind === 'center'
            ? new Float64Array()
            : Float64Array.of(part.area, part.aspect, part.x, part.y, Number(part.mirrored));
        }),
      ),
    'e80896eaa829cdc1',
  ],
  ['dropout', () => digest(dropoutMask(10_000, 0.2, randomKey(7, 'dropout', 1))), '9aaf6872bb57cde9'],
  [
    'Gabor features',
    () => {
      const extractor = createGaborExtractor();
      const images = tf.tensor4d(
        Float32Array.from(count(784), (i) => ((i * 37) % 255) / 255),
        [1, 28, 28, 1],
      );
      const features = tf.tidy(() => extractor.extract(images));
      const found = digest(features.dataSync());
      extractor.dispose();
      tf.dispose([images, features]);
      return found;
    },
    'f5236f175276bf6e',
  ],
  [
    'ids of cells',
    () =>
      textDigest(
        [
          ...expandSweep(
            parseSweepSpec({
              name: 'bits',
              dataset: 'cifar10',
              grid: {
                architecture: ['mlp-3x512', 'alexnet-small'],
                corruption: ['none', { kind: 'partial-labels', probability: 0.1 }, 'gaussian'],
                regularizer: ['none', 'weight-decay'],
              },
            }),
          ),
        ]
          .map(({ id }) => id)
          .sort()
          .join(),
      ),
    'f17439769c506632',
  ],
])('%s have the same bits on every version of Node', (_, make, expected) => {
  expect(make()).toBe(expected);
});

test('powers equal those of Node 20, and those of other versions except for the last bit', () => {
  let state = 12345;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
  const arguments_ = count(20_000).map((i): readonly [number, number] =>
    i % 3 === 0
      ? [0.5 + uniform() / 2, Math.floor(uniform() * 5000)]
      : i % 3 === 1
        ? [uniform() * 2 + 1e-9, uniform() * 20 - 10]
        : [Math.exp((uniform() - 0.5) * 1400), (uniform() - 0.5) * 4],
  );
  expect(digest(Float64Array.from(arguments_, ([x, y]) => power(x, y)))).toBe('09e5d39508a8b367');
  for (const [x, y] of arguments_) {
    const theirs = Math.pow(x, y);
    const ours = power(x, y);
    if (theirs > 1e-300 && Number.isFinite(theirs)) expect(Math.abs(ours / theirs - 1)).toBeLessThan(5e-16);
    // V8 has this algorithm in Node 20 and 22; later versions use the C library.
    if (Number.parseInt(process.versions.node, 10) < 23) expect(ours).toBe(theirs);
  }
  for (const [x, y, result] of [
    [3, 0, 1],
    [1, 1e300, 1],
    [0.5, 1074, 5e-324],
    [0.5, 1080, 0],
    [2, 1023, 8.98846567431158e307],
    [2, 1024, Infinity],
    [5e-324, 0.5, 2.2227587494850775e-162],
    [0.999, 1e18, 0],
    [4, -0.5, 0.5],
  ] as const)
    expect(power(x, y)).toBe(result);
  expect(() => power(-1, 2)).toThrow(RangeError);
});
