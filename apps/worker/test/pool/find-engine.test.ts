import { availableParallelism } from 'node:os';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { FindEngineOptions } from '../../src/pool/find-engine.js';
import { findEngine } from '../../src/pool/find-engine.js';
import { createTrainerStarter } from '../../src/pool/trainer-starter.js';
import { useFakeNvidiaSmi } from '@rote/testkit';

const GPU_MEMORY_MB = 6144;
const TOLD =
  'CUDA_VISIBLE_DEVICES CUDA_DEVICE_ORDER TF_FORCE_GPU_ALLOW_GROWTH TF_DETERMINISTIC_OPS DATABASE_URL PGPASSWORD';

/** Finds the engine of trainers that report this device. */
async function find(device: 'gpu' | 'cpu', options: Partial<FindEngineOptions> = {}) {
  const error = vi.fn();
  const start = createTrainerStarter({
    module: new URL('./strange-trainer.mjs', import.meta.url),
    env: { STRANGE_DEVICE: device, STRANGE_TELLS: TOLD, DATABASE_URL: 'a secret', PGPASSWORD: 'a secret' },
    dataDir: 'works',
    checkpoints: { url: '/nowhere', intervalMs: 30_000 },
    engine: undefined,
    silenceMs: 20_000,
  });
  const found = await findEngine({
    start,
    engine: undefined,
    slots: undefined,
    gpuMemoryMb: GPU_MEMORY_MB,
    cudaVisibleDevices: undefined,
    logger: { error },
    signal: new AbortController().signal,
    ...options,
  });
  onTestFinished(() => found.first.stop());
  return { ...found, error };
}

test("a trainer sees only the GPU of its slot, takes its memory as needed, and gets no server's password", async () => {
  await useFakeNvidiaSmi([80_000, 80_000]);
  const { first } = await find('gpu', { cudaVisibleDevices: '1' });
  expect(first.engine.deviceName).toBe(
    'CUDA_VISIBLE_DEVICES=1 CUDA_DEVICE_ORDER=PCI_BUS_ID TF_FORCE_GPU_ALLOW_GROWTH=true TF_DETERMINISTIC_OPS=1 DATABASE_URL= PGPASSWORD=',
  );
});

test('plans as many slots on a GPU as fit its free memory', async () => {
  await useFakeNvidiaSmi([2 * GPU_MEMORY_MB, 100]);
  const { slots } = await find('gpu', { cudaVisibleDevices: 'GPU-00000000-0,1' });
  const cards = slots.map(({ gpu }) => gpu);
  const perGpu = Math.min(2, Math.max(1, Math.floor(availableParallelism() / 2)));
  expect(cards).toEqual(['GPU-00000000-0', '1', 'GPU-00000000-0'].slice(0, 1 + perGpu));
});

test('passes a part of a GPU on by its name, and plans one slot for it', async () => {
  await useFakeNvidiaSmi([80_000]);
  const { slots, first } = await find('gpu', { cudaVisibleDevices: 'MIG-1234' });
  expect(slots.map(({ gpu }) => gpu)).toEqual(['MIG-1234']);
  expect(first.engine.deviceName).toContain('CUDA_VISIBLE_DEVICES=MIG-1234 ');
});

test('plans one slot for a GPU that nvidia-smi does not know', async () => {
  await useFakeNvidiaSmi([]);
  const { slots, gpuFault } = await find('gpu');
  expect(slots).toHaveLength(1);
  expect(gpuFault).toBeNull();
});

test('reports how to fix an engine that fell back to the CPU, and plans a slot for each core', async () => {
  await useFakeNvidiaSmi([80_000]);
  const { slots, first, gpuFault, error } = await find('cpu');
  expect(gpuFault).toContain('npm run setup');
  expect(error).toHaveBeenCalledExactlyOnceWith(expect.anything(), expect.stringContaining('npm run setup'));
  expect(slots).toEqual(Array(availableParallelism()).fill({ threads: 1 }));
  expect(first.engine.deviceName).toContain('CUDA_VISIBLE_DEVICES= ');
});

test('reports an error if the GPU engine is configured without a GPU', async () => {
  await useFakeNvidiaSmi([]);
  const { gpuFault } = await find('cpu', { engine: 'tfjs-node-gpu' });
  expect(gpuFault).toContain('nvidia-smi');
});

test('reports no error if the configured engine uses no GPU', async () => {
  await useFakeNvidiaSmi([80_000]);
  const { gpuFault, error } = await find('cpu', { engine: 'wasm' });
  expect(gpuFault).toBeNull();
  expect(error).not.toHaveBeenCalled();
});
