import '@tensorflow/tfjs';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import type { FusedKernelTable } from '../src/fused/fused-kernel-table.js';
import { hasFusedKernel, runFusedKernel } from '../src/fused/index.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

test('an engine without a kernel returns undefined, so that the caller composes the result', () => {
  const x = tf.ones([2, 2]);
  expect(hasFusedKernel('ColumnSums')).toBe(false);
  expect(runFusedKernel('ColumnSums', { x })).toBeUndefined();
  x.dispose();
});

test('a call that is not in the catalogue does not compile', () => {
  const [x, bias] = [tf.ones([2, 2]), tf.ones<tf.Rank.R1>([2])];
  const calls = () => {
    // @ts-expect-error -- no such kernel
    runFusedKernel('ReluGradient', { x, bias });
    // @ts-expect-error -- an input is missing
    runFusedKernel('BiasAdd', { x });
    // @ts-expect-error -- an input of another name
    runFusedKernel('BiasAdd', { x, offset: bias });
    // @ts-expect-error -- a bias has one axis
    runFusedKernel('BiasAdd', { x, bias: x });
    // @ts-expect-error -- a kernel without attributes
    runFusedKernel('BiasAdd', { x, bias }, { epsilon: 0.001 });
    const learningRate = tf.scalar(0.1);
    // @ts-expect-error -- its attribute is missing
    runFusedKernel('ApplyMomentum', { weights: x, velocity: x, gradient: x, learningRate });
    // @ts-expect-error -- an attribute of another name
    runFusedKernel('ApplyMomentum', { weights: x, velocity: x, gradient: x, learningRate }, { mass: 0.9 });
  };
  expect(calls).not.toThrow();
});

test('a table with a kernel that is not in the catalogue, or another’s inputs, does not compile', () => {
  const tables = [
    {
      // @ts-expect-error -- no such kernel
      BiasAdRelu: (call: { inputs: { x: tf.TensorInfo } }): [tf.TensorInfo] => [call.inputs.x],
    } satisfies FusedKernelTable,
    {
      // @ts-expect-error -- no such input
      BiasAdd: (call: { inputs: { offset: tf.TensorInfo } }): [tf.TensorInfo] => [call.inputs.offset],
    } satisfies FusedKernelTable,
    {
      // @ts-expect-error -- it has two outputs
      ApplyMomentum: ({ inputs: { weights } }) => [weights],
    } satisfies FusedKernelTable,
  ];
  expect(tables).toHaveLength(3);
});
