// Also registers the cpu backend, in plain JavaScript, with which the engine is compared.
import '@tensorflow/tfjs';
import type { Engine } from '@rote/domain';
import { loadEngine } from '@rote/engines';
import { hasFusedKernel } from '@rote/kernels/fused';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { PREPROCESS } from '../src/data/preprocess.js';
import { batchNormRelu } from '../src/layers/batch-norm-relu.js';
import { meanSoftmaxCrossEntropy } from '../src/layers/softmax-cross-entropy.js';
import { expectReferenceRotations, expectWholeCrops, FRAMES } from './fixtures/augmented.js';
import { failOnTensorsLeft } from './fixtures/fail-on-tensors-left.js';
import { expectSame, LAYERS, outcomeOf } from './fixtures/layers.js';
import { normalTensor } from './fixtures/numbers.js';
import { expectPermuted, permutations } from './fixtures/permuted.js';

// Compares the operations that have a special form on this machine's best engine with plain JavaScript.
let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine();
});
failOnTensorsLeft();

/** Computes on the cpu backend, then selects the engine again. */
async function onCpu<T>(compute: () => T): Promise<T> {
  const selected = tf.getBackend();
  await tf.setBackend('cpu');
  try {
    return compute();
  } finally {
    await tf.setBackend(selected);
  }
}

/** A GPU multiplies in TF32, with a mantissa of 10 bits. */
const tolerant = (tolerance: number): number => (engine.device === 'gpu' ? 2e-2 : Math.max(tolerance, 1e-5));

describe('fused kernels', () => {
  test('are those of the engine; plain JavaScript has none', async () => {
    const names = [
      'ReluGrad',
      'BiasAdd',
      'SoftmaxCrossEntropyWithLogits',
      'FusedBatchNormV3',
      'FusedBatchNormGradV3',
    ] as const;
    const known = () => names.filter((name) => hasFusedKernel(name));
    const has = {
      wasm: ['ReluGrad', 'BiasAdd'],
      webgpu: ['ReluGrad'],
      'tfjs-node': names,
      'tfjs-node-gpu': names,
    };
    expect(known()).toEqual(has[engine.name]);
    expect(await onCpu(known)).toEqual([]);
  });

  test.each(LAYERS)(
    '$name has the value and the gradients of its composed form',
    async ({ ours, inputs, tolerance }) => {
      const composed = await onCpu(() => outcomeOf(ours, inputs));
      expectSame(outcomeOf(ours, inputs), composed, tolerant(tolerance));
    },
  );

  test('batchNormRelu reports population moments', async () => {
    const moments = () => {
      let told: number[] = [];
      tf.tidy(() => {
        const x = tf.add<tf.Tensor4D>(tf.mul(normalTensor<tf.Rank.R4>([2, 2, 2, 5]), 3), 2);
        batchNormRelu(x, { beta: normalTensor<tf.Rank.R1>([5], 2) }, ({ mean, variance }) => {
          told = [...mean.dataSync(), ...variance.dataSync()];
        });
      });
      return told;
    };
    const expected = await onCpu(moments);
    moments().forEach((value, i) => {
      expect(Math.abs(value - expected[i]!)).toBeLessThan(tolerant(1e-5));
    });
  });

  test('losses stay exact for logits whose exponentials overflow', () => {
    const [value, gradient] = outcomeOf(
      (logits) => meanSoftmaxCrossEntropy(logits as tf.Tensor2D, tf.tensor2d([[0, 1, 0]])),
      () => [tf.tensor2d([[1000, 0, -1000]])],
    );
    expect(value!.values[0]).toBe(1000);
    const [first, second, third] = gradient!.values;
    expect(first).not.toBe(0);
    expect(first! + second!).toBe(0);
    expect(third).toBeCloseTo(0, 12);
  });
});

describe('image operations', () => {
  test.each(Object.entries(FRAMES))('rotated windows equal those of the reference: %s', (_name, frame) => {
    expectReferenceRotations(frame);
  });

  test.each(Object.entries(FRAMES))('crops contain exactly the pixels of the image: %s', (_name, frame) => {
    expectWholeCrops(frame);
  });

  test('permutePixels moves the pixels as a loop does', () => {
    fc.assert(
      fc.property(permutations, (permutation) => {
        expectPermuted(permutation);
      }),
      { numRuns: 20 },
    );
  });

  test('whitening equals that of the cpu backend', async () => {
    const white = () =>
      outcomeOf(
        (x) => PREPROCESS.whiten(x as tf.Tensor4D),
        () => [tf.mul(normalTensor([3, 28, 28, 3]), 255)],
      );
    const expected = await onCpu(white);
    expectSame(white(), expected, 1e-4);
  });
});
