import * as tf from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { findSwiftShader, SWIFTSHADER_MISSING } from '@rote/testkit';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { loadEngine } from '../src/index.js';
import { patternTensor } from '../src/verification/pattern.js';
import { webgpu } from '../src/webgpu.js';

const swiftShader = findSwiftShader();
Object.assign(process.env, swiftShader);
// SwiftShader compiles every shader again in each process, and computes on the CPU, where other tests run too.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const globalNames = () => new Set(Object.getOwnPropertyNames(globalThis));
const backend = () => tf.backend() as unknown as Pick<WebGPUBackend, 'device' | 'memory'>;
const device = () => backend().device;
const failed = { name: 'RoteError', code: 'engine-failed', retryable: true };

describe.skipIf(swiftShader === undefined)(
  `the webgpu engine${swiftShader === undefined ? SWIFTSHADER_MISSING : ''}`,
  () => {
    const before = globalNames();
    const navigatorBefore = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
    beforeEach(async () => {
      await webgpu.load({ isForced: true });
    });
    afterAll(() => {
      tf.removeBackend('webgpu');
    });

    test('reports that SwiftShader is not a GPU', async () => {
      const engine = await loadEngine({ force: 'webgpu' });
      expect(engine).toMatchObject({ name: 'webgpu', device: 'cpu' });
      expect(engine.version).toMatch(/^tfjs 4\.\d+\.\d+, kernels \d+, Dawn \d+\.\d+\.\d+, SwiftShader/);
      expect(engine.deviceName).toMatch(/swiftshader/);
      expect(tf.getBackend()).toBe('webgpu');
      expect(tf.memory().numTensors).toBe(0);
      expect(Object.getOwnPropertyDescriptor(globalThis, 'navigator')).toEqual(navigatorBefore);
    });

    test('is never chosen on a software adapter, only forced', async () => {
      await expect(webgpu.load({ isForced: false })).rejects.toMatchObject({
        code: 'engine-unavailable',
        message: expect.stringMatching(/its only adapter, swiftshader.*, is software/) as string,
      });
      expect(tf.engine().registryFactory).not.toHaveProperty('webgpu');
      expect((await loadEngine()).name).not.toBe('webgpu');
    });

    test('releases the device and the globals with its backend', async () => {
      const own = device();
      tf.removeBackend('webgpu');
      expect((await own.lost).reason).toBe('destroyed');
      expect([...globalNames()].filter((name) => name.startsWith('GPU') && !before.has(name))).toEqual([]);
      await loadEngine({ force: 'wasm' });
      expect(tf.getBackend()).toBe('wasm');
    });

    test('keeps no GPU memory for tensors that are gone', async () => {
      const sum = tf.tidy(() => tf.add(patternTensor([100, 100], 1), 1));
      await sum.data();
      expect(tf.memory()).toMatchObject({ numTensors: 1 });
      sum.dispose();
      expect(backend().memory()).toMatchObject({ numBytesAllocatedInGPU: 0 });
    });

    test('fails at the next operation and the next read once its device is lost', async () => {
      const values = tf.keep(tf.tidy(() => tf.add(patternTensor([40, 40], 1), 1)));
      const own = device();
      own.destroy();
      await own.lost;
      await expect(values.data()).rejects.toMatchObject(failed);
      expect(() => tf.matMul(values as tf.Tensor2D, values as tf.Tensor2D)).toThrow(/device was lost/);
      values.dispose();
      expect(tf.memory().numTensors).toBe(0);
    });

    test('fails a read that the loss of the device interrupts', async () => {
      const values = tf.tidy(() => tf.add(patternTensor([40, 40], 1), 1));
      const reading = values.data();
      device().destroy();
      await expect(reading).rejects.toMatchObject(failed);
      values.dispose();
    });

    test('returns no numbers after an error that Dawn reports by an event', async () => {
      const values = tf.tidy(() => tf.add(patternTensor([40, 40], 1), 1));
      device().createBuffer({ size: 16, usage: 0xffff });
      await expect(values.data()).rejects.toMatchObject({
        ...failed,
        message: expect.stringMatching(/^the GPU failed \(.*BufferUsage/s) as string,
      });
      values.dispose();
    });

    test('reports a tensor beyond the limits of the GPU as out of memory', async () => {
      const values = tf.tidy(() => tf.add(patternTensor([40, 40], 1), 1));
      device().createBuffer({ size: 2 ** 42, usage: GPUBufferUsage.STORAGE });
      await expect(values.data()).rejects.toMatchObject({ code: 'out-of-memory', retryable: true });
      values.dispose();
    });

    test('works again when it is reloaded after a loss', async () => {
      device().destroy();
      await webgpu.load({ isForced: true });
      const sum = tf.tidy(() => tf.sum(tf.ones([30, 40])));
      expect(await sum.data()).toEqual(new Float32Array([1200]));
      sum.dispose();
    });
  },
);

test.runIf(process.platform === 'linux')(
  'without a driver, webgpu reports what is missing and how to fix it',
  async () => {
    await withoutDrivers(async () => {
      await expect(loadEngine({ force: 'webgpu' })).rejects.toMatchObject({
        code: 'engine-unavailable',
        message: expect.stringMatching(/no GPU was found for WebGPU\. It needs/) as string,
      });
    });
  },
);

async function withoutDrivers(run: () => Promise<void>): Promise<void> {
  const before = process.env['VK_ICD_FILENAMES'];
  process.env['VK_ICD_FILENAMES'] = '/nowhere.json';
  try {
    await run();
  } finally {
    if (before === undefined) delete process.env['VK_ICD_FILENAMES'];
    else process.env['VK_ICD_FILENAMES'] = before;
  }
}
