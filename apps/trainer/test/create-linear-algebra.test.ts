import type { Engine } from '@rote/domain';
import { loadEngine } from '@rote/engines';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { createLinearAlgebra } from '../src/create-linear-algebra.js';
import { useFakeNvidiaSmi } from '@rote/testkit';

const MEBIBYTE = 2 ** 20;
const GIBIBYTE = 2 ** 30;

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine({ force: 'tfjs-node-gpu' });
});

const freeBytes = async (gpu?: string): Promise<number | undefined> =>
  await createLinearAlgebra({ ...engine, device: 'gpu' }, gpu)!.freeBytes();

test("counts GPU memory that TensorFlow's pool has freed but keeps as free", async () => {
  const smi = await useFakeNvidiaSmi([4096, 512]);
  await expect(freeBytes()).resolves.toBe(4096 * MEBIBYTE);
  await smi.setProcesses(
    new Map([
      [process.pid, 20 * 1024],
      [process.pid + 1, 30 * 1024],
    ]),
  );
  // The pool: everything but what CUDA itself takes.
  const pool = 19 * GIBIBYTE;
  const held = tf.zeros([2, MEBIBYTE]);
  await expect(freeBytes('1')).resolves.toBe(512 * MEBIBYTE + pool - tf.memory().numBytes);
  held.dispose();
  await expect(freeBytes('1')).resolves.toBe(512 * MEBIBYTE + pool);
});

test('finds no pool in a process that holds no more than CUDA takes', async () => {
  const smi = await useFakeNvidiaSmi([4096]);
  await smi.setProcesses(new Map([[process.pid, 400]]));
  await expect(freeBytes('0')).resolves.toBe(4096 * MEBIBYTE);
});

test('returns undefined for a GPU that nvidia-smi does not name', async () => {
  await useFakeNvidiaSmi([4096]);
  await expect(freeBytes('MIG-1')).resolves.toBeUndefined();
});
