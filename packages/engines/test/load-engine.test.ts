import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { loadEngine } from '../src/index.js';
import { tfjsNodeGpu } from '../src/tfjs-node-gpu.js';

const nativeMissing = await tfjsNodeGpu.load({ isForced: true }).then(
  () => undefined,
  (error: unknown) => String(error),
);

describe('loadEngine', () => {
  test('loads the forced wasm engine, selects it for every importer of tfjs-core, and adds no process listener', async () => {
    const listeners = () => [
      process.listenerCount('uncaughtException'),
      process.listenerCount('unhandledRejection'),
    ];
    const before = listeners();
    const engine = await loadEngine({ force: 'wasm' });
    expect(engine).toMatchObject({
      name: 'wasm',
      device: 'cpu',
      version: `tfjs ${tf.version_core}, WebAssembly SIMD`,
    });
    expect(engine.deviceName).not.toBe('');
    expect(tf.getBackend()).toBe('wasm');
    expect(listeners()).toEqual(before);
    expect(tf.memory().numTensors).toBe(0);
  });

  test('is repeatable', async () => {
    await loadEngine({ force: 'wasm' });
    expect((await loadEngine({ force: 'wasm' })).name).toBe('wasm');
  });

  test.skipIf(nativeMissing)(
    `loads the native engine${nativeMissing ? ` (needs the native engine: ${nativeMissing})` : ''}`,
    async () => {
      const engine = await loadEngine({ force: 'tfjs-node-gpu' });
      expect(engine.version).toMatch(/^tfjs 4\.\d+\.\d+, TensorFlow 2\.\d+\.\d+$/);
      expect(tf.getBackend()).toBe('tensorflow');
      expect(tf.memory().numTensors).toBe(0);
    },
  );

  // Last, because the backend that fails is removed from this process.
  test('passes over an engine that computes wrongly, and throws with what was tried and how to fix it', async () => {
    tf.unregisterKernel('ArgMax', 'wasm');
    const notes: string[] = [];
    const loading = loadEngine({ force: 'wasm', onNote: (line) => notes.push(line) });
    await expect(loading).rejects.toMatchObject({
      code: 'engine-unavailable',
      message: expect.stringMatching(
        /^The forced engine wasm cannot be used\. Tried:\n {2}wasm: .*\n {4}scores of each row: [^]*Run the set-up again/,
      ) as string,
    });
    expect(notes).toHaveLength(1);
    expect(tf.memory().numTensors).toBe(0);
  });
});
