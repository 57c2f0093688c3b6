import { createAvgPoolGrad } from '@rote/kernels';
import '@tensorflow/tfjs';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { averagePool } from '../../kernels/test/fixtures/average-pool.js';
import type { Fingerprint } from '../src/verification/fingerprint.js';
import { computeFingerprint, relativeDistance } from '../src/verification/fingerprint.js';
import { KNOWN_FINGERPRINTS } from '../src/verification/known-fingerprints.js';
import { patternTensor } from '../src/verification/pattern.js';
import { PROBES } from '../src/verification/probes/index.js';
import { fingerprintProbe, verifyEngine } from '../src/verification/verify-engine.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

/** The results that the plain JavaScript backend gets wrong, computed from the definition. */
function edgesOfAvgPool(): Record<string, Fingerprint> {
  const image = patternTensor([2, 5, 4, 3], 24);
  const { value, gradient } = averagePool(
    { shape: [2, 5, 4, 3], values: image.dataSync() },
    { side: 3, stride: 1, dy: (shape) => patternTensor(shape, 15).dataSync() },
  );
  return { value: computeFingerprint(value), 'gradient 0': computeFingerprint(gradient) };
}
const DEFINED: Readonly<Record<string, () => Record<string, Fingerprint>>> = {
  'avgPool at the edges': edgesOfAvgPool,
};

describe('the known numbers', () => {
  test.each(PROBES)('of $name are what the plain JavaScript backend computes', async (probe) => {
    const computed = DEFINED[probe.name]?.() ?? (await fingerprintProbe(probe));
    const known = KNOWN_FINGERPRINTS[probe.name] ?? {};
    expect(Object.keys(known)).toEqual(Object.keys(computed));
    for (const [output, fingerprint] of Object.entries(known)) {
      expect(relativeDistance(computed[output] ?? [NaN, NaN], fingerprint)).toBeLessThan(1e-6);
    }
  });

  test('exist for no removed probe', () => {
    expect(Object.keys(KNOWN_FINGERPRINTS)).toEqual(PROBES.map(({ name }) => name));
  });
});

describe('verifyEngine', () => {
  const cpu = { name: 'wasm', device: 'cpu' } as const;
  const fixPooling = (): void => {
    withKernel('AvgPoolGrad', () => createAvgPoolGrad('cpu'));
  };

  test('accepts a backend that computes correctly, and leaves no tensor', async () => {
    fixPooling();
    const before = tf.memory().numTensors;
    await verifyEngine(cpu);
    expect(tf.memory().numTensors).toBe(before);
    restoreKernels();
  });

  test('rejects TF.js’s own gradient of average pooling at the edges', async () => {
    await expect(verifyEngine(cpu)).rejects.toThrow(/avgPool at the edges, gradient 0: off by/);
  });

  test('names the operation that is off', async () => {
    fixPooling();
    withKernel('MaxPoolGrad', (stock) => (call) => {
      const gradient = stock(call);
      const { dataId } = Array.isArray(gradient) ? gradient[0]! : gradient;
      (tf.backend() as unknown as { data: tf.DataStorage<{ values: Float32Array }> }).data.get(
        dataId,
      ).values[3]! += 0.5;
      return gradient;
    });
    try {
      await expect(verifyEngine(cpu)).rejects.toThrow(/maxPool, gradient 0: off by .* of its norm$/);
    } finally {
      restoreKernels();
    }
  });

  test('names the operation that is missing', async () => {
    withKernel('Conv2DBackpropFilter', () => () => {
      throw new Error('not here');
    });
    try {
      await expect(verifyEngine(cpu)).rejects.toThrow(/conv2d with stride 2: not here/);
    } finally {
      restoreKernels();
    }
  });
});

const replaced = new Map<string, tf.KernelConfig>();

function withKernel(kernelName: string, wrap: (stock: tf.KernelFunc) => tf.KernelFunc): void {
  const config = tf.getKernel(kernelName, 'cpu');
  const kernelFunc = wrap(config.kernelFunc);
  replaced.set(kernelName, config);
  tf.unregisterKernel(kernelName, 'cpu');
  tf.registerKernel({ ...config, kernelFunc });
}

function restoreKernels(): void {
  for (const [kernelName, config] of replaced) {
    tf.unregisterKernel(kernelName, 'cpu');
    tf.registerKernel(config);
  }
  replaced.clear();
}
