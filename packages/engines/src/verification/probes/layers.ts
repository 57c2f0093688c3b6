import { runFusedKernel } from '@rote/kernels/fused';
import * as tf from '@tensorflow/tfjs-core';
import { patternTensor } from '../pattern.js';
import type { Outputs, Probe } from './probe.js';
import { valueAndGradients } from './probe.js';

/** dy where the output of a ReLU is positive, 0 elsewhere. */
const reluGradient = <T extends tf.Tensor>(dy: T, y: T): T =>
  (runFusedKernel('ReluGrad', { dy, y })?.[0] as T | undefined) ?? tf.mul<T>(dy, tf.step(y));

/** relu(γ·x̂ + β) and its gradients, in the one, two or many kernels that an engine has for it. */
function batchNormRelu(): Outputs {
  const x = patternTensor<tf.Rank.R4>([3, 4, 4, 8], 22);
  const scale = patternTensor<tf.Rank.R1>([8], 29);
  const offset = patternTensor<tf.Rank.R1>([8], 23);
  const dy = patternTensor<tf.Rank.R4>([3, 4, 4, 8], 15);
  const attributes = { epsilon: 1e-3 };
  const whole = runFusedKernel('BatchNormRelu', { x, scale, offset }, attributes);
  if (whole !== undefined) {
    const [value, mean, variance] = whole;
    const inputs = { dy, y: value, x, scale, mean, variance };
    const [dx, dScale, dOffset] = runFusedKernel('BatchNormReluGrad', inputs, attributes)!;
    return { value, mean, variance, dx, dScale, dOffset };
  }
  const fused = runFusedKernel('FusedBatchNormV3', { x, scale, offset }, attributes);
  if (fused !== undefined) {
    const [y, mean, unbiased, reserve1, reserve2, reserve3] = fused;
    const value = tf.relu(y);
    const inputs = { dy: reluGradient(dy, value), x, scale, reserve1, reserve2, reserve3 };
    const [dx, dScale, dOffset] = runFusedKernel('FusedBatchNormGradV3', inputs, attributes)!;
    return { value, mean, variance: tf.mul(unbiased, 47 / 48), dx, dScale, dOffset };
  }
  const { mean, variance } = tf.moments(x, [0, 1, 2]);
  const normalize = (x: tf.Tensor, scale: tf.Tensor, offset: tf.Tensor): tf.Tensor => {
    const { mean, variance } = tf.moments(x, [0, 1, 2]);
    const normalized = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-3)));
    return tf.relu(tf.add(tf.mul(normalized, scale), offset));
  };
  const [dx, dScale, dOffset] = tf.grads(normalize)([x, scale, offset], dy);
  return { value: normalize(x, scale, offset), mean, variance, dx: dx!, dScale: dScale!, dOffset: dOffset! };
}

/**
 * x · (1 + α·Σ x²)^(−3/4), with the sum over neighboring channels, and its gradient, both by products with a band
 * matrix.
 */
function localResponseNormalization(): Outputs {
  const alpha = 0.1;
  const [x, dy] = [patternTensor([18, 12], 8), patternTensor([18, 12], 15)] as [tf.Tensor2D, tf.Tensor2D];
  const band = tf.tensor2d(
    Array.from({ length: 12 }, (_, i) =>
      Array.from({ length: 12 }, (_, j) => (Math.abs(i - j) <= 4 ? alpha : 0)),
    ),
  );
  const sums = tf.add(tf.matMul(tf.square(x), band), 1);
  const root = tf.rsqrt(sums);
  const power = tf.mul(root, tf.sqrt(root));
  const value = tf.mul(x, power);
  const fromNeighbors = tf.matMul(tf.div<tf.Tensor2D>(tf.mul(dy, value), sums), band);
  const gradient = tf.sub(tf.mul(dy, power), tf.mul(tf.mul(x, 1.5), fromNeighbors));
  return { value, 'gradient 0': gradient };
}

/** Sums over all axes but the last: by a kernel, or by products with rows of ones; for many rows, in two steps. */
function columnSums(shape: readonly [number, number, number, number], blocks: number): Outputs {
  const x = patternTensor(shape, 28);
  const sums = runFusedKernel('ColumnSums', { x })?.[0];
  if (sums !== undefined) return { sums };
  const [, , , columns] = shape;
  const rows = x.size / columns;
  const sumRows = (x: tf.Tensor, rows: number, columns: number): tf.Tensor =>
    tf.matMul(tf.ones([1, rows]), tf.reshape(x, [rows, columns]));
  const ofBlocks = sumRows(x, rows / blocks, blocks * columns);
  return { sums: tf.reshape(blocks === 1 ? ofBlocks : sumRows(ofBlocks, blocks, columns), [columns]) };
}

/** Layers without convolutions and pooling, with their gradients. */
export const LAYERS: readonly Probe[] = [
  {
    name: 'matMul',
    run: () =>
      valueAndGradients((a, b) => tf.matMul(a, b), [patternTensor([7, 13], 1), patternTensor([13, 5], 2)]),
  },
  {
    name: 'matMul of whole images',
    run: () =>
      valueAndGradients(
        (a, b) => tf.matMul(a, b),
        [patternTensor([3, 2352], 1), patternTensor([2352, 64], 2)],
      ),
  },
  {
    name: 'bias',
    run(): Outputs {
      const [x, bias] = [patternTensor([2, 3, 3, 6], 19), patternTensor<tf.Rank.R1>([6], 20)];
      return { value: runFusedKernel('BiasAdd', { x, bias })?.[0] ?? tf.add(x, bias) };
    },
  },
  {
    name: 'bias and ReLU',
    run(): Outputs {
      const [x, bias] = [patternTensor([2, 3, 3, 8], 19), patternTensor<tf.Rank.R1>([8], 20)];
      const sum = (): tf.Tensor => runFusedKernel('BiasAdd', { x, bias })?.[0] ?? tf.add(x, bias);
      const value = runFusedKernel('BiasAddRelu', { x, bias })?.[0] ?? tf.relu(sum());
      return { value, dx: reluGradient(patternTensor(x.shape, 17), value) };
    },
  },
  { name: 'column sums', run: () => columnSums([3, 4, 4, 8], 1) },
  { name: 'column sums of many rows', run: () => columnSums([2, 18, 16, 4], 24) },
  { name: 'batch normalization and ReLU', run: batchNormRelu },
  {
    name: 'fixed batch normalization and ReLU',
    run(): Outputs {
      const [x, scale, shift] = [
        patternTensor([2, 3, 3, 8], 19),
        patternTensor<tf.Rank.R1>([8], 20),
        patternTensor<tf.Rank.R1>([8], 21),
      ];
      return {
        value:
          runFusedKernel('ScaleRelu', { x, scale, shift })?.[0] ?? tf.relu(tf.add(tf.mul(x, scale), shift)),
      };
    },
  },
  { name: 'local response normalization', run: localResponseNormalization },
];
